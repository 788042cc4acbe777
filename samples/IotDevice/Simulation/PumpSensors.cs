using System;

namespace IotDevice;

/// <summary>
/// Noise, rounding, and two faults of the sensor that are none of the pump: a loose cable, which reads 0 mm/s for up to an
/// hour, and a single reading far too high.
/// </summary>
/// <param name="thermometerOffset">What the thermometer is wrong by, K.</param>
/// <param name="random">What draws it all.</param>
internal sealed class PumpSensors(double thermometerOffset, SimulationRandom random)
{
    private const double DropoutProbability = 0.0008; // at each sample: once in 200 h
    private const double SpikeProbability = 0.0015; // once in 110 h
    private int silent;

    /// <summary>Reads the truth.</summary>
    /// <param name="truth">What there is.</param>
    public PumpSample Read(PumpSample truth)
    {
        bool running = truth.Speed > 0;
        double vibration = Math.Abs((truth.Vibration * (1 + (0.06 * random.Normal()))) + (0.05 * random.Normal()));
        vibration += random.Happens(SpikeProbability) ? random.Between(3, 12) : 0;
        silent = random.Happens(DropoutProbability) ? 1 + (int)(6 * random.Next()) : silent - 1;
        return truth with
        {
            Speed = running ? Rounded(truth.Speed + (2 * random.Normal()), 1) : 0,
            Flow = Rounded(Math.Max(0, truth.Flow * (1 + (0.01 * random.Normal()))), 10),
            Head = Rounded(truth.Head * (1 + (0.005 * random.Normal())), 10),
            Power = Rounded(truth.Power * (1 + (0.01 * random.Normal())), 100),
            Temperature = Rounded(truth.Temperature + thermometerOffset + (0.3 * random.Normal()), 10),
            Vibration = silent > 0 ? 0 : Rounded(vibration, 100),
        };
    }

    private static double Rounded(double value, double steps) => Math.Floor((value * steps) + 0.5) / steps;
}
