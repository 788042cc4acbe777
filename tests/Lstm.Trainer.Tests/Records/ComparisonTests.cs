using System.Linq;
using Lstm.Training.Records;
using Xunit;

namespace Lstm.Trainer.Tests.Records;

/// <summary>Runs side by side: which belong together, in what they differ, and how sure a mean is.</summary>
public class ComparisonTests
{
    /// <summary>Published tables of the two-sided 95 % and 99 % points.</summary>
    [Theory]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.975, 2, 4.303)]
    [InlineData(0.975, 3, 3.182)]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.975, 9, 2.262)]
    [InlineData(0.975, 10, 2.228)]
    [InlineData(0.975, 1000, 1.962)]
    [InlineData(0.995, 5, 4.032)]
    [InlineData(0.5, 7, 0)]
    public void Quantiles_are_those_of_the_tables(double probability, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 3);

    [Fact]
    public void An_estimate_is_the_mean_and_its_interval()
    {
        var estimate = Estimate.Of([1, 2, 3, 4, 5]);
        Assert.Equal(3, estimate.Mean);
        Assert.Equal(2.7764 * 1.58114 / 2.23607, estimate.HalfWidth, 3);
        Assert.Equal("3 ± 2", ComparisonText.Text(estimate));
        Assert.True(double.IsNaN(Estimate.Of([7]).HalfWidth));
        Assert.Equal("7", ComparisonText.Text(Estimate.Of([7])));
    }

    [Fact]
    public void Runs_that_differ_in_the_seed_alone_are_one_group()
    {
        var comparison = Comparison.Of(
        [
            MadeRecords.Run("a", MadeRecords.Record(1)),
            MadeRecords.Run("b", MadeRecords.Record(5, ("--bptt", "60"))),
            MadeRecords.Run("c", MadeRecords.Record(3, ("--seed", "2"))),
        ]);
        Assert.Equal(["a and 1 more seed", "b"], comparison.Groups.Select(group => group.Label));
        Assert.Equal(["not given", "60"], comparison.Options.Single(option => option.Name == "--bptt").Values);
        Assert.Equal(["1, 2", "1"], comparison.Options.Single(option => option.Name == "--seed").Values);
        var figure = comparison.Figures.Single(figure => figure is { Part: "validation", Metric: "RMSE", Naive: null });
        Assert.Equal(2, figure.Estimates[0]!.Mean);
        Assert.Equal(5, figure.Estimates[1]!.Mean);
        Assert.Equal(9, comparison.Figures.Single(figure => figure.Naive == "mean").Estimates[0]!.Mean);
        Assert.Empty(comparison.Notes);
    }

    /// <summary>Sums of equal numbers are rounded: 0.1 ten times has a mean that is not 0.1.</summary>
    [Fact]
    public void Runs_that_do_not_differ_are_said_not_to()
    {
        var same = Estimate.Of([.. Enumerable.Repeat(0.1, 10)]);
        Assert.Equal((0.1, 0.0), (same.Mean, same.HalfWidth));
        Assert.Equal("0.1 (the same in all 10)", ComparisonText.Text(same));
        Assert.Equal("NaN (the same in all 2)", ComparisonText.Text(Estimate.Of([double.NaN, double.NaN])));
        var comparison = Comparison.Of([MadeRecords.Run("a", MadeRecords.Record(1)), MadeRecords.Run("b", MadeRecords.Record(1, ("--seed", "2")))]);
        Assert.StartsWith("The 2 runs of a and 1 more seed do not differ in any figure", Assert.Single(comparison.Notes), System.StringComparison.Ordinal);
        Assert.Equal("9", ComparisonText.Row(comparison.Figures.Single(figure => figure.Naive == "mean")).Last());
    }

    [Fact]
    public void The_same_seed_again_is_no_second_seed()
    {
        var comparison = Comparison.Of([MadeRecords.Run("a", MadeRecords.Record(1)), MadeRecords.Run("b", MadeRecords.Record(1))]);
        Assert.Equal(["a", "b"], comparison.Groups.Select(group => group.Label));
        Assert.Contains(comparison.Notes, note => note.StartsWith("Each run has one seed", System.StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_compare_is_told()
    {
        var other = MadeRecords.Record(1, ("the content of the training data", "b")) with { Outputs = ["z"] };
        var notes = Comparison.Of([MadeRecords.Run("a", MadeRecords.Record(1)), MadeRecords.Run("b", other)]).Notes;
        Assert.Contains(notes, note => note.Contains("the same training data", System.StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("their outputs differ", System.StringComparison.Ordinal));
    }

    [Fact]
    public void A_figure_that_one_run_lacks_is_a_dash()
    {
        var without = MadeRecords.Record(1, ("--bptt", "60")) with { Parts = [] };
        var figure = Comparison.Of([MadeRecords.Run("a", MadeRecords.Record(1)), MadeRecords.Run("b", without)]).Figures[0];
        Assert.Equal(["validation RMSE", "1", "–"], ComparisonText.Row(figure));
    }
}
