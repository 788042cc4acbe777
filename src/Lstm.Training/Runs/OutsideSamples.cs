using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Runs;

/// <summary>Counts samples outside the plausible ranges, each once whatever windows it lies in, and keeps the first.</summary>
/// <param name="ranges">The ranges.</param>
/// <param name="names">What the columns are called; may be empty.</param>
internal sealed class OutsideSamples(InputRanges ranges, IReadOnlyList<string> names)
{
    private long seen;
    private long outside;
    private string first = "";
    private string? whole;
    private int furthest;

    /// <summary>What is to be said, as a part of a sentence; null if every sample was in range.</summary>
    public string? Complaint => outside == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{outside:N0} of {seen:N0} samples {(outside == 1 ? "is" : "are")} outside the plausible ranges, {(outside == 1 ? "" : "the first ")}{first}");

    /// <summary>Tells somebody who uses a network, if any sample is outside.</summary>
    public void Tell(TextWriter errors)
    {
        if (Complaint is { } complaint)
        {
            errors.WriteLine($"note: {complaint}. A device that checks the ranges rejects such samples; lstm train --range COLUMN=LOW:HIGH sets other bounds.");
        }
    }

    /// <summary>Looks at a sample.</summary>
    /// <param name="sample">Its values.</param>
    /// <param name="sequence">The sequence it is of.</param>
    /// <param name="step">Its number in the sequence, from 1.</param>
    public void Look(ReadOnlySpan<float> sample, string sequence, int step)
    {
        seen++;
        int column = ranges.FirstOutside(sample);
        if (column >= 0 && outside++ == 0)
        {
            string name = column < names.Count ? Wording.Quote(names[column]) : (column + 1).ToString(CultureInfo.InvariantCulture);
            first = string.Create(CultureInfo.InvariantCulture, $"at time step {step} of {sequence}: input {name} is {sample[column]}, expected {RangeText.Of(ranges, column)}");
        }
    }

    /// <summary>Looks at the samples of a sequence in the data's own units; of a window, at those that the windows before it did not have.</summary>
    public void Look(Sequence sequence)
    {
        // Windows of one sequence follow each other, and each begins behind the beginning of the one before.
        if (sequence.Whole is null || sequence.Whole != whole)
        {
            (whole, furthest) = (sequence.Whole, 0);
        }
        for (int t = 0; t < sequence.Length && sequence.Tokens.Length == 0; t++)
        {
            int step = sequence.Steps?[t] ?? t + 1;
            if (step > furthest)
            {
                furthest = step;
                Look(sequence.Inputs.AsSpan(t * ranges.Count, ranges.Count), sequence.Whole ?? sequence.Id, step);
            }
        }
    }
}
