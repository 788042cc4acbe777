using System.Collections.Generic;

namespace IotDevice;

/// <summary>A run as it was played through the device's network.</summary>
/// <param name="Onset">The sample, from 0, from which the bearing has a defect; the number of samples if it stays sound.</param>
/// <param name="Failed">Whether the bearing failed after the last sample.</param>
/// <param name="Probability">The network's output at each sample.</param>
/// <param name="Speed">1/min.</param>
/// <param name="Vibration">mm/s.</param>
internal sealed record RunTrace(int Onset, bool Failed, float[] Probability, float[] Speed, float[] Vibration)
{
    /// <summary>Plays a run.</summary>
    public static RunTrace Of(PumpRun run)
    {
        var model = PumpModel.Create();
        float[] inputs = new float[PumpModel.Columns.Length], output = new float[PumpModel.OutputSize];
        List<float> probability = [], speed = [], vibration = [];
        int sound = 0;
        while (run.Next(out var sample))
        {
            sample.CopyTo(inputs);
            model.Step(inputs, output);
            probability.Add(output[0]);
            speed.Add(inputs[0]);
            vibration.Add(inputs[3]);
            sound += sample.Defect == 0 ? 1 : 0;
        }
        return new RunTrace(sound, run.HasFailed, [.. probability], [.. speed], [.. vibration]);
    }

    /// <summary>Plays so many runs that fail, and as many that do not.</summary>
    /// <param name="seed">Of the simulator.</param>
    /// <param name="runs">How many of each.</param>
    public static IReadOnlyList<RunTrace> Play(ulong seed, int runs)
    {
        var traces = new RunTrace[2 * runs];
        for (int run = 0; run < traces.Length; run++)
        {
            traces[run] = Of(new PumpRun(seed, run, faulty: run % 2 == 1));
        }
        return traces;
    }
}
