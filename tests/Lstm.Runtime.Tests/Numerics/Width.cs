using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Activations over blocks of floats, in registers of a given width. The tests name a width in bits: 32 is the scalar code.</summary>
internal static class Width
{
    public static TheoryData<int> Vectors => [128, 256, 512];

    public static TheoryData<int> Every => [32, 128, 256, 512];

    /// <summary>Skips the test, visibly, where the processor (or a DOTNET_Enable… switch) lacks the width.</summary>
    public static void SkipUnlessHere(int bits) => Assert.SkipUnless(IsHere(bits), $"no {bits}-bit registers here: {Isa.Best} is the widest body");

    public static bool IsHere(int bits) => bits switch
    {
        32 => true,
        128 => Isa.HasAvx2 || Isa.HasNeon,
        256 => Isa.HasAvx2,
        512 => Isa.HasAvx512,
        _ => throw new ArgumentOutOfRangeException(nameof(bits)),
    };

    /// <param name="bits">The width.</param>
    /// <param name="x">As many floats as registers hold, or a multiple of it.</param>
    /// <param name="y">The activations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(int bits, ReadOnlySpan<float> x, Span<float> y)
        where T : IActivation
    {
        int lanes = bits / 32;
        Assert.Equal(0, x.Length % lanes);
        for (int k = 0; k < x.Length; k += lanes)
        {
            switch (bits)
            {
                case 32:
                    Apply<T, WidthScalar, float>(x[k..], y[k..]);
                    break;
                case 128:
                    Apply<T, Width128, Vector128<float>>(x[k..], y[k..]);
                    break;
                case 256:
                    Apply<T, Width256, Vector256<float>>(x[k..], y[k..]);
                    break;
                default:
                    Apply<T, Width512, Vector512<float>>(x[k..], y[k..]);
                    break;
            }
        }
    }

    private static void Apply<T, TWidth, TVector>(ReadOnlySpan<float> from, Span<float> to)
        where T : IActivation
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.Store(T.At<TWidth, TVector>(TWidth.Load(ref MemoryMarshal.GetReference(from[..TWidth.Count]))), ref MemoryMarshal.GetReference(to[..TWidth.Count]));

    public static float Apply<T>(int bits, float x)
        where T : IActivation
    {
        Span<float> y = stackalloc float[16];
        Span<float> same = stackalloc float[16];
        same.Fill(x);
        Apply<T>(bits, same, y);
        foreach (float lane in y)
        {
            AssertSame(y[0], lane, x);
        }
        return y[0];
    }

    /// <summary>Equal bits, or NaN twice: a NaN's sign and payload are not part of the contract.</summary>
    public static bool Same(float a, float b) => BitConverter.SingleToUInt32Bits(a) == BitConverter.SingleToUInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    public static void AssertSame(float expected, float actual, float at)
    {
        if (!Same(expected, actual))
        {
            Assert.Fail($"at {at:R} (0x{BitConverter.SingleToUInt32Bits(at):X8}): expected {expected:R} (0x{BitConverter.SingleToUInt32Bits(expected):X8}), got {actual:R} (0x{BitConverter.SingleToUInt32Bits(actual):X8})");
        }
    }
}
