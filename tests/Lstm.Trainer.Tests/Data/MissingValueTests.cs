using System;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>What becomes of missing values.</summary>
public sealed class MissingValueTests : DataFolder
{
    private const string Gaps = "a,y\n,0\n1,1\n?,2\nNA,\n4,4\nnull,5\n";

    [Theory]
    [InlineData(MissingValues.HoldLast, "1 1 1 4 4", "1 2 NaN 4 5")]
    [InlineData(MissingValues.Linear, "1 1 2 3 4 4", "0 1 2 NaN 4 5")]
    [InlineData(MissingValues.DropRow, "1 4", "1 4")]
    public void Policies(MissingValues policy, string inputs, string targets)
    {
        var sequence = Raw("x.csv", Gaps, options => Options(options, policy)).Train[0];
        Assert.Equal(inputs, string.Join(' ', sequence.Inputs));
        Assert.Equal(targets, string.Join(' ', sequence.Targets));
    }

    [Fact]
    public void Masked_targets_take_no_part_but_inputs_must_be_there()
    {
        Assert.Equal([1f, float.NaN], Raw("x.csv", "a,y\n1,1\n2,\n", options => Options(options, MissingValues.Mask)).Train[0].Targets);
        Assert.Equal(
            "x.csv, line 2, column 1 \"a\": the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)",
            Complaint(() => Raw("x.csv", Gaps, options => Options(options, MissingValues.Mask))));
    }

    [Fact]
    public void Masked_targets_do_not_count_for_the_mean()
    {
        var data = Raw("x.csv", "a,y\n1,1\n2,\n3,3\n", options => Options(options, MissingValues.Mask) with { TargetScaling = Scaling.MeanAndDeviation });
        Assert.Equal(2, data.TargetScaling!.Centre[0]);
        Assert.Equal(1, data.TargetScaling.Scale[0]);
    }

    [Fact]
    public void A_step_without_a_class()
    {
        const string text = "a,y\n1,p\n2,\n3,q\n";
        var target = new ClassTarget("y");
        Assert.Equal([0, -1, 1], Raw("x.csv", text, options => options with { Target = target, Missing = MissingValues.Mask }).Train[0].Classes);
        Assert.Equal([0, 1], Raw("x.csv", text, options => options with { Target = target, Missing = MissingValues.DropRow }).Train[0].Classes);
        Assert.Equal(
            "x.csv, line 3, column 2 \"y\": the class is missing; mask it, or let its row be dropped (--missing mask or drop)",
            Complaint(() => Raw("x.csv", text, options => options with { Target = target })));
    }

    [Fact]
    public void No_class_at_all() =>
        Assert.Equal(
            "x.csv, column 2 \"y\": expected the names of classes, found none",
            Complaint(() => Raw("x.csv", "a,y\n1,\n2,?\n", options => options with { Target = new ClassTarget("y"), Missing = MissingValues.Mask })));

    [Fact]
    public void A_line_is_not_drawn_across_the_border_of_a_part()
    {
        var data = Raw("x.csv", "a,y\n1,0\n,0\n,0\n7,0\n", options => Options(options, MissingValues.Linear) with { Split = new SplitByTime(0.5, 0) });
        Assert.Equal([1f, 1f], data.Train[0].Inputs);
        Assert.Equal([7f, 7f], data.Validation[0].Inputs);
    }

    [Theory]
    [InlineData(MissingValues.Linear, "x.csv: column 1 \"a\" has no value at all in one part of the data; there is nothing to interpolate.")]
    [InlineData(MissingValues.HoldLast, "x.csv: nothing is left of the data; sequences too short for a step with a target: 1 of 1")]
    public void Nothing_to_fill_from(MissingValues policy, string message) =>
        Assert.Equal(message, Complaint(() => Raw("x.csv", "a,y\n?,1\n,2\n", options => Options(options, policy))));

    private static DataOptions Options(DataOptions options, MissingValues policy) => options with { Target = new NumberTarget(["y"]), Missing = policy };
}
