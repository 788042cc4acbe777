using System;
using System.Runtime.InteropServices;

namespace Lstm.Shared;

/// <summary>Zeroed memory, 64-byte aligned, between two stretches of a known word: whoever writes past either edge leaves a trace there.</summary>
internal sealed unsafe class CanaryMemory : IDisposable
{
    private const int Margin = 4096; // wider than three of the largest states that tests run side by side
    private const uint Canary = 0x4640E400; // 12345f: who reads it shows too. A NaN would pass through a cell update with all its bits, and so hide one.
    private readonly uint* words;
    private readonly int inside;

    /// <summary>Room for so many bytes, a multiple of 4.</summary>
    public CanaryMemory(int bytes)
    {
        inside = bytes / sizeof(uint);
        Bytes = bytes;
        words = (uint*)NativeMemory.AlignedAlloc((nuint)(inside + (2 * Margin)) * sizeof(uint), 64);
        new Span<uint>(words, inside + (2 * Margin)).Fill(Canary);
        Memory.Clear();
    }

    /// <summary>The first byte.</summary>
    public byte* Start => (byte*)(words + Margin);

    /// <summary>How many bytes follow from <see cref="Start"/>.</summary>
    public int Bytes { get; }

    public Span<byte> Memory => new(Start, Bytes);

    public Span<float> Floats => new(Start, inside);

    /// <summary>Which words outside have been written, or null.</summary>
    public string? Damage()
    {
        int before = new ReadOnlySpan<uint>(words, Margin).IndexOfAnyExcept(Canary);
        int behind = new ReadOnlySpan<uint>(words + Margin + inside, Margin).LastIndexOfAnyExcept(Canary);
        return before >= 0 ? $"{Margin - before} floats before the beginning" : behind >= 0 ? $"{behind + 1} floats past the end" : null;
    }

    public void Dispose() => NativeMemory.AlignedFree(words);
}
