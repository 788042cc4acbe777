using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Embedded;

/// <summary>
/// A network's weights in the order in which its kernels read them (docs/packed-layout.md), on a 64-byte boundary.
/// Immutable once a <c>WeightPacker</c> has finished it.
/// </summary>
/// <remarks>
/// The floats lie in a pinned array, so the address and with it the alignment hold for the array's life; a kernel that
/// loads across cache lines loses 22 to 56 % at 32 to 40 units.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedWeights
{
    private const int Alignment = PackedLength.Granule * sizeof(float);
    private readonly float[] memory;
    private readonly nint start; // in floats; a test moves it to memory between pages that cannot be read

    internal unsafe PackedWeights(int length)
    {
        memory = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        start = (nint)((Alignment - (address % Alignment)) % Alignment) / sizeof(float);
        Length = length;
    }

    /// <summary>Floats in the block.</summary>
    public int Length { get; }

    /// <summary>The block.</summary>
    public ReadOnlySpan<float> Span => Writable;

    /// <summary>The first float, 64-byte aligned; for generated code, which knows the block's length as a constant.</summary>
    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(memory), start);
    }

    internal Span<float> Writable => MemoryMarshal.CreateSpan(ref Reference, Length);
}
