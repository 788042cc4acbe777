using System;
using System.Linq;
using Lstm.Training.Report.Gates;

namespace Lstm.Training.Report.Sections;

/// <summary>What a unit did over a whole sequence; means and shares are over the steps that are numbers.</summary>
/// <param name="Unit">Which, from 1.</param>
/// <param name="Forget">Its forget gate.</param>
/// <param name="Input">Its input gate.</param>
/// <param name="Output">Its output gate.</param>
/// <param name="Candidate">Its candidate.</param>
/// <param name="Cell">Its cell state.</param>
/// <param name="Hidden">Its hidden state.</param>
internal sealed record UnitSummary(int Unit, ValueSummary Forget, ValueSummary Input, ValueSummary Output, ValueSummary Candidate, ValueSummary Cell, ValueSummary Hidden)
{
    /// <summary>A summary of every unit of a layer.</summary>
    public static UnitSummary[] OfLayer(LayerTrace layer) => [.. Enumerable.Range(0, layer.ForgetGate.GetLength(1)).Select(unit => new UnitSummary(
        unit + 1,
        ValueSummary.Of(layer.ForgetGate, unit),
        ValueSummary.Of(layer.InputGate, unit),
        ValueSummary.Of(layer.OutputGate, unit),
        ValueSummary.Of(layer.Candidate, unit),
        ValueSummary.Of(layer.Cell, unit),
        ValueSummary.Of(layer.Hidden, unit)))];

    /// <summary>
    /// The time steps after which what the unit remembers has faded to 1/e, 1/(1 − f) with f the mean of the forget gate;
    /// infinite where nothing fades.
    /// </summary>
    public double MemorySteps => Forget.Mean >= 1 - 1e-9 ? double.PositiveInfinity : 1 / (1 - Math.Max(0, Forget.Mean));
}

/// <summary>A value over a sequence.</summary>
/// <param name="Mean">Its mean; NaN if it never was a number.</param>
/// <param name="Low">Its smallest.</param>
/// <param name="High">Its largest.</param>
/// <param name="Shut">The share of steps below 0.05.</param>
/// <param name="Open">The share of steps above 0.95.</param>
/// <param name="Extreme">The share of steps beyond ±0.99.</param>
internal readonly record struct ValueSummary(double Mean, double Low, double High, double Shut, double Open, double Extreme)
{
    /// <summary>A summary of one column of T by H values.</summary>
    public static ValueSummary Of(double[,] values, int unit)
    {
        double mean = 0, low = double.NaN, high = double.NaN;
        int count = 0, shut = 0, open = 0, extreme = 0;
        for (int step = 0; step < values.GetLength(0); step++)
        {
            double value = values[step, unit];
            if (double.IsNaN(value))
            {
                continue;
            }
            count++;
            mean += (Math.Clamp(value, -1e300, 1e300) - mean) / count;
            low = count == 1 ? value : Math.Min(low, value);
            high = count == 1 ? value : Math.Max(high, value);
            shut += value < 0.05 ? 1 : 0;
            open += value > 0.95 ? 1 : 0;
            extreme += Math.Abs(value) > 0.99 ? 1 : 0;
        }
        double all = Math.Max(1, count);
        return new ValueSummary(count == 0 ? double.NaN : mean, low, high, shut / all, open / all, extreme / all);
    }
}
