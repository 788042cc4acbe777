using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Gates;

namespace Lstm.Training.Report.Sections;

/// <summary>What stands out in the maps of a layer, in plain words.</summary>
/// <param name="layer">The layer.</param>
/// <param name="units">A summary of each of its units.</param>
/// <param name="stepName">What a time step, counted from 0, is called.</param>
internal sealed class GateFindings(LayerTrace layer, IReadOnlyList<UnitSummary> units, Func<int, string> stepName)
{
    private const double Always = 0.99;

    /// <summary>Which units keep, which forget.</summary>
    public string Forget()
    {
        var numbers = units.Where(unit => !double.IsNaN(unit.Forget.Mean)).ToList();
        if (numbers.Count == 0)
        {
            return NoNumbers;
        }
        var longest = numbers.OrderByDescending(unit => unit.Forget.Mean).Take(3).ToList();
        string keepers = Listed(longest.Select(unit => $"unit {unit.Unit} ({Memory(unit)})"));
        return $"Longest memory: {keepers}. " + Switched(unit => unit.Forget, "keep everything all the time", "forget everything all the time") + Moment(layer.ForgetGate, lowest: true, "Most is forgotten at");
    }

    /// <summary>When something is let in, and which units take nothing.</summary>
    public string Input() => Gate(unit => unit.Input, layer.InputGate, "take in everything all the time", "take in nothing all the time", "Most is taken in at");

    /// <summary>When something is let out, and which units say nothing.</summary>
    public string Output() => Gate(unit => unit.Output, layer.OutputGate, "output everything all the time", "output nothing all the time", "Most is output at");

    /// <summary>Where the memory changes most, and which units hold most.</summary>
    public string Cell()
    {
        var (step, change) = LargestChange(layer.Cell);
        var largest = units.Where(unit => !double.IsNaN(unit.Cell.Mean)).OrderByDescending(unit => Math.Max(Math.Abs(unit.Cell.Low), Math.Abs(unit.Cell.High))).FirstOrDefault();
        if (largest is null)
        {
            return NoNumbers;
        }
        string moment = step < 0 ? "The cell states never change." : $"The largest change is at {stepName(step)}: the cell states together move by {Numbers.Text(change)}.";
        return $"{moment} Unit {largest.Unit} has the widest range, from {End(largest.Cell.Low, largest.Cell)} to {End(largest.Cell.High, largest.Cell)}.";
    }

    /// <summary>Which units always propose all they can.</summary>
    public string Candidate() => Saturated(unit => unit.Candidate, "saturate (beyond ±0.99) nearly all the time");

    /// <summary>Which units never say anything, and which shout.</summary>
    public string Hidden()
    {
        var silent = units.Where(unit => Math.Max(Math.Abs(unit.Hidden.Low), Math.Abs(unit.Hidden.High)) < 0.01).ToList();
        return Saturated(unit => unit.Hidden, "saturate (beyond ±0.99) nearly all the time")
            + (silent.Count == 0 ? " No unit is inactive all the time." : $" {Some(silent)} {(silent.Count == 1 ? "is" : "are")} inactive throughout (within ±0.01): a smaller layer may be enough.");
    }

    /// <summary>An end of a range; 0 for what is nothing beside the other end.</summary>
    private static string End(double end, ValueSummary value) =>
        Numbers.Text(Math.Abs(end) < 1e-6 * Math.Max(Math.Abs(value.Low), Math.Abs(value.High)) ? 0 : end);

    private static string NoNumbers => "None of these values is a number.";

    private string Gate(Func<UnitSummary, ValueSummary> gate, double[,] values, string open, string shut, string moment) =>
        units.All(unit => double.IsNaN(gate(unit).Mean))
            ? NoNumbers
            : $"On average the gate is at {Numbers.Text(units.Where(unit => !double.IsNaN(gate(unit).Mean)).Average(unit => gate(unit).Mean))}. " + Switched(gate, open, shut) + Moment(values, lowest: false, moment);

