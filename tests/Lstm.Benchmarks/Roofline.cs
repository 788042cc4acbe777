using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>What this machine could do at best: three floors under a step, each measured alone. Multiply-adds and reads have the widest registers that the process may use, as generated code does.</summary>
internal static unsafe class Roofline
{
    private const int Repeats = 20;
    private const int ReadTogether = 8;

    private static volatile float used;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Nanoseconds for the layer's multiply-adds, from registers to registers, nothing waiting for anything.</summary>
    public static double MultiplyAdds(Size size)
    {
        const int Turns = 100_000;
        double one = HasWide
            ? Best(20, static () => Accumulate<Vector512<float>, Wide>(Turns)) / (Turns * 10 * Wide.Lanes)
            : Best(20, static () => Accumulate<Vector256<float>, Narrow>(Turns)) / (Turns * 10 * Narrow.Lanes);
        return one * 4 * Padded(size.Hidden) * (size.Input + size.Hidden);
    }

    /// <summary>Nanoseconds to read the layer's weights once, as one step after another does: all forwards, or panel by panel, the panels backwards every other time.</summary>
    public static double Stream(Size size, bool alternating)
    {
        int floats = 4 * Padded(size.Hidden) * (1 + size.Input + size.Hidden);
        int panels = alternating ? (size.Hidden + 15) / 16 : 1;
        const int Whole = ReadTogether * Wide.Lanes; // what one turn of the loop reads
        int panel = ((floats / panels) + Whole - 1) / Whole * Whole;
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
                    float* start = memory + ((backwards ? panels - 1 - k : k) * panel);
                    if (HasWide)
                    {
                        Read<Vector512<float>, Wide>(start, panel);
                    }
                    else
                    {
                        Read<Vector256<float>, Narrow>(start, panel);
                    }
                }
            }
        }) / turns;
        NativeMemory.AlignedFree(memory);
        return time;
    }

    /// <summary>Nanoseconds from a gate sum to the hidden state, of one register of cells whose next sums wait for it: no step can be shorter.</summary>
    public static double Latency() => Best(20, static () => Chain(100_000)) / 100_000;

    /// <summary>By the same rule as generated code.</summary>
    private static bool HasWide => Isa.HasAvx512;

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
    private static void Accumulate<TVector, TWidth>(int turns)
        where TWidth : IWidth<TVector>
    {
        var (a, b, c, d, e) = (TWidth.Create(1), TWidth.Create(1), TWidth.Create(1), TWidth.Create(1), TWidth.Create(1));
        var (f, g, h, i, j) = (a, b, c, d, e);
        var factor = TWidth.Create(0.999f);
        for (int k = 0; k < turns; k++)
        {
            a = TWidth.MultiplyAdd(a, factor, factor);
            b = TWidth.MultiplyAdd(b, factor, factor);
            c = TWidth.MultiplyAdd(c, factor, factor);
            d = TWidth.MultiplyAdd(d, factor, factor);
            e = TWidth.MultiplyAdd(e, factor, factor);
            f = TWidth.MultiplyAdd(f, factor, factor);
            g = TWidth.MultiplyAdd(g, factor, factor);
            h = TWidth.MultiplyAdd(h, factor, factor);
            i = TWidth.MultiplyAdd(i, factor, factor);
            j = TWidth.MultiplyAdd(j, factor, factor);
        }
        TWidth.Use(TWidth.Add(TWidth.Add(TWidth.Add(a, b), TWidth.Add(c, d)), TWidth.Add(TWidth.Add(e, f), TWidth.Add(TWidth.Add(g, h), TWidth.Add(i, j)))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read<TVector, TWidth>(float* memory, int floats)
        where TWidth : IWidth<TVector>
    {
        var (a, b, c, d) = (TWidth.Create(0), TWidth.Create(0), TWidth.Create(0), TWidth.Create(0));
        var (e, f, g, h) = (a, b, c, d);
        var factor = TWidth.Create(0.5f);
        for (float* end = memory + floats; memory < end; memory += ReadTogether * TWidth.Lanes)
        {
            a = TWidth.MultiplyAdd(factor, TWidth.Load(memory), a);
            b = TWidth.MultiplyAdd(factor, TWidth.Load(memory + TWidth.Lanes), b);
            c = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (2 * TWidth.Lanes)), c);
            d = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (3 * TWidth.Lanes)), d);
            e = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (4 * TWidth.Lanes)), e);
            f = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (5 * TWidth.Lanes)), f);
            g = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (6 * TWidth.Lanes)), g);
            h = TWidth.MultiplyAdd(factor, TWidth.Load(memory + (7 * TWidth.Lanes)), h);
        }
        TWidth.Use(TWidth.Add(TWidth.Add(TWidth.Add(a, b), TWidth.Add(c, d)), TWidth.Add(TWidth.Add(e, f), TWidth.Add(g, h))));
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

    /// <summary>A width of registers.</summary>
    private interface IWidth<TVector>
    {
        static abstract int Lanes { get; }

        static abstract TVector Create(float value);

        static abstract TVector Load(float* memory);

        static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

        static abstract TVector Add(TVector a, TVector b);

        /// <summary>Keeps what was computed: it might be left out otherwise.</summary>
        static abstract void Use(TVector value);
    }

    private readonly struct Narrow : IWidth<Vector256<float>>
    {
        public const int Lanes = 8;

        static int IWidth<Vector256<float>>.Lanes => Lanes;

        public static Vector256<float> Create(float value) => Vector256.Create(value);

        public static Vector256<float> Load(float* memory) => Avx.LoadVector256(memory);

        public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Fma.MultiplyAdd(a, b, c);

        public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

        public static void Use(Vector256<float> value) => used = value.ToScalar();
    }

    private readonly struct Wide : IWidth<Vector512<float>>
    {
        public const int Lanes = 16;

        static int IWidth<Vector512<float>>.Lanes => Lanes;

        public static Vector512<float> Create(float value) => Vector512.Create(value);

        public static Vector512<float> Load(float* memory) => Avx512F.LoadVector512(memory);

        public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Avx512F.FusedMultiplyAdd(a, b, c);

        public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

        public static void Use(Vector512<float> value) => used = value.ToScalar();
    }
}
