using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Shared.RandomModels;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>
/// Runs a drawn network with samples that fade into the denormals. The same samples with what is tiny made zero beforehand have to
/// leave the same bytes behind, so nothing in a step has seen a tiny value; and nothing that comes out or is kept is denormal.
/// </summary>
internal static class QuietChecks
{
    private const float SmallestNormal = 1.17549435e-38f; // 2^-126

    private static readonly float[][] loudness =
    [
        [1f, 0.1f, 1e-6f, 1e-12f, 1e-17f, 2e-18f, 1e-18f, 5e-19f, 1e-19f, 1e-25f, 1e-30f, 1e-38f, 1e-41f],
        [1e-41f, 1e-38f, 1e-30f, 0f, 1e-41f, 2e-18f],
        [1f, 1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 1e-41f, 1e-41f],
    ];

    public static IReadOnlyList<string> Check(RandomModel model, OptionNetwork network, PackedWeights weights, byte[] file)
    {
        var findings = new List<string>();
        if (model.Spec.TokenColumns.Count > 0)
        {
            return findings;
        }
        float[] borders = [.. model.Spec.Inputs.SelectMany((input, k) => Enumerable.Repeat(MathF.ScaleB(1, model.Spec.IsScaled(k) ? -100 : -60), input.Size))];
        foreach (float[] levels in loudness)
        {
            float[][] sequence = [.. levels.Select((level, t) => Array.ConvertAll(model.Sequence[t % model.Sequence.Length], x => level * x))];
            float[][] flushed = Array.ConvertAll(sequence, sample => sample.Select((x, k) => Math.Abs(x) < borders[k] ? 0f : x).ToArray());
            Compare(model, network, weights, file, sequence, flushed, findings);
        }
        return findings;
    }

    private static void Compare(RandomModel model, OptionNetwork network, PackedWeights weights, byte[] file, float[][] sequence, float[][] flushed, List<string> findings)
    {
        var form = new NetworkForm(model.Spec);
        OptionTrace? first = null;
        foreach (var body in Cases.SupportedBodies)
        {
            foreach (string way in form.HasStepMany ? ["Run", "Step", "StepMany"] : form.Streams ? ["Run", "Step"] : (string[])["Run"])
            {
                OptionTrace Trace(float[][] samples)
                {
                    var run = new OptionRun(network, form, weights, file, samples, model.Spec.OutputSize, body, findings);
                    return way == "Run" ? run.ByRun() : way == "Step" ? run.ByStep() : run.ByStepMany(streams: 5);
                }
                var quiet = Trace(sequence);
                var silent = Trace(flushed);
                first ??= quiet;
                string what = $"{way} on {body}, samples down to {sequence.SelectMany(sample => sample).Min(Math.Abs):E1}";
                if (!quiet.State.AsSpan().SequenceEqual(silent.State) || !Bits.Of(quiet.Outputs).AsSpan().SequenceEqual(Bits.Of(silent.Outputs)))
                {
                    findings.Add($"{what}: not what zeros give");
                }
                if (!Bits.Of(quiet.Outputs).AsSpan().SequenceEqual(Bits.Of(first.Outputs)) || !Bits.Of(quiet.Parts).AsSpan().SequenceEqual(Bits.Of(first.Parts)))
                {
                    findings.Add($"{what}: other bits than by Run on another body");
                }
                findings.AddRange(quiet.Outputs.Concat(quiet.Parts).Where(value => value != 0 && Math.Abs(value) < SmallestNormal).Take(1).Select(value => $"{what}: {value:E1} is left"));
            }
        }
    }
}
