using System;
using System.Globalization;

namespace Lstm.Training.Report.Charts;

/// <summary>Numbers as a page shows them, the same wherever it is written.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits; whole numbers up to ten million in full.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
        {
            return "not a number";
        }
        if (double.IsInfinity(value))
        {
            return value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.Abs(value);
        if (size == 0)
        {
            return "0";
        }
        if (size is < 1e-4 or >= 1e7)
        {
            return value.ToString("0.###e+0", CultureInfo.InvariantCulture);
        }
        int digits = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(value, digits).ToString(digits == 0 ? "#,0" : "0.#######", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number with thousands apart.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number of things: "1 unit", "1,200 units".</summary>
    public static string Of(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A share of one as percent; a dash for none.</summary>
    public static string Percent(double share, int digits = 1) =>
        double.IsFinite(share) ? (100 * share).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "\u00A0%" : "–";

    /// <summary>A place in a drawing, to a tenth of its unit.</summary>
    public static string Place(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A number for a program to read back.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
