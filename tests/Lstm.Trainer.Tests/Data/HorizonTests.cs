using System.Linq;
using System.Text.Json;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Several horizons, columns and quantiles: an output each, and no row sees more of the future than its targets.</summary>
public class HorizonTests : DataFolder
{
    private const string Table = "a,b\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n";

    [Theory]
    [InlineData("1", "1")]
    [InlineData("3,1", "1,3")]
    [InlineData("1-4", "1-4")]
    [InlineData("12,1-3,24,25", "1-3,12,24,25")]
    [InlineData("2,2", "2")]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData("1,", null)]
    [InlineData("3-1", null)]
    [InlineData("-1", null)]
    [InlineData("1-2-3", null)]
    [InlineData("1-99999", null)]
    [InlineData("one", null)]
    public void A_horizon_is_read_and_written(string text, string? expected) => Assert.Equal(expected, Horizon.Parse(text)?.ToString());

    /// <summary>A card of one horizon is what it was.</summary>
    [Theory]
    [InlineData("0", "0")]
    [InlineData("12", "12")]
    [InlineData("[1,3]", "1,3")]
    public void A_card_has_a_number_or_several(string json, string expected)
    {
        var horizon = JsonSerializer.Deserialize<Horizon>(json)!;
        Assert.Equal(expected, horizon.ToString());
        Assert.Equal(json, JsonSerializer.Serialize(horizon));
    }

    [Fact]
    public void Each_column_has_each_horizon()
    {
        var data = Raw("x.csv", Table, options => options with { Target = new NumberTarget(["b", "a"]), Horizon = new Horizon([3, 1]) });
        Assert.Equal(["b+1", "b+3", "a+1", "a+3"], data.OutputNames);
        Assert.Equal(["b", "a"], data.TargetNames);
        var sequence = data.Train.Single();
        Assert.Equal([1f, 10, 2, 20, 3, 30], sequence.Inputs); // the last three rows have no row 3 later
        Assert.Equal([20f, 40, 2, 4, 30, 50, 3, 5, 40, 60, 4, 6], sequence.Targets);
    }

    [Fact]
    public void And_each_of_these_its_quantiles()
    {
        var data = Raw("x.csv", Table, options => options with { Target = new NumberTarget(["b"]), Horizon = new Horizon([1, 2]), Quantiles = [0.1f, 0.9f], TargetScaling = Scaling.MinMax });
        Assert.Equal(["b+1_q0.1", "b+1_q0.9", "b+2_q0.1", "b+2_q0.9"], data.OutputNames);
        Assert.Equal([20f, 20, 30, 30], data.InOwnUnits.Train[0].Targets[..4]);
        Assert.Equal([0.2f, 0.2f, 0.4f, 0.4f], data.Train[0].Targets[..4]);
        Assert.Equal([10.0, 10, 10, 10], data.TargetScaling!.Centre);
    }

    [Fact]
    public void A_window_has_the_targets_of_its_own_steps()
    {
        var data = Raw("x.csv", Table, options => options with { Target = new NumberTarget(["a"]), Inputs = ["a"], Horizon = new Horizon([1, 2]), Windows = new Windowing(2, 2) });
        Assert.Equal([2f, 3, 3, 4], data.Train[0].Targets);
        Assert.Equal([4f, 5, 5, 6], data.Train[1].Targets);
        data = Raw("x.csv", Table, options => options with { Target = new NumberTarget(["a"]), Inputs = ["a"], Horizon = new Horizon([1, 2]), TargetAt = TargetAt.LastStep });
        Assert.Equal([5f, 6], data.Train[0].Targets);
    }

    /// <summary>Rows beyond the farthest target change neither the inputs nor the targets of a forecast, and no part reaches into the next.</summary>
    [Fact]
    public void Later_rows_change_nothing()
    {
        string Rows(int last) => "x\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{(row < last ? row : 1000 + row)}\n"));
        Sequence First(string text) => Raw("x.csv", text, options => options with { Horizon = new Horizon([1, 4]), Split = new SplitByTime(0.3, 0) }).Train.Single();
        var one = First(Rows(20));
        Assert.Equal(10, one.Length); // of 14
        Assert.Equal(one.Targets, First(Rows(14)).Targets);
        Assert.Equal([9f + 1, 9 + 4], one.Targets[^2..]);
    }

    [Fact]
    public void Classes_have_one() =>
        Assert.Contains("Several horizons are for targets that are numbers", Complaint(() => Raw("x.csv", "a,c\n1,p\n2,q\n3,p\n", options => options with { Target = new ClassTarget("c"), Horizon = new Horizon([1, 2]) })));
}
