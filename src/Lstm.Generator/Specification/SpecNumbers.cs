using System.Globalization;

namespace Lstm.Specification;

/// <summary>How the numbers of a spec file are written.</summary>
internal static class SpecNumbers
{
    /// <summary>The whole number that <paramref name="text"/> is; null if it is none or out of range.</summary>
    // Digits only: 3.0 and 1e2 are no sizes, though JSON makes no difference.
    public static long? Whole(string text, long min, long max) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) && whole >= min && whole <= max ? whole : null;

    /// <summary>The float nearest to <paramref name="text"/>; null if it is too large for one.</summary>
    public static float? Single(string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !float.IsInfinity((float)number);
        return isNumber ? (float)number + 0f : null; // no -0, which is equal to 0 and has other bits
    }

    /// <summary>The digits of <paramref name="value"/>, of which <see cref="Single"/> makes the same value.</summary>
    public static string Digits(float value)
    {
        // Nine digits bring back every float, but seldom are nine needed.
        string digits = value.ToString("G7", CultureInfo.InvariantCulture);
        return Single(digits) == value ? digits : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    /// <summary>What a whole number must be, for a message.</summary>
    public static string Range(long min, long max) => max == long.MaxValue
        ? $"a whole number, at least {min.ToString(CultureInfo.InvariantCulture)}"
        : $"a whole number from {min.ToString(CultureInfo.InvariantCulture)} to {max.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The end of a message about <paramref name="text"/> if it is a whole number written in another way: how to write it.</summary>
    public static string PlainWay(string text, long min, long max)
    {
        bool exact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            && value >= min && value <= max && value == decimal.Truncate(value);
        return exact ? $"; write {((long)value).ToString(CultureInfo.InvariantCulture)}" : "";
    }
}
