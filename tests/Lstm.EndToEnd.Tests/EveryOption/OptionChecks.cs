using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Reference;
using Lstm.Training.Weights;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>What was found about one network.</summary>
/// <param name="Network">Its seed and spec.</param>
/// <param name="Differences">Where two bodies, or two ways of running, gave other bits.</param>
/// <param name="Damage">What was written that should not have been.</param>
/// <param name="Sizes">Constants that are wrong.</param>
/// <param name="Tiny">Where samples too small to be kept made a difference, or left a denormal behind.</param>
/// <param name="Error">The largest error of a result or state against double precision, relative to max(1, |exact value|).</param>
internal sealed record OptionReport(string Network, IReadOnlyList<string> Differences, IReadOnlyList<string> Damage, IReadOnlyList<string> Sizes, IReadOnlyList<string> Tiny, double Error);

/// <summary>Runs a drawn network on every body in every manner, and compares.</summary>
internal static class OptionChecks
{
    public static OptionReport Check(RandomModel model, OptionNetwork network, int seed)
    {
        // Streams that step one by one; a whole group of those that large layers take together; one more than groups of four.
        int[] streamCounts = [3, 8, 13];
        var spec = model.Spec;
        var form = new NetworkForm(spec);
        byte[] file = FileOf(model, network.SpecHash);
        var weights = network.Pack(file);
        float[] before = weights.Span.ToArray();
        var differences = new List<string>();
        var damage = new List<string>();
        OptionTrace? first = null;
        foreach (var body in Cases.SupportedBodies)
        {
            var run = new OptionRun(network, form, weights, file, model.Sequence, spec.OutputSize, body, damage);
            var traces = new List<(string Way, OptionTrace Trace)> { ("Run", run.ByRun()) };
            if (form.Streams)
            {
                traces.Add(("Step", run.ByStep()));
            }
            if (form.HasStepMany)
            {
                traces.AddRange(streamCounts.Select(streams => ($"StepMany of {streams}", run.ByStepMany(streams))));
            }
            first ??= traces[0].Trace;
            foreach (var (way, trace) in traces)
            {
                Compare($"{way} on {body}, outputs", trace.Outputs, first.Outputs, differences);
                Compare($"{way} on {body}, states", trace.Parts, first.Parts, differences);
            }
        }
        if (!weights.Span.SequenceEqual(before))
        {
            damage.Add("wrote the weights");
        }
        return new(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {model.Text}"), differences, damage, [.. Sizes(spec, network, weights)], QuietChecks.Check(model, network, weights, file), Error(model, first!));
    }

    internal static byte[] FileOf(RandomModel model, string specHash)
    {
        var writer = new WeightFileWriter(specHash);
        foreach (var tensor in model.Tensors)
        {
            writer.Add(tensor.Name, tensor.Values, tensor.Shape);
        }
        return writer.ToBytes();
    }

    private static IEnumerable<string> Sizes(ModelSpec spec, OptionNetwork network, PackedWeights weights)
    {
        if (network.StateBytes != network.SizeOfState)
        {
            yield return $"StateBytes {network.StateBytes}, sizeof(State) {network.SizeOfState}";
        }
        if (network.WeightBytes != Footprint.WeightFloats(spec) * sizeof(float) || network.WeightBytes != weights.Length * sizeof(float))
        {
            yield return $"WeightBytes {network.WeightBytes}, Footprint.WeightFloats {Footprint.WeightFloats(spec)}, packed floats {weights.Length}";
        }
        if (network.SpecHash != SpecHash.Of(spec))
        {
            yield return $"SpecHash {network.SpecHash}";
        }
    }

    private static void Compare(string what, float[] one, float[] other, List<string> differences)
    {
        uint[] bits = Bits.Of(one), otherBits = Bits.Of(other);
        int different = bits.Length == otherBits.Length ? Enumerable.Range(0, bits.Length).FirstOrDefault(k => bits[k] != otherBits[k], -1) : bits.Length;
        if (different >= 0)
        {
            differences.Add(bits.Length == otherBits.Length ? $"{what}, value {different}: {one[different]:G9} and {other[different]:G9}" : $"{what}: {bits.Length} values and {otherBits.Length}");
        }
    }

    private static double Error(RandomModel model, OptionTrace trace)
    {
        var reference = model.Reference();
        double error = Larger(trace.Outputs, [.. reference.Run(model.Samples()).SelectMany(y => y)]);
        var states = new List<double>();
        int ordinal = 0;
        foreach (var layer in model.Spec.Layers.OfType<RecurrentLayerSpec>())
        {
            for (int direction = 0; direction < TensorNames.Suffixes(layer).Count; direction++)
            {
                states.AddRange(reference.Hidden(ordinal, direction));
                states.AddRange(reference.Cell(ordinal, direction));
            }
            ordinal++;
        }
        return Math.Max(error, Larger(trace.Parts, [.. states]));
    }

    private static double Larger(float[] values, double[] exact)
    {
        if (values.Length != exact.Length)
        {
            return double.PositiveInfinity;
        }
        double error = 0;
        for (int k = 0; k < exact.Length; k++)
        {
            double difference = Math.Abs(values[k] - exact[k]) / Math.Max(1, Math.Abs(exact[k]));
            error = Math.Max(error, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }
        return error;
    }
}
