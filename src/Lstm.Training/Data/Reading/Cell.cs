using System;
using System.Globalization;
using System.Linq;
using System.Text;
using csFastFloat;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads numbers as data files write them; true and false are 1 and 0.</summary>
internal static class Cell
{
    private const string LeaveEmpty = "; leave the field empty where there is no value (--missing says what becomes of it)";

    private static readonly string[] MissingMarks = ["", "?", "NA", "NaN", "null"];

    /// <summary>Whether the text stands for a value that is not there.</summary>
    public static bool IsMissing(string text) => text.Length <= 4 && MissingMarks.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text is a number that a float can hold.</summary>
    public static bool IsNumber(string text) => TryParse(text, out double value) && float.IsFinite((float)value);

    /// <summary>The number, or NaN if it is missing.</summary>
    /// <param name="text">What the file says.</param>
    /// <param name="place">Where.</param>
    /// <param name="advice">Gives the end of a message about what is no number at all.</param>
    public static double Number(string text, DataPlace place, Func<string, string>? advice = null)
    {
        return TryNumber(text, out double value) ? value : throw new DataException(place, Complaint(text, advice?.Invoke(text) ?? ""));
    }

    /// <inheritdoc cref="Number(string, DataPlace, Func{string, string}?)"/>
    public static double Number(TableRow row, DataPlace place, Func<string, string>? advice = null)
    {
        int field = place.Column!.Value.Number - 1;
        return row.TryNumber(field, out double value) ? value : Number(row[field], place, advice);
    }

    /// <summary>Reads a number from text in UTF-8: NaN where it is missing. False where it is none that a float can hold.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        // The same bits as the class library's, in a third of the time; but what is behind a number it takes for nothing.
        if (FastDoubleParser.TryParseDouble(text, out int used, out value) && used == text.Length && float.IsFinite((float)value))
        {
            return true;
        }
        return TryNumber(Encoding.UTF8.GetString(text), out value);
    }

    /// <summary>Reads a number: NaN where it is missing. False where it is none that a float can hold.</summary>
    public static bool TryNumber(string text, out double value)
    {
        bool isMissing = IsMissing(text);
        value = double.NaN;
        return isMissing || (TryParse(text, out value) && float.IsFinite((float)value));
    }

    /// <summary>Whether what is no number is a word or a time rather than a number that is spoilt.</summary>
    public static bool IsText(string text) => (text.Length > 0 && char.IsLetter(text[0])) || IsTime(text);

    /// <summary>Whether what is no number is a date or a time.</summary>
    public static bool IsTime(string text) =>
        text.AsSpan().IndexOfAny('-', ':', '/') > 0 && char.IsAsciiDigit(text[0]) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool TryParse(string text, out double value)
    {
        if (bool.TryParse(text, out bool isTrue))
        {
            value = isTrue ? 1 : 0;
            return true;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static string Complaint(string text, string advice)
    {
        string found = $"expected a number, found {Wording.Quote(text)}";
        if (TryParse(text, out _))
        {
            return $"{found}, which is not finite or beyond what a float holds{LeaveEmpty}";
        }
        if (text.TrimStart('+', '-').ToUpperInvariant() is "INF" or "#INF" or "1.#INF")
        {
            return $"{found}, which is not finite{LeaveEmpty}";
        }
        bool comma = text.Contains(',', StringComparison.Ordinal) && TryParse(text.Replace(',', '.'), out _);
        return comma ? $"{found}; the decimal mark is a point" : found + advice;
    }
}
