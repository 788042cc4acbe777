using System;
using System.Collections.Generic;
using System.Globalization;

namespace IotDevice;

/// <summary>Runs the device's network and alarm over simulated runs and says how well they did, beside limits on the vibration.</summary>
internal static class EvaluateCommand
{
    private const int MostRuns = 10_000;
    private const float ZoneLimit = 5.1f; // mm/s

    public static Command Command { get; } = new(
        "evaluate",
        """
        IotDevice evaluate: how early the pump's alarm comes, and how often for nothing

          --runs N              simulated runs with a fault, and as many without (default: 200)
          --seed N              of the runs that are judged (default: 4)
          --validation-seed N   of the runs on which the other limits are tuned (default: 2); training used 1

        Prints, for the network and for limits on the vibration that are tuned to no more false alarms on the validation
        runs: faults detected before the failure, hours from the alarm to the failure, false alarms while the bearing had
        no defect. Beside them what the network does at other thresholds on the validation runs, where its own was chosen.

        """,
        ["--runs", "--seed", "--validation-seed"],
        Run);

    private static int Run(CommandOptions options)
    {
        int runs = options.Number("--runs", 200, 1, MostRuns);
        int seed = options.Number("--seed", 4, 0, int.MaxValue);
        int validationSeed = options.Number("--validation-seed", 2, 0, int.MaxValue);
        if (seed == validationSeed)
        {
            throw new UsageException($"--seed and --validation-seed are both {seed}; expected two seeds, so that nothing is judged on the runs it was tuned on.");
        }
        var settings = PumpModel.Alarm!;
        var validation = RunTrace.Play((ulong)validationSeed, runs);
        var test = RunTrace.Play((ulong)seed, runs);

        StandardStreams.Text.WriteLine($"Validation runs (seed {validationSeed}), the network at other thresholds");
        WriteHeader();
        foreach (float threshold in (float[])[0.5f, 0.6f, 0.7f, 0.8f, 0.85f, 0.9f, 0.95f, 0.97f, 0.98f, 0.99f])
        {
            WriteFigures(Invariant($"p >= {threshold}{(threshold == settings.Raise ? " *" : "")}"), AlarmFigures.Of(validation, Probability, settings with { Raise = threshold }));
        }

        StandardStreams.Text.WriteLine($"\nTest runs (seed {seed})");
        WriteHeader();
        WriteFigures(Invariant($"network, p >= {settings.Raise}"), AlarmFigures.Of(test, Probability, settings));
        int allowed = AlarmFigures.Of(validation, Probability, settings).FalseAlarms;
        foreach (var (name, score, tuned) in Alternatives(validation, settings, allowed))
        {
            WriteFigures(name, AlarmFigures.Of(test, score, tuned));
        }
        return 0;
    }

    private static IEnumerable<(string Name, Func<RunTrace, int, float> Score, AlarmSettings Settings)> Alternatives(
        IReadOnlyList<RunTrace> validation, AlarmSettings settings, int allowed)
    {
        // Off below four fifths of the limit: closer than a probability's, since a sound pump vibrates too.
        var onVibration = settings with { Raise = 1, Clear = 0.8f };
        float[] limits = new float[400];
        for (int i = 0; i < limits.Length; i++)
        {
            limits[i] = (10 + i) / 20f;
        }
        var fixedLimit = LimitSearch.Lowest(validation, Vibration, onVibration, limits, allowed);
        yield return (Invariant($"vibration >= {fixedLimit.Raise} mm/s"), Vibration, fixedLimit);
        var bands = new SpeedBands(validation);
        var bySpeed = LimitSearch.Lowest(validation, bands.Score, onVibration, limits, allowed);
        yield return (Invariant($"vibration >= {bySpeed.Raise} x usual at its speed"), bands.Score, bySpeed);
        yield return (Invariant($"vibration >= {ZoneLimit} mm/s (ISO 10816-7)"), Vibration, onVibration with { Raise = ZoneLimit, Clear = ZoneLimit * onVibration.Clear });
    }

    private static float Probability(RunTrace trace, int sample) => trace.Probability[sample];

    private static float Vibration(RunTrace trace, int sample) => trace.Vibration[sample];

    private static void WriteHeader() =>
        StandardStreams.Text.WriteLine($"{"",-40} {"detected",10} {"24 h before",12} {"lead p10",9} {"median",8} {"false/1000 h",13} {"sound runs alarmed",20}");

    private static void WriteFigures(string name, AlarmFigures figures) => StandardStreams.Text.WriteLine(Invariant(
        $"{name,-40} {$"{figures.LeadHours.Count}/{figures.Faults}",10} {$"{figures.DetectedBefore(24)}/{figures.Faults}",12} {figures.LeadQuantile(0.1),7:F1} h {figures.LeadQuantile(0.5),6:F1} h {figures.FalseAlarmsPerThousandHours,13:F3} {$"{figures.SoundRunsAlarmed}/{figures.SoundRuns}",20}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
