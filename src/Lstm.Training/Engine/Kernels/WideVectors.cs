using System;
using System.Diagnostics;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <summary>Whether the widest vectors are the quickest for products of matrices.</summary>
internal static class WideVectors
{
    private const int Rows = 24, Terms = 128; // what is read stays in the first-level cache
    private const int Passes = 16;

    /// <summary>
    /// The set whose kernels are the quickest here: the widest, but AVX2 where a product takes longer with AVX-512, as on a processor
    /// that runs it in two halves or loads half as often. The bits are the same. Whoever forces a body by
    /// <see cref="Isa.EnvironmentVariable"/> gets its kernels.
    /// </summary>
    public static InstructionSet Quickest { get; } =
        Isa.Active == InstructionSet.Avx512 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Isa.EnvironmentVariable)) ? Measure() : Isa.Active;

    /// <summary>
    /// A product for one shard and one for two, with both, in turns: the fastest of a few passes, which is what no other work on the
    /// machine was part of. Products are compiled in full when they are first called, so it takes a few milliseconds, most of them the compiler's.
    /// </summary>
    private static InstructionSet Measure()
    {
        LaneKernels wide = LaneKernels.For(InstructionSet.Avx512), narrow = LaneKernels.For(InstructionSet.Avx2);
        var matrix = new PackedMatrix(Rows, Terms);
        AlignedBuffer b0 = new(Terms * LaneKernels.Lanes), b1 = new(Terms * LaneKernels.Lanes);
        AlignedBuffer c0 = new(Rows * LaneKernels.Lanes), c1 = new(Rows * LaneKernels.Lanes);
        long Time(LaneKernels kernels)
        {
            long start = Stopwatch.GetTimestamp();
            kernels.Multiply(matrix, b0.Span, c0.Span);
            kernels.MultiplyTwo(matrix, b0.Span, c0.Span, b1.Span, c1.Span);
            return Stopwatch.GetTimestamp() - start;
        }
        long ofWide = long.MaxValue, ofNarrow = long.MaxValue;
        for (int pass = 0; pass < Passes; pass++)
        {
            ofWide = Math.Min(ofWide, Time(wide));
            ofNarrow = Math.Min(ofNarrow, Time(narrow));
        }
        return ofWide <= ofNarrow ? InstructionSet.Avx512 : InstructionSet.Avx2;
    }
}
