using System;

namespace IotDevice;

/// <summary>
/// Functions made of +, −, × and ÷ alone, which IEEE 754 rounds alike everywhere: <see cref="Math.Exp"/> and its like come
/// from each platform's own library, and a simulated run would differ in its last digits from machine to machine.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490; // ln 2 in two parts: its first 32 bits, and the rest
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Ln2 = Ln2High + Ln2Low;
    private const int Bias = 1023;

    /// <summary>e^x for |x| up to 700: e^x = 2^k·e^r, |r| ≤ ln 2 / 2, and Taylor's series of e^r to r^13; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        const int Terms = 13;
        double k = Math.Floor((x / Ln2) + 0.5);
        double r = x - (k * Ln2High) - (k * Ln2Low);
        double sum = 1;
        for (int n = Terms; n >= 1; n--)
        {
            sum = 1 + (sum * r / n);
        }
        return sum * BitConverter.Int64BitsToDouble((Bias + (long)k) << 52);
    }

    /// <summary>ln x for a normal x above 0: x = 2^k·m, m from 0.75 to 1.5, and ln m = 2·artanh((m − 1)/(m + 1)); error below 1e-15·max(1, |ln x|).</summary>
    public static double Log(double x)
    {
        const int Terms = 13;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int k = (int)(bits >> 52) - Bias;
        double m = BitConverter.Int64BitsToDouble((bits & ((1L << 52) - 1)) | ((long)Bias << 52));
        if (m >= 1.5)
        {
            m /= 2;
            k++;
        }
        double s = (m - 1) / (m + 1);
        double sum = 0;
        for (int n = Terms; n >= 0; n--)
        {
            sum = (sum * s * s) + (1.0 / ((2 * n) + 1));
        }
        return (k * Ln2High) + ((2 * s * sum) + (k * Ln2Low));
    }

    /// <summary>x^p for x above 0.</summary>
    public static double Power(double x, double p) => Exp(p * Log(x));

    /// <summary>sin(2πx): x brought to a quarter of a turn about 0, and Taylor's series to the 21st power; error below 1e-14.</summary>
    public static double SinTurns(double x)
    {
        const int Terms = 10;
        double turns = x - Math.Floor(x + 0.5);
        turns = turns > 0.25 ? 0.5 - turns : turns < -0.25 ? -0.5 - turns : turns;
        double angle = 2 * Math.PI * turns;
        double sum = 1;
        for (int n = Terms; n >= 1; n--)
        {
            sum = 1 - (sum * angle * angle / (2 * n * ((2 * n) + 1)));
        }
        return angle * sum;
    }
}
