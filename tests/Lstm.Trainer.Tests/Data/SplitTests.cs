using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Training, validation and test part, windows and horizons.</summary>
public sealed class SplitTests : DataFolder
{
    // The input is the row's number, so that a window shows which rows it holds.
    private static readonly string Counting = "t\n" + string.Join('\n', Enumerable.Range(0, 100));

    [Theory]
    [InlineData(0, "0 3 6", "1 4 7")]
    [InlineData(4, "0 3", "1 4")]
    public void Windows_have_a_length_and_a_stride(int extra, string first, string second)
    {
        var data = Raw("x.csv", "t\n" + string.Join('\n', Enumerable.Range(0, 12 - extra)), options => Forecast(options, 2) with { Windows = new Windowing(3, 3) });
        Assert.Equal(first, string.Join(' ', data.Train.Select(window => window.Inputs[0])));
        Assert.Equal(second, string.Join(' ', data.Train.Select(window => window.Inputs[1])));
        Assert.Equal("x.csv, window 2", data.Train[1].Id);
    }

    [Fact]
    public void A_horizon_looks_ahead_and_the_last_rows_are_left_out()
    {
        var sequence = Raw("x.csv", "a,b\n1,10\n2,20\n3,30\n4,40\n", options => options with { Target = new NumberTarget(["b"]), Horizon = 2 }).Train[0];
        Assert.Equal([1f, 10f, 2f, 20f], sequence.Inputs);
        Assert.Equal([30f, 40f], sequence.Targets);
    }

    [Fact]
    public void Classes_ahead()
    {
        var sequence = Raw("x.csv", "a,b\n1,p\n2,q\n3,r\n", options => options with { Target = new ClassTarget("b"), Horizon = 1 }).Train[0];
        Assert.Equal([1f, 2f], sequence.Inputs);
        Assert.Equal([1, 2], sequence.Classes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    public void By_time_no_part_sees_a_row_of_another(int length, int horizon)
    {
        var data = Raw("x.csv", Counting, options => Forecast(options, horizon) with { Windows = new Windowing(length, 1), Split = new SplitByTime(0.2, 0.1) });
        Assert.Equal((0, 69), Range(data.Train));
        Assert.Equal((70, 89), Range(data.Validation));
        Assert.Equal((90, 99), Range(data.Test));
        Assert.Equal(70 - horizon - length + 1, data.Train.Count);
        Assert.All(data.Train, window => Assert.Equal(window.Inputs[0] + horizon, window.Targets[0]));
    }

    [Fact]
    public void By_sequence_each_is_in_one_part_and_the_seed_decides_which()
    {
        string text = "id,a,y\n" + string.Concat(Enumerable.Range(0, 20).Select(id => $"{id},{id},0\n"));
        string Drawn(int seed)
        {
            var data = Raw("x.csv", text, options => options with { Format = new CsvFormat("id"), Target = new NumberTarget(["y"]), Split = new SplitBySequence(0.2, 0.1, seed) });
            Assert.Equal((14, 4, 2), (data.Train.Count, data.Validation.Count, data.Test.Count));
            Assert.Equal(Enumerable.Range(0, 20).Select(id => (float)id), data.Train.Concat(data.Validation).Concat(data.Test).Select(sequence => sequence.Inputs[0]).Order());
            return string.Join(' ', data.Validation.Concat(data.Test).Select(sequence => sequence.Inputs[0]));
        }
        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));
        Assert.NotEqual("0 1 2 3 4 5", Drawn(7));
    }

