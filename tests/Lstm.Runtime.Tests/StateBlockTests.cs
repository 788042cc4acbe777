using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests;

public class StateBlockTests
{
    [Fact]
    public void It_holds_states_one_behind_the_other_at_every_size()
    {
        Check<Small>();
        Check<JustAbove>();
        Check<Odd>();
        Check<Megabytes>();
    }

    [Fact]
    public void It_begins_with_zeros_and_counts_from_none()
    {
        Assert.Equal(0, new StateBlock<Small>(0).Span.Length);
        var block = new StateBlock<JustAbove>(3);
        Assert.Equal(3, block.Count);
        Assert.True(MemoryMarshal.AsBytes(block.Span).IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        var block = new StateBlock<JustAbove>(2);
        Assert.Throws<IndexOutOfRangeException>(() => { block[2] = default; });
        Assert.Throws<IndexOutOfRangeException>(() => { block[-1] = default; });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StateBlock<Small>(-1));
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => new StateBlock<Megabytes>(int.MaxValue));
        Assert.Contains($"2147483647 states of 4000004 bytes take {2147483647L * 4000004} bytes", problem.Message, StringComparison.Ordinal);
    }

    private static void Check<TState>()
        where TState : unmanaged
    {
        int bytes = Unsafe.SizeOf<TState>();
        var block = new StateBlock<TState>(3);
        Assert.Equal(3 * bytes, MemoryMarshal.AsBytes(block.Span).Length);
        MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref block[1], 1)).Fill(7);
        block[2] = block[1];
        block[1] = default;
        var all = MemoryMarshal.AsBytes(block.Span);
        Assert.True(all[..(2 * bytes)].IndexOfAnyExcept((byte)0) < 0);
        Assert.True(all[(2 * bytes)..].IndexOfAnyExcept((byte)7) < 0);
        block.Span.Clear();
        Assert.True(all.IndexOfAnyExcept((byte)0) < 0);
    }

    [InlineArray(8)]
    private struct Small
    {
        private float first;
    }

    [InlineArray(16384)]
    private struct JustAbove
    {
        private float first;
    }

    private readonly record struct Odd(JustAbove Values, int Turn);

    [InlineArray(1_000_001)]
    private struct Megabytes
    {
        private float first;
    }
}
