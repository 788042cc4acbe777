using System;
using System.Globalization;
using System.Linq;
using Lstm.Training.Search;
using Xunit;

namespace Lstm.Trainer.Tests.Search;

/// <summary>What a search tries, and how far.</summary>
public class SearchSpaceTests
{
    [Fact]
    public void A_trial_depends_on_the_seed_and_its_number_alone()
    {
        var space = Space("units=4:64", "learning-rate=0.0001:0.1");
        Assert.Equal(space.Of(7, 5), space.Of(7, 5));
        Assert.NotEqual(space.Of(7, 5), space.Of(8, 5));
        Assert.Equal(20, Enumerable.Range(1, 20).Select(trial => space.Of(7, trial)[1].Value).Distinct().Count());
        Assert.Equal(space.Of(7, 5), Space("units=4:64", "learning-rate=0.0001:0.1", "dropout=0:0.5").Of(7, 5).Take(2)); // another option moves none before it
    }

    [Fact]
    public void Lists_alone_are_tried_each_combination_once()
    {
        var space = Space("units=4,8,16", "cell=lstm,gru");
        Assert.Equal(6, space.Count);
        string[] tried = [.. Enumerable.Range(1, 6).Select(trial => string.Join(' ', space.Of(3, trial).Select(setting => setting.Value)))];
        Assert.Equal(6, tried.Distinct().Count());
        Assert.NotEqual(tried, Enumerable.Range(1, 6).Select(trial => string.Join(' ', space.Of(4, trial).Select(setting => setting.Value))));
        Assert.Null(Space("units=4,8", "dropout=0:0.5").Count);
    }

    [Theory]
    [InlineData("units=4:64", 4, 64, 16)]
    [InlineData("learning-rate=0.0001:0.1", 0.0001, 0.1, 0.00316)]
    [InlineData("dropout=0:0.5", 0, 0.5, 0.25)]
    public void A_range_is_drawn_by_ratio(string text, double low, double high, double median)
    {
        var space = Space(text);
        double[] values = [.. Enumerable.Range(1, 999).Select(trial => double.Parse(space.Of(1, trial)[0].Value, CultureInfo.InvariantCulture)).Order()];
        Assert.InRange(values[0], low, low + (0.1 * (high - low)));
        Assert.InRange(values[^1], 0.9 * high, high);
        Assert.InRange(values[499] / median, 0.8, 1.25);
        Assert.True(text.StartsWith("units", StringComparison.Ordinal) == values.All(value => value == Math.Floor(value)));
    }

    [Theory]
    [InlineData("units")]
    [InlineData("=3")]
    [InlineData("units=")]
    [InlineData("units=3,,4")]
    [InlineData("units=3,3")]
    [InlineData("units=4:2")]
    public void What_is_no_list_and_no_range_is_refused(string text) => Assert.NotNull(TriedOption.Parse(text).Fault);

    /// <summary>A bracket of the Hyperband paper's table 1, R = 81 and η = 3.</summary>
    [Fact]
    public void Halving_has_the_budgets_of_the_paper() => Assert.Equal([(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)], Rungs.Of(81, 81, 3).Select(rung => (rung.Trials, rung.Epochs)));

    [Theory]
    [InlineData(10, 100, 3, "10x11 3x33 1x100")]
    [InlineData(27, 9, 3, "27x1 9x3 3x9")]
    [InlineData(5, 1, 2, "5x1")]
    [InlineData(1, 50, 4, "1x50")]
    public void Halving_goes_as_far_down_as_trials_and_epochs_allow(int trials, int epochs, int factor, string rungs) =>
        Assert.Equal(rungs, string.Join(' ', Rungs.Of(trials, epochs, factor).Select(rung => FormattableString.Invariant($"{rung.Trials}x{rung.Epochs}"))));

    private static SearchSpace Space(params string[] options) => new([.. options.Select(text => TriedOption.Parse(text).Option!)]);
}
