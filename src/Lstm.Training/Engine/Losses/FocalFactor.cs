using System;

namespace Lstm.Training.Engine.Losses;

/// <summary>
/// The focal loss (Lin et al., "Focal Loss for Dense Object Detection", 2017): cross-entropy times (1 − p)^γ, where p is the probability of what is true. What is answered
/// well already counts little, so that many easy targets do not outweigh a few hard ones.
/// </summary>
internal static class FocalFactor
{
    /// <summary>The largest γ.</summary>
    public const int Most = 5;

    private const double Least = 1e-12; // of 1 − p, which the slope is divided by

    /// <summary>The loss −(1 − p)^γ ln p, and what the gradient of cross-entropy by the last sums is multiplied by: (1 − p)^γ (1 − γ p ln p / (1 − p)).</summary>
    /// <param name="focus">γ, a whole number from 1 on: a power of it has the same bits everywhere.</param>
    /// <param name="p">The probability of what is true, above 0.</param>
    public static (double Loss, double Slope) Of(int focus, double p)
    {
        double rest = Math.Max(1 - p, Least), power = 1, logarithm = Log(p);
        for (int i = 0; i < focus; i++)
        {
            power *= rest;
        }
        return (-power * logarithm, power * (1 - (focus * p * logarithm / rest)));
    }

    /// <summary>
    /// The natural logarithm of a normal number above 0, from products, sums and quotients alone: the gradient is made of it, and must have the same bits on
    /// every system, whose own logarithms differ in their last digit. ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1)/(m + 1), within 1e-16 for m from 1/√2 to √2.
    /// </summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & ((1L << 52) - 1)) | (1023L << 52));
        if (m > Math.Sqrt(2))
        {
            m /= 2;
            exponent++;
        }
        double s = (m - 1) / (m + 1), square = s * s, sum = 0;
        for (int odd = 23; odd >= 1; odd -= 2)
        {
            sum = (sum * square) + (1.0 / odd);
        }
        return (exponent * 0.6931471805599453) + (2 * s * sum);
    }
}
