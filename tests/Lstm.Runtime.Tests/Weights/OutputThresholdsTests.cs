using System;
using System.Globalization;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>The thresholds of a network's outputs: their text, what is chosen, and how a weight file carries them.</summary>
public class OutputThresholdsTests
{
    [Theory]
    [InlineData("0.73", 1)]
    [InlineData("", 1)]
    [InlineData(",0.2,", 3)]
    [InlineData("1E-45,-16777216,0.1", 3)]
    public void Text_goes_there_and_back_in_every_culture(string text, int count)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(text, OutputThresholds.Parse(text, count).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Where_none_was_chosen_it_is_as_likely_as_not()
    {
        var thresholds = OutputThresholds.Parse(",0.2,", 3);
        Assert.Equal((3, 0.5f, 0.2f, 0.5f), (thresholds.Count, thresholds[0], thresholds[1], thresholds[2]));
        Assert.Equal((false, true, false), (thresholds.IsChosen(0), thresholds.IsChosen(1), thresholds.IsChosen(2)));
        Assert.Equal((0.5f, false), (OutputThresholds.None(2)[1], OutputThresholds.None(2).IsChosen(1)));
    }

    [Theory]
    [InlineData("0.5,0.5", "has 2 thresholds where 1 is expected, one for each output.")]
    [InlineData("x", "The threshold of output 0 is \"x\": expected a number, e.g. 0.73, or nothing.")]
    [InlineData("NaN", "output 0 is \"NaN\"")]
    [InlineData("Infinity", "output 0 is \"Infinity\"")]
    [InlineData("1e99", "output 0 is \"1e99\"")]
    [InlineData(" 0.5", "output 0 is \" 0.5\"")]
    [InlineData("0,5", "has 2 thresholds")]
    public void What_is_none_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => OutputThresholds.Parse(text, 1)).Message);

    [Fact]
    public void An_infinite_threshold_is_refused() =>
        Assert.Contains("output 1 is Infinity", Assert.Throws<ArgumentException>(() => new OutputThresholds([0f, float.PositiveInfinity])).Message);

    [Fact]
    public void A_weight_file_carries_them()
    {
        Assert.Equal(0.73f, OutputThresholds.Of(File("\"__metadata__\":{\"lstm.thresholds\":\"0.73\"}"), 1)[0]);
        Assert.False(OutputThresholds.Of(File("\"__metadata__\":{}"), 1).IsChosen(0));
        var refused = Assert.Throws<LstmWeightException>(() => OutputThresholds.Of(File("\"__metadata__\":{\"lstm.thresholds\":\"high\"}"), 1));
        Assert.Contains("unusable thresholds of the outputs in the metadata key \"lstm.thresholds\"", refused.Message);
    }

    private static WeightFile File(string header) => WeightFile.Parse(RawFile.Bytes($"{{{header}}}", 0), "test");
}
