using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>The .ts format.</summary>
public sealed class TsTests : DataFolder
{
    private const string Header = "# what it is\n@problemName Small\n@timeStamps false\n@univariate false\n@dimensions 2\n@equalLength false\n@classLabel true left right\n@data\n";

    [Fact]
    public void Dimensions_lengths_and_classes()
    {
        var data = Raw("x.ts", Header + "1,2,3:4,5,6:right\n7:8:left\n");
        Assert.Equal(["left", "right"], data.Classes);
        Assert.Equal(["dimension1", "dimension2"], data.InputNames);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], data.Train[0].Inputs);
        Assert.Equal([1], data.Train[0].Classes);
        Assert.Equal([3, 1], data.Train.Select(sequence => sequence.Length));
        Assert.Equal("x.ts, line 10", data.Train[1].Id);
    }

    [Fact]
    public void Numbers_to_reach_and_chosen_dimensions()
    {
        var data = Raw("x.ts", "@univariate false\n@targetLabel true\n@data\n1,2:3,4:0.5\n", options => options with { Inputs = ["2"] });
        Assert.Equal([3f, 4f], data.Train[0].Inputs);
        Assert.Equal([0.5f], data.Train[0].Targets);
        Assert.Empty(data.Classes);
    }

    [Fact]
    public void Missing_values_are_filled()
    {
        var data = Raw("x.ts", Header + "1,?,3:4,5,?:left\n", options => options with { Missing = MissingValues.Linear });
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 5f], data.Train[0].Inputs);
    }

    [Theory]
    [InlineData("1,2:3:left\n", "x.ts, line 9: column 2 \"dimension2\" has 1 value, expected 2 as in column 1 \"dimension1\"")]
    [InlineData("1,2:left\n", "x.ts, line 9: found 1 dimension before the last colon, expected 2")]
    [InlineData("1:2:lefft\n", "x.ts, line 9: the class \"lefft\" is not declared; did you mean \"left\"?")]
    [InlineData("1:2:up\n", "x.ts, line 9: the class \"up\" is not declared; known here: \"left\", \"right\"")]
    [InlineData("1:x:left\n", "x.ts, line 9, column 2 \"dimension2\": expected a number, found \"x\"")]
    [InlineData("1:?:left\n", "x.ts, line 9, column 2 \"dimension2\": the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)")]
    [InlineData("", "x.ts: there is no sequence below \"@data\"")]
    public void Sequences_that_are_wrong(string sequences, string message) => Assert.Equal(message, Complaint(() => Raw("x.ts", Header + sequences)));

    [Theory]
    [InlineData("@timeStamps true\n", "x.ts, line 1: time stamps are not supported; expected \"@timeStamps false\"")]
    [InlineData("@dimension two\n", "x.ts, line 1: expected @dimension and a number from 1, found \"@dimension two\"")]
    [InlineData("@univariate perhaps\n", "x.ts, line 1: expected @univariate true or false, found \"@univariate perhaps\"")]
    [InlineData("@classLabel true\n", "x.ts, line 1: expected the classes after \"@classLabel true\", found none")]
    [InlineData("@classLabel true a b a\n", "x.ts, line 1: the class \"a\" is declared twice")]
    [InlineData("@data\n1:2\n", "x.ts, line 1: expected either \"@classLabel true\" with the classes or \"@targetLabel true\" before the data, found neither")]
    [InlineData("@problemName x\n", "x.ts: expected a line \"@data\" and sequences below it, found none")]
    [InlineData("@targetLabel true\n@univariate true\n@data\n1,2:3,4:5\n", "x.ts, line 4: found 2 dimensions before the last colon, expected 1")]
    [InlineData("@targetLabel true\n@seriesLength 3\n@data\n1,2:5\n", "x.ts, line 4: column 1 \"dimension1\" has 2 values, expected 3 as @seriesLength says")]
    [InlineData("@targetLabel true\n@data\n1,2:?\n", "x.ts, line 3, column 1 \"target\": the target is missing, and it is all there is to learn from the sequence")]
    public void Headers_that_are_wrong(string text, string message) => Assert.Equal(message, Complaint(() => Raw("x.ts", text)));

    [Fact]
    public void A_header_misspelt() =>
        Assert.EndsWith("found \"@clasLabel\"; did you mean @classLabel?", Complaint(() => Raw("x.ts", "@clasLabel true a\n")), System.StringComparison.Ordinal);

    [Fact]
    public void A_test_file_with_other_dimensions()
    {
        string test = Write("test.ts", "@classLabel true left right\n@data\n1:left\n");
        Assert.StartsWith("test.ts: its inputs are \"dimension1\", those of ", Complaint(() => Raw("x.ts", Header + "1:2:left\n", options => options with { TestPath = test })), System.StringComparison.Ordinal);
    }
}
