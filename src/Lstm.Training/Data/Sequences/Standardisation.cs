using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Data.Sequences;

/// <summary>How numbers are brought to one scale.</summary>
public enum Scaling
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>To mean 0 and standard deviation 1.</summary>
    MeanAndDeviation,

    /// <summary>To the range from 0 to 1.</summary>
    MinMax,

    /// <summary>To median 0 and quartiles as far apart as those of a normal distribution of deviation 1: a few extreme values do not decide it.</summary>
    Robust,
}

/// <summary>What brings each column to one scale: z = (x − μ) / σ.</summary>
/// <param name="Centre">μ of each column: its mean, its least value, or its median.</param>
/// <param name="Scale">σ of each column, above 0: its standard deviation, its range, or the distance of its quartiles; 1 for a constant column.</param>
/// <remarks>
/// A device need not know it: folded into the first layer's and the head's weights, it lets the network take and give
/// values in their own units.
/// </remarks>
public sealed record Standardisation(EquatableArray<double> Centre, EquatableArray<double> Scale)
{
    /// <summary>The standardised value of a column.</summary>
    public double Apply(int column, double value) => (value - Centre[column]) / Scale[column];

    /// <summary>The value of a column in its own unit.</summary>
    public double Undo(int column, double standardised) => Centre[column] + (Scale[column] * standardised);

    /// <summary>
    /// Makes a layer that takes standardised inputs take them in their own units: W' = W/σ, b' = b − W·μ/σ, in double
    /// and rounded once.
    /// </summary>
    /// <param name="weights">W, a row for each sum, a column for each input.</param>
    /// <param name="bias">b, one for each row.</param>
    public void FoldIntoInput(Span<float> weights, Span<float> bias)
    {
        RequireShape(weights.Length, bias.Length * Centre.Count);
        for (int row = 0; row < bias.Length; row++)
        {
            double sum = bias[row];
            for (int column = 0; column < Centre.Count; column++)
            {
                ref float weight = ref weights[(row * Centre.Count) + column];
                double folded = weight / Scale[column];
                sum -= folded * Centre[column];
                weight = (float)folded;
            }
            bias[row] = (float)sum;
        }
    }

    /// <summary>Undoes <see cref="FoldIntoInput"/>: W = W'σ, b = b' + W'·μ, in double and rounded once.</summary>
    /// <param name="weights">W', a row for each sum, a column for each input.</param>
    /// <param name="bias">b', one for each row.</param>
    public void UnfoldFromInput(Span<float> weights, Span<float> bias)
    {
        RequireShape(weights.Length, bias.Length * Centre.Count);
        for (int row = 0; row < bias.Length; row++)
        {
            double sum = bias[row];
            for (int column = 0; column < Centre.Count; column++)
            {
                ref float weight = ref weights[(row * Centre.Count) + column];
                sum += weight * Centre[column];
                weight = (float)(weight * Scale[column]);
            }
            bias[row] = (float)sum;
        }
    }

    /// <summary>Makes a layer that gives standardised outputs give them in their own units: W' = σW, b' = σb + μ.</summary>
    /// <param name="weights">W, a row for each output.</param>
    /// <param name="bias">b, one for each output.</param>
    public void FoldIntoOutput(Span<float> weights, Span<float> bias)
    {
        RequireShape(bias.Length, Centre.Count);
        int width = weights.Length / Centre.Count;
        RequireShape(weights.Length, width * Centre.Count);
        for (int row = 0; row < bias.Length; row++)
        {
            foreach (ref float weight in weights.Slice(row * width, width))
            {
                weight = (float)(Scale[row] * weight);
            }
            bias[row] = (float)Undo(row, bias[row]);
        }
    }

    /// <summary>Undoes <see cref="FoldIntoOutput"/>: W = W'/σ, b = (b' − μ)/σ.</summary>
    /// <param name="weights">W', a row for each output.</param>
    /// <param name="bias">b', one for each output.</param>
    public void UnfoldFromOutput(Span<float> weights, Span<float> bias)
    {
        RequireShape(bias.Length, Centre.Count);
        int width = weights.Length / Centre.Count;
        RequireShape(weights.Length, width * Centre.Count);
        for (int row = 0; row < bias.Length; row++)
        {
            foreach (ref float weight in weights.Slice(row * width, width))
            {
                weight = (float)(weight / Scale[row]);
            }
            bias[row] = (float)Apply(row, bias[row]);
        }
    }

    private static void RequireShape(int found, int expected)
    {
        if (found != expected)
        {
            throw new ArgumentException($"Found {found} values, expected {expected} for the columns standardised.");
        }
    }
}
