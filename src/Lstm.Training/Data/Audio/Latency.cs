using System;
using System.Linq;
using System.Numerics;

namespace Lstm.Training.Data.Audio;

/// <summary>
/// How many samples a recording lags behind what was played. Generalised cross-correlation with the phase transform: C. H. Knapp and G. C. Carter,
/// "The Generalized Correlation Method for Estimation of Time Delay" (IEEE Transactions on Acoustics, Speech, and Signal Processing 24(4), 1976).
/// Only phases count, so that the peak is narrow whatever the sound's own spectrum is. A filter on the way smears it towards later lags, and a network
/// cannot look ahead, so it is the beginning of the peak that is taken.
/// </summary>
internal static class Latency
{
    /// <summary>Frames that are looked at.</summary>
    public const int Frames = 1 << 18;

    private const int Rise = 64; // how long before its peak a response may begin, in samples
    private const double Begun = 0.5; // of the peak
    private const double Clear = 8; // how far a peak that means something stands above the mean magnitude of all lags

    /// <summary>The lag, negative where the recording is ahead; null where no lag stands out.</summary>
    /// <param name="played">What went in, at most <see cref="Frames"/> samples.</param>
    /// <param name="recorded">What came out.</param>
    /// <param name="most">The largest lag either way.</param>
    public static int? Of(ReadOnlySpan<float> played, ReadOnlySpan<float> recorded, int most)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, Math.Max(played.Length, recorded.Length) + most));
        Complex[] spectrum = new Complex[size];
        for (int i = 0; i < size; i++) // two real signals in one transform
        {
            spectrum[i] = new Complex(i < played.Length ? played[i] : 0, i < recorded.Length ? recorded[i] : 0);
        }
        Transform(spectrum);
        Complex[] cross = new Complex[size];
        for (int i = 0; i < size; i++)
        {
            Complex here = spectrum[i], mirrored = Complex.Conjugate(spectrum[(size - i) & (size - 1)]);
            var product = (here - mirrored) * new Complex(0, -0.5) * Complex.Conjugate((here + mirrored) * 0.5);
            double magnitude = Complex.Abs(product);
            cross[i] = magnitude > 0 ? Complex.Conjugate(product / magnitude) : 0;
        }
        Transform(cross); // of the conjugates: the inverse transform
        double At(int lag) => Complex.Abs(cross[lag & (size - 1)]);
        int peak = Enumerable.Range(-most, (2 * most) + 1).MaxBy(At);
        double mean = Enumerable.Range(-most, (2 * most) + 1).Average(At);
        return At(peak) <= Clear * mean ? null : Enumerable.Range(Math.Max(-most, peak - Rise), Rise + 1).First(lag => At(lag) >= Begun * At(peak));
    }

    /// <summary>The discrete Fourier transform, in place; a power of two of values.</summary>
    private static void Transform(Complex[] values)
    {
        int size = values.Length, bits = BitOperations.Log2((uint)size);
        for (int i = 0; i < size; i++)
        {
            int mirrored = 0;
            for (int bit = 0; bit < bits; bit++)
            {
                mirrored |= ((i >> bit) & 1) << (bits - 1 - bit);
            }
            if (mirrored > i)
            {
                (values[i], values[mirrored]) = (values[mirrored], values[i]);
            }
        }
        Complex[] roots = [.. Enumerable.Range(0, size / 2).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / size))];
        for (int half = 1; half < size; half *= 2)
        {
            for (int start = 0; start < size; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    Complex even = values[start + k], odd = values[start + k + half] * roots[k * (size / 2 / half)];
                    (values[start + k], values[start + k + half]) = (even + odd, even - odd);
                }
            }
        }
    }
}
