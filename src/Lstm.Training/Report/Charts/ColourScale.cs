using System;

namespace Lstm.Training.Report.Charts;

/// <summary>
/// 255 colours from low to high and grey for what is no number. Lightness always tells the order, so that the maps can
/// be read by people who see few colours, and in grey print.
/// </summary>
internal sealed class ColourScale
{
    /// <summary>The colour of what is no number.</summary>
    public const byte NotANumber = 255;

    /// <summary>The highest colour.</summary>
    public const byte Highest = 254;

    private ColourScale(Func<double, (double Lightness, double Chroma, double Hue)> colour)
    {
        for (int n = 0; n <= Highest; n++)
        {
            var (lightness, chroma, hue) = colour(n / (double)Highest);
            Oklab.ToRgb(lightness, chroma * Math.Cos(hue * Math.PI / 180), chroma * Math.Sin(hue * Math.PI / 180)).CopyTo(Palette.AsSpan(3 * n));
        }
        Palette.AsSpan(3 * NotANumber).Fill(0x80);
    }

    /// <summary>Dark blue, green, light yellow: for what goes from nothing to all.</summary>
    public static ColourScale Sequential { get; } = new(x => (0.2 + (0.76 * x), 0.085 + (0.05 * x), 285 - (180 * x)));

    /// <summary>Blue, near white, orange brown: for what has a sign.</summary>
    public static ColourScale Diverging { get; } = new(x => x < 0.5
        ? (0.97 - (0.59 * (1 - (2 * x))), 0.14 * (1 - (2 * x)), 255)
        : (0.97 - (0.54 * ((2 * x) - 1)), 0.13 * ((2 * x) - 1), 50));

    /// <summary>Red, green and blue of each colour.</summary>
    public byte[] Palette { get; } = new byte[3 * 256];

    /// <summary>The colour of a value between <paramref name="low"/> and <paramref name="high"/>; values beyond take the ends.</summary>
    public static byte Index(double value, double low, double high) => double.IsNaN(value)
        ? NotANumber
        : (byte)Math.Round(Highest * Math.Clamp(((value / 2) - (low / 2)) / ((high / 2) - (low / 2)), 0, 1));
}