    [Fact]
    public void By_sequence_each_class_gives_its_share()
    {
        string text = "@classLabel true rare common\n@data\n" + string.Concat(Enumerable.Range(0, 50).Select(index => $"{index}:{(index < 10 ? "rare" : "common")}\n"));
        var data = Raw("x.ts", text, options => options with { Split = new SplitBySequence(0.2, 0.1) });
        Assert.Equal([7, 2, 1], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count(sequence => sequence.Classes[0] == 0)));
        Assert.Equal([28, 8, 4], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count(sequence => sequence.Classes[0] == 1)));
    }

    [Fact]
    public void Parts_in_files_of_their_own_use_what_was_fitted_to_the_first()
    {
        var data = DataSet.Read(new DataOptions
        {
            Path = Write("train.csv", "a,y\n0,p\n2,q\n"),
            ValidationPath = Write("validation.csv", "a,y\n4,q\n"),
            TestPath = Write("test.csv", "a,y\n6,p\n"),
            Target = new ClassTarget("y"),
        });
        Assert.Equal([-1f, 1f], data.Train[0].Inputs);
        Assert.Equal([3f], data.Validation[0].Inputs);
        Assert.Equal([5f], data.Test[0].Inputs);
        Assert.Equal([1], data.Validation[0].Classes);
    }

    [Fact]
    public void Parts_have_their_shares_of_the_whole_where_classes_do_not_divide()
    {
        string[] classes = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "c", "c"];
        string text = "id,x,y\n" + string.Concat(classes.Select((name, n) => $"{n},1,{name}\n"));
        var data = Raw("x.csv", text, options => options with { Format = new CsvFormat("id"), Target = new ClassTarget("y"), Split = new SplitBySequence(0.25, 0.25) });
        Assert.Equal([6, 3, 3], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count));
        Assert.Equal([0, 1, 2], data.Train.Select(sequence => sequence.Classes[0]).Distinct().Order());
    }

    [Fact]
    public void A_class_that_training_does_not_know()
    {
        string test = Write("test.csv", "a,y\n1,up\n2,dwon\n");
        Assert.Equal(
            "test.csv, line 3: the class \"dwon\" does not occur in the training file; did you mean \"down\"?",
            Complaint(() => Raw("x.csv", "a,y\n1,up\n2,down\n", options => options with { Target = new ClassTarget("y"), TestPath = test })));
    }

    [Fact]
    public void Sequences_too_short_for_a_window_are_reported()
    {
        const string text = "id,a,y\n1,1,1\n1,2,1\n2,3,1\n";
        var data = Raw("x.csv", text, options => Windowed(options, 2));
        Assert.Equal("The training part leaves out sequences too short for a window of 2 steps: 1 of 2.", Assert.Single(data.Warnings));
        Assert.Equal("x.csv: nothing is left of the data; sequences too short for a window of 3 steps: 2 of 2; --window-length 0 takes sequences whole", Complaint(() => Raw("x.csv", text, options => Windowed(options, 3))));
    }

    [Fact]
    public void A_part_that_gets_nothing() =>
        Assert.Equal("x.csv: the validation part is empty; its share of 0.2 of 1 sequence comes to none. It needs more data, or another share", Complaint(() => Raw("x.csv", Counting, options => Forecast(options, 1) with { Split = new SplitBySequence(0.2, 0) })));

    [Theory]
    [InlineData(0, 1, 0.1, "A window has at least 1 time step and the next begins at least 1 later, not 0 and 1.")]
    [InlineData(1, 0, 0.1, "A window has at least 1 time step and the next begins at least 1 later, not 1 and 0.")]
    [InlineData(1, 1, -0.1, "The shares of validation and test part are at least 0 and together below 1, not -0.1 and 0.5.")]
    [InlineData(1, 1, 0.5, "The shares of validation and test part are at least 0 and together below 1, not 0.5 and 0.5.")]
    [InlineData(1, 1, double.NaN, "The shares of validation and test part are at least 0 and together below 1, not NaN and 0.5.")]
    public void Windows_and_shares_out_of_range(int length, int stride, double share, string message) =>
        Assert.Equal(message, Complaint(() => Raw("x.csv", Counting, options => Forecast(options, 1) with { Windows = new Windowing(length, stride), Split = new SplitByTime(share, 0.5) })));

    [Fact]
    public void Options_that_contradict_each_other()
    {
        AssertContradiction("There is no target.", options => options with { Target = null });
        AssertContradiction("leave the target out", options => options with { Format = new TsFormat() });
        AssertContradiction("at least 0", options => options with { Split = new SplitBySequence(-1, 0) });
        AssertContradiction("number of rows from 0", options => options with { Horizon = -1 });
        AssertContradiction("targets in columns", options => options with { Horizon = 1, Target = new RemainingStepsTarget() });
        AssertContradiction("above 0", options => options with { Target = new RemainingStepsTarget(Cap: 0) });
        AssertContradiction("need test sequences", options => options with { Target = new RemainingStepsTarget(TestEndsPath: "ends.txt") });
        AssertContradiction("takes no share", options => options with { TestPath = "test.csv", Split = new SplitByTime(0, 0.1) });
        AssertContradiction("no columns to choose", options => options with { Format = new TextFormat(TokenKind.Words), Target = null, Inputs = ["a"] });
    }

    private void AssertContradiction(string message, Func<DataOptions, DataOptions> with) =>
        Assert.Contains(message, Complaint(() => DataSet.Read(with(new DataOptions { Path = At("none.csv"), Target = new NumberTarget(["y"]) }))), StringComparison.Ordinal);

    private static DataOptions Forecast(DataOptions options, int horizon) => options with { Horizon = horizon };

    private static DataOptions Windowed(DataOptions options, int length) =>
        options with { Format = new CsvFormat("id"), Target = new NumberTarget(["y"]), Windows = new Windowing(length, 1) };

    private static (float, float) Range(IReadOnlyList<Sequence> part)
    {
        float[] seen = [.. part.SelectMany(window => window.Inputs.Concat(window.Targets))];
        return (seen.Min(), seen.Max());
    }

    [Theory]
    [InlineData(TargetAt.LastStep, "b")]
    [InlineData(TargetAt.EveryStep, "a")]
    public void Sequences_with_one_class_are_drawn_by_it(TargetAt at, string first)
    {
        // 20 sequences of class a and 5 of class b at their ends; where every step counts, those with one class throughout.
        string text = "id,x,y\n" + string.Concat(Enumerable.Range(0, 25).Select(n => $"{n},1,{(n < 20 ? "a" : first)}\n{n},2,{(n < 20 ? "a" : "b")}\n"));
        foreach (int seed in new[] { 1, 2, 3, 4, 5 })
        {
            var data = Raw("x.csv", text, options => options with { Format = new CsvFormat("id"), Target = new ClassTarget("y"), TargetAt = at, Split = new SplitBySequence(0.2, 0.2, seed) });
            Assert.Equal([3, 1, 1], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count(sequence => sequence.Classes[^1] == 1)));
        }
    }

    [Fact]
    public void A_class_that_training_does_not_show_is_told()
    {
        string test = Write("test.ts", "@classLabel true a b c d\n@data\n1,2:b\n1,2:c\n");
        var data = Raw("x.ts", "@classLabel true a b c d\n@data\n1,2:a\n2,2:d\n", options => options with { TestPath = test });
        Assert.Equal("The training part has no example of the classes \"b\", \"c\": there is an output for each, but nothing to learn it from.", Assert.Single(data.Warnings));
        data = Raw("x.csv", "id,x,y\n1,1,a\n2,2,a\n3,3,b\n", options => options with { Format = new CsvFormat("id"), Target = new ClassTarget("y"), Split = new SplitByTime(0, 0) });
        Assert.Empty(data.Warnings);
    }
}
