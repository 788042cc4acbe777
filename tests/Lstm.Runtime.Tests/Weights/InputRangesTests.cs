using System;
using System.Globalization;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>The plausible ranges of a network's inputs: their text, what is inside, and how a weight file carries them.</summary>
public class InputRangesTests
{
    [Theory]
    [InlineData("-3.5:12,:100,0:")]
    [InlineData(":,:,:")]
    [InlineData("0:0,1E-45:1.1754944E-38,-16777216:3.4028233E+38")]
    public void Text_goes_there_and_back_in_every_culture(string text)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(text, InputRanges.Parse(text, 3).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_first_value_outside_is_found()
    {
        var ranges = InputRanges.Parse("-3.5:12,:100,0:", 3);
        Assert.Equal(-1, ranges.FirstOutside([-3.5f, 100f, 0f]));
        Assert.Equal(-1, ranges.FirstOutside([12f, float.MinValue, float.MaxValue]));
        Assert.Equal(0, ranges.FirstOutside([MathF.BitDecrement(-3.5f), 200f, 0f]));
        Assert.Equal(0, ranges.FirstOutside([MathF.BitIncrement(12f), 0f, 0f]));
        Assert.Equal(1, ranges.FirstOutside([0f, MathF.BitIncrement(100f), -1f]));
        Assert.Equal(2, ranges.FirstOutside([0f, 0f, -float.Epsilon]));
        Assert.Equal((-3.5f, 12f, float.MinValue, 0f, float.MaxValue), (ranges.Low(0), ranges.High(0), ranges.Low(1), ranges.Low(2), ranges.High(2)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_not_finite_is_outside_every_range(float value)
    {
        Assert.Equal(1, InputRanges.Unbounded(2).FirstOutside([0f, value]));
        Assert.Equal(0, new InputRanges([float.NegativeInfinity], [float.PositiveInfinity]).FirstOutside([value]));
        Assert.Equal(":,:", InputRanges.Unbounded(2).ToString());
    }

    [Fact]
    public void A_sample_of_another_length_is_refused() =>
        Assert.Contains("A sample has 2 values; the span has 3.", Assert.Throws<ArgumentException>(() => InputRanges.Unbounded(2).FirstOutside([1f, 2f, 3f])).Message);

    [Fact]
    public void Asking_allocates_nothing()
    {
        var ranges = InputRanges.Parse("0:1,0:1", 2);
        float[] sample = [0.5f, 2f];
        long least = long.MaxValue;
        for (int time = 0; time < 4; time++) // the runtime's count is now and then off while other threads collect garbage
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ranges.FirstOutside(sample);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData("0:1", "1 range where 2 are expected")]
    [InlineData("0:1,0:1,", "3 ranges where 2 are expected")]
    [InlineData("", "1 range where 2")]
    [InlineData("0:1,5", "column 1 is \"5\": low:high is expected")]
    [InlineData("0:1,a:b", "column 1 is \"a:b\"")]
    [InlineData("0:1,0:1:2", "column 1 is \"0:1:2\"")]
    [InlineData("NaN:1,0:1", "column 0")]
    [InlineData(":Infinity,:", "column 0")]
    [InlineData(":1e39,:", "column 0")]
    [InlineData(":, 1:2", "column 1")]
    [InlineData("2:1,:", "column 0 is \"2:1\": the low bound is above the high one")]
    public void Malformed_text_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => InputRanges.Parse(text, 2)).Message);

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(0f, float.NaN)]
    [InlineData(2f, 1f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    public void Bounds_that_hold_no_number_are_refused(float low, float high) =>
        Assert.Contains("Column 1", Assert.Throws<ArgumentException>(() => new InputRanges([0f, low], [0f, high])).Message);

    [Fact]
    public void A_weight_file_carries_them()
    {
        Assert.Equal("0:1,:", InputRanges.Of(File("0:1,:"), 2).ToString());
        Assert.Equal(":,:", InputRanges.Of(RawFile.Parse("{}", 0), 2).ToString());
        Refused.By(() => InputRanges.Of(File("0:1"), 2), null, "1 range where 2 are expected", "low:high for each input");
        Refused.By(() => InputRanges.Of(File("0:1,1:0"), 2), null, "column 1 is \"1:0\"", "low:high for each input");
    }

    private static WeightFile File(string ranges) => RawFile.Parse($$$"""{"__metadata__":{"lstm.ranges":"{{{ranges}}}"}}""", 0);
}
