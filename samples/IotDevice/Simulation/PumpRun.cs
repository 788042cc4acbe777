using System;

namespace IotDevice;

/// <summary>
/// One pump over some weeks, a sample every ten minutes of its life. A run with a fault ends when the bearing fails, one
/// without after <see cref="SoundHours"/>. The same seed and number give the same samples on every platform, and the same
/// run with and without its fault are alike until the fault begins.
/// </summary>
internal sealed class PumpRun
{
    /// <summary>Hours from one sample to the next.</summary>
    public const double SampleHours = SampleMinutes / 60.0;

    /// <summary>How long a run without a fault is, hours: 40 days.</summary>
    public const double SoundHours = 960;

    private const int SampleMinutes = 10;
    private const double DeadLoad = 1500; // the rotor's weight and the coupling's pull, N
    private const double MaintenanceProbability = 0.35;

    private readonly PumpTraits traits;
    private readonly PumpDuty duty;
    private readonly PumpSurroundings surroundings;
    private readonly PumpSensors sensors;
    private readonly BearingHeat heat;
    private readonly BearingDefect defect;
    private readonly SimulationRandom texture;
    private readonly double length;
    private readonly double maintenance;
    private readonly double newUnbalance;
    private double unbalance = 1;
    private double bow;
    private double spallTexture;
    private int samples;

    /// <summary>Prepares a run.</summary>
    /// <param name="seed">Another one gives other pumps.</param>
    /// <param name="number">The run among those of the seed.</param>
    /// <param name="faulty">Whether its bearing fails.</param>
    /// <param name="hours">How long it is at most; infinite for until it fails.</param>
    public PumpRun(ulong seed, int number, bool faulty, double hours = SoundHours)
    {
        SimulationRandom Random(int purpose) => new(seed, ((ulong)number * 8) + (ulong)purpose);
        length = faulty ? double.PositiveInfinity : hours;
        traits = PumpTraits.Draw(Random(0));
        duty = new PumpDuty(Random(1));
        surroundings = new PumpSurroundings(traits.Climate, Random(2));
        sensors = new PumpSensors(traits.ThermometerOffset, Random(3));
        texture = Random(4);
        var fault = Random(5);
        double onset = fault.Between(48, 480), life = fault.Between(100, 400);
        defect = new BearingDefect(faulty ? onset : double.PositiveInfinity, life);
        var care = Random(6);
        maintenance = care.Happens(MaintenanceProbability) ? care.Between(48, SoundHours) : double.PositiveInfinity;
        newUnbalance = care.Between(1.4, 2.2);
        heat = new BearingHeat(traits.Conductance, surroundings.Air + 20);
    }

    /// <summary>Whether the bearing has failed.</summary>
    public bool HasFailed => defect.HasFailed;

    /// <summary>The next sample; false at the end of the run.</summary>
    public bool Next(out PumpSample sample)
    {
        double hour = samples * SampleHours;
        sample = default;
        if (hour >= length || HasFailed)
        {
            return false;
        }
        var point = PumpHydraulics.At(duty.Speed, duty.Resistance);
        var truth = new PumpSample(hour, duty.Speed, point.Flow, point.Head, point.Power, heat.Temperature, Vibration(point), defect.Size);
        sample = sensors.Read(truth);
        Advance(hour);
        samples++;
        return true;
    }

    private void Advance(double hour)
    {
        surroundings.Advance(SampleHours);
        if (hour < maintenance && hour + SampleHours >= maintenance)
        {
            duty.StandStill(4);
            unbalance = newUnbalance; // the coupling is not quite where it was
        }
        for (int minute = 1; minute <= SampleMinutes; minute++)
        {
            duty.Advance(1 / 60.0);
            double load = Load(PumpHydraulics.At(duty.Speed, duty.Resistance));
            defect.Advance(hour + (minute / 60.0), 1 / 60.0, duty.Speed / PumpHydraulics.RatedSpeed, load);
            heat.Advance(60, heat.Friction(duty.Speed, load, Math.Min(1, defect.Size)), surroundings.Air);
        }

        // A shaft that has stood still is bent a little (it cools from below) until it is warm again.
        const double HoursToBend = 2, HoursToStraighten = 0.7;
        bow += duty.Speed > 0 ? -bow * Math.Min(1, SampleHours / HoursToStraighten) : (1 - bow) * SampleHours / HoursToBend;

        // The edges of a spall break and are rolled smooth again, over some hours.
        const double TextureHours = 4, TextureDeviation = 0.25;
        const double Forgotten = SampleHours / TextureHours;
        spallTexture += (-spallTexture * Forgotten) + (TextureDeviation * Math.Sqrt(2 * Forgotten) * texture.Normal());
    }

    private double Vibration(OperatingPoint point)
    {
        double s = duty.Speed / PumpHydraulics.RatedSpeed;
        double turning = PumpVibration.Unbalance(duty.Speed, traits.Eccentricity * unbalance * (1 + bow), traits.Resonance);
        double flow = traits.FlowNoise * PumpVibration.Flow(s, point.FlowRatio);
        double recirculation = traits.FlowNoise * PumpVibration.Recirculation(s, point.FlowRatio);
        double cavitation = texture.Factor(0.2) * PumpVibration.Cavitation(s, point.NpshRequired, surroundings.NpshAvailable);
        double bearing = PortableMath.Exp(spallTexture) * PumpVibration.Bearing(defect.Size, traits.DefectSeverity, s, Load(point));
        return Math.Sqrt((turning * turning) + (flow * flow) + (recirculation * recirculation) + (cavitation * cavitation) + (bearing * bearing));
    }

    private static double Load(OperatingPoint point) => DeadLoad + point.RadialThrust;
}
