using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Runs;

/// <summary>
/// Plausible ranges of the inputs: what the training part shows, widened, but for what somebody says of a column. They are in the
/// units of the samples that a device feeds, and stand in the weight file.
/// </summary>
/// <param name="Words">COLUMN=LOW:HIGH, a side empty for no bound; "none" alone for no ranges at all; empty for what the data shows.</param>
public sealed record RangeChoice(IReadOnlyList<string> Words)
{
    /// <summary>The word for no ranges.</summary>
    public const string None = "none";

    /// <summary>A range goes so much of the span of what was seen beyond it, on each side.</summary>
    private const double Margin = 0.5;

    /// <summary>Bounds are rounded away from what was seen, to this share of the span's order of magnitude.</summary>
    private const double Rounding = 0.01;

    /// <summary>Why the text is no COLUMN=LOW:HIGH, as a part of a sentence; null if it is one.</summary>
    internal static string? Fault(string word) => Parse(word).Fault;

    /// <summary>The ranges; null where there are none to give: for tokens, and where nobody wants them.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="known">Ranges that are plausible whatever the data shows; null for none.</param>
    /// <param name="notes">Told of training samples that are outside what was given.</param>
    /// <exception cref="RunException">A column is not one of the inputs.</exception>
    internal InputRanges? Of(ModelSpec spec, DataSet data, InputRanges? known, List<string> notes)
    {
        if (Words is [None])
        {
            return null;
        }
        if (data.Vocabulary is not null)
        {
            return Words.Count == 0 ? null : throw new RunException("--range is for columns of numbers, and the inputs are tokens.");
        }
        var tokens = spec.TokenColumns.ToDictionary(token => token.Part.Offset, token => token.Rows);
        var spans = data.InputSpans.Select((span, column) => tokens.TryGetValue(column, out int rows) ? (Low: 0f, High: rows - 1f) : Widened(span))
            .Select((span, column) => known is null ? span : (Low: Math.Min(span.Low, known.Low(column)), High: Math.Max(span.High, known.High(column)))).ToList();
        var given = new HashSet<int>();
        foreach (string word in Words)
        {
            var (column, low, high, fault) = Parse(word);
            if (fault is not null)
            {
                throw new RunException($"--range {Wording.Shorten(word)}: {fault}.");
            }
            foreach (int index in Indices(column, data))
            {
                spans[index] = given.Add(index) ? (low, high) : throw new RunException($"--range: input {Wording.Quote(data.InputNames[index])} has two ranges; expected one.");
            }
        }
        var ranges = new InputRanges([.. spans.Select(span => span.Low)], [.. spans.Select(span => span.High)]);
        TellOutside(ranges, data, notes);
        return ranges;
    }

    private static (string Column, float Low, float High, string? Fault) Parse(string word)
    {
        int equals = word.LastIndexOf('='), colon = word.LastIndexOf(':');
        if (equals <= 0 || colon < equals)
        {
            return ("", 0, 0, "expected COLUMN=LOW:HIGH, either side empty for no bound; or none, alone");
        }
        var (low, lowFault) = Bound(word[(equals + 1)..colon], float.NegativeInfinity);
        var (high, highFault) = Bound(word[(colon + 1)..], float.PositiveInfinity);
        string column = word[..equals].Trim();
        string order = FormattableString.Invariant($"{low} is above {high}; expected the lower number first, as in {Wording.Shorten(column)}={high}:{low}");
        return (column, low, high, lowFault ?? highFault ?? (low <= high ? null : order));
    }

    private static (float Bound, string? Fault) Bound(string text, float none)
    {
        string number = text.Trim();
        if (number.Length == 0)
        {
            return (none, null);
        }
        bool isInfinite = number.TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY" or "\u221E";
        bool isNumber = float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float bound) && !float.IsNaN(bound);
        return isNumber && float.IsFinite(bound) ? (bound, null)
            : isNumber && !isInfinite ? (bound, FormattableString.Invariant($"{number} is beyond what a sample can be, {float.MinValue} to {float.MaxValue}; expected a number within, or an empty side for no bound"))
            : (bound, isInfinite ? $"for no bound leave the side empty instead of {number}" : $"{Wording.Quote(number)} is not a number; expected COLUMN=LOW:HIGH, either side empty for no bound");
    }

    /// <summary>What was seen and half as much on each side; of a column that does not vary, as far as it is from 0, at least 1.</summary>
    private static (float Low, float High) Widened(ColumnSpan span)
    {
        if (!(span.Min <= span.Max))
        {
            return (float.NegativeInfinity, float.PositiveInfinity); // there is not one value to tell
        }
        double width = span.Max - span.Min;
        double margin = width > 0 ? Margin * width : Math.Max(1, Math.Abs(span.Min));
        double unit = Rounding * Math.Pow(10, Math.Floor(Math.Log10(Math.Max(2 * margin, float.Epsilon))));
        return (Bounded(Math.Floor((span.Min - margin) / unit) * unit, span.Min - margin), Bounded(Math.Ceiling((span.Max + margin) / unit) * unit, span.Max + margin));

        // Decimal places where there are some that a double has, so that 0.1 is not 0.10000000000000002.
        float Bounded(double rounded, double exact) => (float)Math.Clamp(!double.IsFinite(rounded) ? exact : Math.Log10(unit) is <= 0 and > -15 and var places ? Math.Round(rounded, (int)-Math.Floor(places)) : rounded, float.MinValue, float.MaxValue);
    }

    /// <summary>The inputs that are meant: by name, by the number of the column in the file, "3-7" for five of them, several with commas between them.</summary>
    private static IEnumerable<int> Indices(string columns, DataSet data)
    {
        foreach (string column in NameList.Split(columns, data.InputNames))
        {
            int named = data.InputNames.ToList().IndexOf(column);
            int[] found = named >= 0 ? [named] : [.. Numbered(column, data.InputNumbers)];
            if (found.Length == 0)
            {
                string number = int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? " or column of that number among the inputs" : "";
                throw new RunException($"--range: there is no input {Wording.Quote(column)}{number}{Wording.Advice(Suggestion.Nearest(column, data.InputNames), data.InputNames)}");
            }
            foreach (int index in found)
            {
                yield return index;
            }
        }
    }

    private static IEnumerable<int> Numbered(string column, IReadOnlyList<int> numbers)
    {
        int[] ends = [.. column.Split('-').Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return ends.Length > 2 || ends.Contains(-1) ? [] : Enumerable.Range(0, numbers.Count).Where(index => numbers[index] >= ends[0] && numbers[index] <= ends[^1]);
    }

    private static void TellOutside(InputRanges ranges, DataSet data, List<string> notes)
    {
        foreach (var (part, sequences) in data.InOwnUnits.Parts)
        {
            var outside = new OutsideSamples(ranges, data.InputNames);
            foreach (var sequence in sequences)
            {
                outside.Look(sequence);
            }
            if (outside.Complaint is { } complaint)
            {
                notes.Add($"In the {part} part {complaint}. A device that checks the ranges, those that --range gives or else of the training part and half as wide again on each side, rejects such samples.");
            }
        }
    }
}
