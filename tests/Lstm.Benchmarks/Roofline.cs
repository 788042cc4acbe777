using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>What this machine could do at best: three floors under a step, each measured alone, with 256-bit registers.</summary>
internal static unsafe class Roofline
{
    private const int Repeats = 20;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Nanoseconds for the layer's multiply-adds, from registers to registers, nothing waiting for anything.</summary>
    public static double MultiplyAdds(Size size)
    {
        double one = Best(20, static () => Accumulate(100_000)) / (100_000 * 10 * 8);
        return one * 4 * Padded(size.Hidden) * (size.Input + size.Hidden);
    }

    /// <summary>Nanoseconds to read the layer's weights once, as one step after another does: all forwards, or panel by panel, the panels backwards every other time.</summary>
    public static double Stream(Size size, bool alternating)
    {
        int floats = 4 * Padded(size.Hidden) * (1 + size.Input + size.Hidden);
        int panels = alternating ? (size.Hidden + 15) / 16 : 1;
        int panel = ((floats / panels) + 63) / 64 * 64;
        float* memory = (float*)NativeMemory.AlignedAlloc((nuint)(panel * panels * sizeof(float)), 64);
        new Span<float>(memory, panel * panels).Fill(1e-3f);
        int turns = 1 + (10_000_000 / (panel * panels)); // long enough for the clock
        double time = Best(2, () =>
        {
            for (int turn = 0; turn < turns; turn++)
            {
                bool backwards = alternating && turn % 2 == 1;
                for (int k = 0; k < panels; k++)
                {
                    Read(memory + ((backwards ? panels - 1 - k : k) * panel), panel);
                }
            }
        }) / turns;
        NativeMemory.AlignedFree(memory);
        return time;
    }

    /// <summary>Nanoseconds from a gate sum to the hidden state, of one register of cells whose next sums wait for it: no step can be shorter.</summary>
    public static double Latency() => Best(20, static () => Chain(100_000)) / 100_000;

    private static int Padded(int units) => (units + 3) / 4 * 4;

    private static double Best(int warmUps, Action action)
    {
        for (int k = 0; k < warmUps; k++)
        {
            action();
        }
        double best = double.MaxValue;
        for (int k = 0; k < Repeats; k++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Accumulate(int turns)
    {
        var (a, b, c, d, e) = (Vector256<float>.One, Vector256<float>.One, Vector256<float>.One, Vector256<float>.One, Vector256<float>.One);
        var (f, g, h, i, j) = (a, b, c, d, e);
        var factor = Vector256.Create(0.999f);
        for (int k = 0; k < turns; k++)
        {
            a = Fma.MultiplyAdd(a, factor, factor);
            b = Fma.MultiplyAdd(b, factor, factor);
            c = Fma.MultiplyAdd(c, factor, factor);
            d = Fma.MultiplyAdd(d, factor, factor);
            e = Fma.MultiplyAdd(e, factor, factor);
            f = Fma.MultiplyAdd(f, factor, factor);
            g = Fma.MultiplyAdd(g, factor, factor);
            h = Fma.MultiplyAdd(h, factor, factor);
            i = Fma.MultiplyAdd(i, factor, factor);
            j = Fma.MultiplyAdd(j, factor, factor);
        }
        return (a + b + c + d + e + f + g + h + i + j).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Read(float* memory, int floats)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        var factor = Vector256.Create(0.5f);
        for (float* end = memory + floats; memory < end; memory += 64)
        {
            a = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory), a);
            b = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 8), b);
            c = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 16), c);
            d = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 24), d);
            e = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 32), e);
            f = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 40), f);
            g = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 48), g);
            h = Fma.MultiplyAdd(factor, Avx.LoadVector256(memory + 56), h);
        }
        return (a + b + c + d + e + f + g + h).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain(int turns)
    {
        float* h = stackalloc float[8];
        var (c, weight) = (Vector256<float>.Zero, Vector256.Create(0.1f));
        for (int k = 0; k < turns; k++)
        {
            // One column of the last hidden state; then the cell update of docs/numerics.md.
            var sum = Fma.MultiplyAdd(weight, Avx.BroadcastScalarToVector256(h), weight);
            var a = Exponential.OnePlusExp(sum);
            var b = Exponential.OnePlusExp(sum, out var n);
            var d = Exponential.OnePlusExp(sum);
            var ab = a * b;
            c = Exponential.FlushTiny(Fma.MultiplyAdd(c, ab, n * d) / (ab * d));
            var s = Exponential.OnePlusExp(c * Vector256.Create(-23.083120654223414f), out var m);
            Avx.Store(h, m / (a * s));
        }
        return *h;
    }
}
