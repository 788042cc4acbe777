using System;

namespace IotDevice;

/// <summary>
/// What happens around the pump and looks like a fault without being one: the air is warm by day and on some days hot, and
/// the level on the suction side falls now and then, so that the pump cavitates for some hours.
/// </summary>
/// <param name="climate">Mean temperature of the air, °C.</param>
/// <param name="random">What draws it all.</param>
internal sealed class PumpSurroundings(double climate, SimulationRandom random)
{
    private const double UsualNpsh = 7; // m
    private const double DailySwing = 5; // K
    private const double MeanHoursToHotSpell = 240;
    private const double MeanHoursToLowLevel = 90;
    private const double DriftHours = 36; // time constant of the drift
    private const double DriftDeviation = 2; // K

    private readonly double phase = random.Next();
    private double hours;
    private double drift;
    private double heat;
    private double heatWanted;
    private double hotLeft;
    private double untilHot = random.Waiting(MeanHoursToHotSpell);
    private double lowLeft;
    private double untilLow = random.Waiting(MeanHoursToLowLevel);

    /// <summary>Temperature of the air, °C.</summary>
    public double Air => climate + (DailySwing * PortableMath.SinTurns((hours / 24) + phase)) + drift + heat;

    /// <summary>NPSH_a: head above vapour pressure that there is at the impeller's eye, m.</summary>
    public double NpshAvailable { get; private set; } = UsualNpsh;

    /// <summary>Lets one sampling interval pass.</summary>
    public void Advance(double step)
    {
        hours += step;
        double forgotten = step / DriftHours;
        drift += (-drift * forgotten) + (DriftDeviation * Math.Sqrt(2 * forgotten) * random.Normal());
        AdvanceHotSpell(step);
        AdvanceLowLevel(step);
    }

    private void AdvanceHotSpell(double step)
    {
        hotLeft -= step;
        untilHot -= step;
        if (untilHot <= 0)
        {
            untilHot = random.Waiting(MeanHoursToHotSpell);
            hotLeft = random.Between(10, 40);
            heatWanted = random.Between(6, 14);
        }
        const double RiseHours = 4;
        heat += ((hotLeft > 0 ? heatWanted : 0) - heat) * step / RiseHours;
    }

    private void AdvanceLowLevel(double step)
    {
        lowLeft -= step;
        untilLow -= step;
        if (untilLow <= 0)
        {
            untilLow = random.Waiting(MeanHoursToLowLevel);
            lowLeft = random.Between(0.5, 8);
            NpshAvailable = random.Between(1.5, 4);
        }
        else if (lowLeft <= 0)
        {
            NpshAvailable = UsualNpsh;
        }
    }
}
