using System;

namespace IotDevice;

/// <summary>
/// What the process asks of the pump: a speed and a valve for some hours, then others, approached on a ramp. Now and then
/// a standstill, after which the pump starts cold.
/// </summary>
internal sealed class PumpDuty
{
    /// <summary>The least speed it runs at, 1/min.</summary>
    public const double SlowestSpeed = 1500;

    private const double Ramp = 60; // 1/min each minute
    private const double MeanHours = 6;
    private const double StandstillProbability = 0.06;
    private readonly SimulationRandom random;
    private double wantedSpeed;
    private double wantedResistance;
    private double hoursLeft;

    /// <summary>Begins at a set point.</summary>
    public PumpDuty(SimulationRandom random)
    {
        this.random = random;
        Choose();
        Speed = wantedSpeed;
        Resistance = wantedResistance;
    }

    /// <summary>n, 1/min.</summary>
    public double Speed { get; private set; }

    /// <summary>r of <see cref="PumpHydraulics"/>, h²/m⁵.</summary>
    public double Resistance { get; private set; }

    /// <summary>Stops the pump for so long, e.g. for maintenance.</summary>
    public void StandStill(double hours)
    {
        wantedSpeed = 0;
        hoursLeft = hours;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(double hours)
    {
        const double ValveHours = 0.2;
        hoursLeft -= hours;
        if (hoursLeft <= 0)
        {
            Choose();
        }
        double most = Ramp * hours * 60;
        Speed += Math.Clamp(wantedSpeed - Speed, -most, most);
        Resistance += (wantedResistance - Resistance) * Math.Min(1, hours / ValveHours);
    }

    private void Choose()
    {
        if (random.Happens(StandstillProbability))
        {
            StandStill(random.Between(1, 12));
            return;
        }
        wantedSpeed = random.Between(SlowestSpeed, PumpHydraulics.RatedSpeed);
        wantedResistance = PumpHydraulics.RatedResistance * Throttle(random.Next());
        hoursLeft = 0.5 + random.Waiting(MeanHours);
    }

    // Evenly on a logarithmic scale from open (φ of 1.1) to throttled (φ below 0.5 at low speed).
    private static double Throttle(double share) => 0.8 * PortableMath.Exp(share * PortableMath.Log(5));
}
