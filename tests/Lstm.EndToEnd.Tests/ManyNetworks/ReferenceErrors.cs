using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Reference;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>The largest errors of a run against the same network in double precision, each relative to max(1, |exact value|).</summary>
/// <param name="Hidden">Of h; absolute where activations keep |h| below 1.</param>
/// <param name="Cell">Of c.</param>
/// <param name="Output">Of y.</param>
/// <param name="Largest">The largest |c| or |h| on the way; infinite where the exact network itself ends in NaN.</param>
internal sealed record ReferenceErrors(double Hidden, double Cell, double Output, double Largest)
{
    /// <summary>What is held to a bound; infinite where one side is NaN.</summary>
    public double Worst => double.IsNaN(Hidden + Output) ? double.PositiveInfinity : Math.Max(Hidden, Output);

    public static ReferenceErrors Of(ModelSpec spec, MadeWeights weights, float[] samples, Trace trace)
    {
        var reference = new ReferenceNetwork(spec, weights.Values);
        int[] units = [.. spec.Layers.OfType<LstmLayerSpec>().Select(lstm => lstm.HiddenSize)];
        int outputSize = spec.OutputSize;
        double hidden = 0, cell = 0, output = 0, largest = 0;
        for (int t = 0; t < trace.Parts.Length; t++)
        {
            double[] y = reference.Step(Array.ConvertAll(samples[(t * spec.InputSize)..((t + 1) * spec.InputSize)], value => (double)value));
            output = Larger(output, trace.Outputs.AsSpan(t * outputSize, outputSize), y);
            var parts = trace.Parts[t].AsSpan();
            for (int layer = 0; layer < units.Length; layer++)
            {
                double[] h = reference.Hidden(layer), c = reference.Cell(layer);
                hidden = Larger(hidden, parts[..h.Length], h);
                cell = Larger(cell, parts[h.Length..(2 * h.Length)], c);
                largest = Math.Max(largest, h.Concat(c).Max(Math.Abs));
                parts = parts[(2 * h.Length)..];
            }
        }
        return new ReferenceErrors(hidden, cell, output, double.IsNaN(largest) ? double.PositiveInfinity : largest);
    }

    public override string ToString() => $"h {Hidden:E2}, c {Cell:E2}, y {Output:E2}, states up to {Largest:G3}";

    // NaN where the two do not even agree about being a number; Math.Max keeps it.
    private static double Larger(double before, ReadOnlySpan<float> values, double[] exact)
    {
        for (int k = 0; k < exact.Length; k++)
        {
            before = Math.Max(before, Math.Abs(values[k] - exact[k]) / Math.Max(1, Math.Abs(exact[k])));
        }
        return before;
    }
}
