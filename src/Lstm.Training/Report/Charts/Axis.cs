using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Training.Report.Charts;

/// <summary>A mark on an axis.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>What lies along one side of a chart.</summary>
/// <param name="Low">The value at the left or bottom.</param>
/// <param name="High">The value at the right or top, above <paramref name="Low"/>.</param>
/// <param name="Logarithmic">Whether equal distances are equal ratios; both ends are then above 0.</param>
/// <param name="Ticks">The marks.</param>
internal sealed record Axis(double Low, double High, bool Logarithmic, IReadOnlyList<Tick> Ticks)
{
    // Far beyond any float and still small enough to take differences of.
    private const double Largest = 1e300;
    private const double FarOutside = 1000;

    /// <summary>From the smallest to the largest finite value, and a little more; 0 to 1 where there is none.</summary>
    public static Axis Around(IEnumerable<double> values, int ticks = 5)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low > high)
        {
            return Linear(0, 1, ticks);
        }
        double margin = low == high ? Math.Max(Math.Abs(low) * 0.05, 1e-30) : 0.04 * ((high / 2) - (low / 2));
        return Linear(low - margin, high + margin, ticks);
    }

    /// <summary>Equal distances are equal differences.</summary>
    public static Axis Linear(double low, double high, int ticks = 5)
    {
        low = Math.Clamp(low, -Largest, Largest);
        high = Math.Clamp(high, -Largest, Largest);
        if (!(high > low))
        {
            high = low + Math.Max(Math.Abs(low) * 1e-6, 1e-30);
        }
        return new Axis(low, high, false, LinearTicks(low, high, NiceStep((high - low) / ticks)));
    }

    /// <summary>Whole numbers, at <paramref name="first"/> to <paramref name="last"/>, each with half a step of room on both sides.</summary>
    public static Axis Counts(int first, int last, int ticks = 8) =>
        new(first - 0.5, Math.Max(first, last) + 0.5, false, LinearTicks(first, Math.Max(first, last), Math.Max(1, NiceStep((last - first) / (double)ticks)), counts: true));

    /// <summary>Equal distances are equal ratios.</summary>
    public static Axis Log(double low, double high)
    {
        low = double.IsNaN(low) ? 1 : Math.Clamp(low, 1e-300, Largest);
        high = double.IsNaN(high) ? 10 * low : Math.Clamp(high, low * 1.01, Largest * 10);
        int from = (int)Math.Ceiling(Math.Log10(low) - 1e-9), to = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int every = Math.Max(1, (to - from + 5) / 6);
        var ticks = Enumerable.Range(0, Math.Max(0, to - from + 1)).Where(n => n % every == 0).Select(n => Math.Pow(10, from + n)).ToList();
        if (ticks.Count < 3)
        {
            ticks = [.. Enumerable.Range(from - 1, to - from + 3).SelectMany(power => Mantissas.Select(m => m * Math.Pow(10, power))).Where(value => value >= low && value <= high)];
        }
        return new Axis(low, high, true, [.. ticks.Select(value => new Tick(value, Numbers.Text(value)))]);
    }

    /// <summary>Where a value lies, 0 at the low end and 1 at the high one, within ±1000 beyond; NaN for what is not finite.</summary>
    public double Position(double value)
    {
        if (!double.IsFinite(value) || (Logarithmic && value <= 0))
        {
            return double.NaN;
        }
        double position = Logarithmic
            ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
            : ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
        return Math.Clamp(position, -FarOutside, FarOutside);
    }

    private static double[] Mantissas { get; } = [1, 2, 5];

    /// <summary>The smallest of 1, 2, 5, 10, … that is not below <paramref name="atLeast"/>.</summary>
    private static double NiceStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(atLeast, 1e-300))));
        return Mantissas.Select(m => m * power).FirstOrDefault(step => step >= atLeast * (1 - 1e-9), 10 * power);
    }

    private static List<Tick> LinearTicks(double low, double high, double step, bool counts = false)
    {
        var ticks = new List<Tick>();
        double first = Math.Ceiling((low / step) - 1e-9);
        for (int n = 0; n < 20 && (first + n) * step <= high + (1e-9 * step); n++)
        {
            double value = (first + n) * step;
            ticks.Add(new Tick(value, Label(value, step)));
        }
        // Counting begins at 1, not at 0, and 1 is what people look for.
        if (counts && ticks.Count > 0 && ticks[0].Value > low && ticks[0].Value - low > step / 2)
        {
            ticks.Insert(0, new Tick(low, Label(low, 1)));
        }
        return ticks;
    }

    private static string Label(double value, double step)
    {
        int decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        double size = Math.Max(Math.Abs(value), step);
        return size is >= 1e7 or < 1e-4 || decimals > 5
            ? value == 0 ? "0" : value.ToString("0.####e+0", CultureInfo.InvariantCulture)
            : value.ToString((Math.Abs(value) >= 10000 ? "#,0" : "0") + (decimals > 0 ? "." + new string('0', decimals) : ""), CultureInfo.InvariantCulture);
    }
}
