using System;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Windows that overlap: every time step's target counts, none before the state is warm but at a sequence's own beginning.</summary>
public sealed class WarmedWindowTests
{
    [Theory]
    [InlineData(20, 8, 3, 2)]
    [InlineData(21, 8, 6, 2)] // the last window, which ends with the sequence, is closer than a stride
    [InlineData(9, 8, 1, 7)]
    [InlineData(16, 8, 8, 0)]
    public void Every_target_is_in_a_window(int steps, int length, int stride, int warmUp)
    {
        var whole = Sequence.OfNumbers("x", steps, [.. Enumerable.Range(0, 2 * steps).Select(n => (float)n)], [.. Enumerable.Range(0, steps).Select(n => 100f + n)]);
        var windows = new WarmedWindows(length, stride, warmUp).Cut([whole]);
        Assert.All(windows, window => Assert.Equal((length, 2 * length, length), (window.Length, window.Inputs.Length, window.Targets.Length)));
        var seen = windows.SelectMany(window => window.Targets.Select((target, t) => (Target: target, Input: window.Inputs[2 * t], Step: t)).Skip(window.WarmUp)).ToList();
        Assert.All(seen, row => Assert.Equal(row.Input, 2 * (row.Target - 100)));
        Assert.All(windows, window => Assert.Equal(window.Inputs[0] == 0 ? 0 : warmUp, window.WarmUp));
        Assert.Equal(Enumerable.Range(100, steps).Select(n => (float)n), seen.Select(row => row.Target).Distinct().Order());
        Assert.Equal(2 * (steps - length), windows[^1].Inputs[0]);
    }

    [Fact]
    public void Classes_and_tokens_are_cut_alike()
    {
        var whole = new Sequence("x", 6, [], [], [0, 1, 2, 3, 4, 5], [10, 11, 12, 13, 14, 15]);
        var windows = new WarmedWindows(4, 2, 1).Cut([whole]);
        Assert.Equal(2, windows.Count);
        Assert.Equal([2, 3, 4, 5], windows[1].Classes);
        Assert.Equal(1, windows[1].WarmUp);
        Assert.Equal([12, 13, 14, 15], windows[1].Tokens);
    }

    [Fact]
    public void A_sequence_no_longer_than_a_window_stays_whole()
    {
        var whole = Sequence.OfNumbers("x", 4, [1, 2, 3, 4], [1, 2, 3, 4]);
        Assert.Same(whole, Assert.Single(new WarmedWindows(4, 1, 1).Cut([whole])));
    }

    [Theory]
    [InlineData(4, 1, 4)]
    [InlineData(4, 4, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(4, 1, -1)]
    public void Windows_that_would_leave_targets_out_are_refused(int length, int stride, int warmUp) =>
        Assert.Throws<ArgumentException>(() => new WarmedWindows(length, stride, warmUp).Cut([]));
}
