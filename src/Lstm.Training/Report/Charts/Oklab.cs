using System;

namespace Lstm.Training.Report.Charts;

/// <summary>The Oklab colour space, in which equal steps look equal (Ottosson, "A perceptual color space for image processing", 2020).</summary>
internal static class Oklab
{
    /// <summary>Red, green and blue in sRGB; what no screen can show is moved to the nearest of each.</summary>
    public static byte[] ToRgb(double lightness, double a, double b)
    {
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return
        [
            Level((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Level((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Level((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)),
        ];
    }

    private static double Cube(double x) => x * x * x;

    /// <summary>The transfer function of sRGB (IEC 61966-2-1).</summary>
    private static byte Level(double linear)
    {
        double x = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (x <= 0.0031308 ? 12.92 * x : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055));
    }
}