    /// <summary>Units whose gate is a switch that nobody touches.</summary>
    private string Switched(Func<UnitSummary, ValueSummary> gate, string open, string shut)
    {
        var opened = units.Where(unit => gate(unit).Open >= Always).ToList();
        var closed = units.Where(unit => gate(unit).Shut >= Always).ToList();
        string text = (opened.Count > 0 ? $"{Some(opened)} {Verb(opened, open)} (above 0.95). " : "") + (closed.Count > 0 ? $"{Some(closed)} {Verb(closed, shut)} (below 0.05). " : "");
        return text.Length > 0 ? text : "No unit is open or closed all the time. ";
    }

    private string Saturated(Func<UnitSummary, ValueSummary> value, string what)
    {
        var extreme = units.Where(unit => value(unit).Extreme >= Always).ToList();
        return units.All(unit => double.IsNaN(value(unit).Mean)) ? NoNumbers
            : extreme.Count == 0 ? "No unit is saturated all the time."
            : $"{Some(extreme)} {Verb(extreme, what)}.";
    }

    /// <summary>The step at which the mean over all units is the lowest or the highest.</summary>
    private string Moment(double[,] values, bool lowest, string text)
    {
        int best = -1;
        double bestMean = double.NaN, otherEnd = double.NaN;
        for (int step = 0; step < values.GetLength(0); step++)
        {
            double mean = MeanOver(values, step);
            if (double.IsNaN(mean))
            {
                continue;
            }
            bool better = best < 0 || (lowest ? mean < bestMean : mean > bestMean);
            otherEnd = best < 0 ? mean : lowest ? Math.Max(otherEnd, mean) : Math.Min(otherEnd, mean);
            (best, bestMean) = better ? (step, mean) : (best, bestMean);
        }
        return best < 0 || Math.Abs(otherEnd - bestMean) < 1e-3 ? "It is the same at every step." : $"{text} {stepName(best)} (the mean of all units is {Numbers.Text(Math.Round(bestMean, 6))}).";
    }

    private static double MeanOver(double[,] values, int step)
    {
        double sum = 0;
        int count = 0;
        for (int unit = 0; unit < values.GetLength(1); unit++)
        {
            if (!double.IsNaN(values[step, unit]))
            {
                sum += Math.Clamp(values[step, unit], -1e300, 1e300) / values.GetLength(1);
                count++;
            }
        }
        return count == 0 ? double.NaN : sum * values.GetLength(1) / count;
    }

    private static (int Step, double Change) LargestChange(double[,] cell)
    {
        int best = -1;
        double largest = 0;
        for (int step = 0; step < cell.GetLength(0); step++)
        {
            double sum = 0;
            for (int unit = 0; unit < cell.GetLength(1); unit++)
            {
                double change = cell[step, unit] - (step == 0 ? 0 : cell[step - 1, unit]);
                sum += double.IsNaN(change) ? 0 : change * change;
            }
            (best, largest) = sum > largest ? (step, sum) : (best, largest);
        }
        return (best, Math.Sqrt(largest));
    }

    private static string Memory(UnitSummary unit) =>
        double.IsInfinity(unit.MemorySteps) ? "it loses nothing"
        : unit.Forget.Shut > 0 && unit.Forget.Open > 0 && unit.Forget.Shut + unit.Forget.Open >= Always ? $"a switch, open at {Numbers.Percent(unit.Forget.Open)} of the steps"
        : $"f is {Numbers.Text(unit.Forget.Mean)} on average, a memory of about {Steps(unit.MemorySteps)}";

    private static string Steps(double steps) => steps < 9.5 ? $"{Numbers.Text(Math.Round(steps, 1))} steps" : $"{Numbers.Text(Math.Round(steps))} steps";

    private static string Some(List<UnitSummary> some) => some.Count switch
    {
        1 => $"Unit {some[0].Unit}",
        <= 8 => "Units " + Listed(some.Select(unit => Numbers.Count(unit.Unit))),
        _ => $"{Numbers.Count(some.Count)} units ({string.Join(", ", some.Take(5).Select(unit => unit.Unit))}, …)",
    };

    /// <summary>"keep" of several, "keeps" of one: the first word of what they do.</summary>
    private static string Verb(List<UnitSummary> some, string what)
    {
        int space = what.IndexOf(' ', StringComparison.Ordinal);
        return some.Count > 1 ? what : what[..space] + "s" + what[space..].Replace("they can", "it can", StringComparison.Ordinal);
    }

    private static string Listed(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + " and " + all[^1];
    }
}
