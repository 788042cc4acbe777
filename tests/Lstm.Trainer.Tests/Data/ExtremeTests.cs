using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>A few readings that decide a column's scale are named with their place, and do not decide it where they need not.</summary>
public sealed class ExtremeTests : DataFolder
{
    [Fact]
    public void One_reading_of_many_is_named_with_its_line()
    {
        var data = Read(Recording((17, "1e30")));
        string warning = Assert.Single(data.Warnings);
        Assert.StartsWith($"Input column 1 \"a\": one value decides its scale (1E+30, {At("x.csv")}, line 19). Without it the standard deviation is ", warning, StringComparison.Ordinal);
        Assert.Contains("--input-scaling robust", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Scaling.MeanAndDeviation, "standard deviation")]
    [InlineData(Scaling.MinMax, "range")]
    [InlineData(Scaling.None, "standard deviation")]
    public void A_sensors_mark_for_a_fault_is_enough(Scaling scaling, string spread)
    {
        string warning = Assert.Single(Read(Recording((17, "-999"), (230, "-999"), (231, "-999")), scaling).Warnings);
        Assert.Contains("3 of 401 values decide its scale (the farthest is -999", warning, StringComparison.Ordinal);
        Assert.Contains($"Without them the {spread} is", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_is_named_too()
    {
        string warning = Assert.Single(DataSet.Read(new DataOptions { Path = Write("x.csv", Recording((17, "1e30"))), Inputs = ["b"], Target = new NumberTarget(["a"]) }).Warnings);
        Assert.StartsWith("Target column 1 \"a\": one value decides its scale", warning, StringComparison.Ordinal);
        Assert.Contains("--target-scaling robust", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_varies_as_recordings_do_is_not_named()
    {
        Assert.Empty(Read(Recording()).Warnings);
        Assert.Empty(Read(Recording((17, "9"))).Warnings); // nine deviations from its mean
        Assert.Empty(Read(string.Concat(Enumerable.Range(0, 400).Select(n => n == 7 ? "1,2,0\n" : "0,2.5,0\n").Prepend("a,b,y\n")), ["a"]).Warnings); // a flag
        Assert.Empty(Read("a,b,y\n1,1,0\n2,2,0\n3,3,0\n1e6,4,0\n", ["a", "b"]).Warnings); // too few to tell
    }

    [Fact]
    public void A_robust_scale_is_that_of_the_others()
    {
        var spoilt = Read(Recording((17, "1e30")), Scaling.Robust);
        var whole = Read(Recording(), Scaling.Robust);
        Assert.Empty(spoilt.Warnings);
        Assert.Equal(whole.InputScaling!.Scale[0], spoilt.InputScaling!.Scale[0], 0.01);
        Assert.Equal(whole.InputScaling.Centre[0], spoilt.InputScaling.Centre[0], 0.01);
        // 1, 2, 3, 4, 5: median 3, quartiles 2 and 4, which in a normal distribution are 1.349 deviations apart.
        var five = Read("a,b,y\n1,5,0\n2,3,0\n3,1,0\n4,2,0\n5,4,0\n", Scaling.Robust);
        Assert.Equal((3, 2 / 1.34898), (five.InputScaling!.Centre[0], five.InputScaling.Scale[0]), (x, y) => x.Item1 == y.Item1 && Math.Abs(x.Item2 - y.Item2) < 1e-5);
    }

    [Fact]
    public void Where_the_middle_half_is_one_value_the_deviation_of_all_but_the_extremes_is_the_scale()
    {
        string rows = string.Concat(Enumerable.Range(0, 400).Select(n => $"{(n == 9 ? "1e20" : n % 10 == 0 ? "4" : "2")},{n},0\n"));
        var data = Read("a,b,y\n" + rows, Scaling.Robust);
        Assert.Equal(2, data.InputScaling!.Centre[0]);
        Assert.Equal(2 * Math.Sqrt(40 * 359 / (399.0 * 399)), data.InputScaling.Scale[0], 1e-9);
    }

    private DataSet Read(string text, Scaling scaling = Scaling.MeanAndDeviation) => Raw("x.csv", text, options => options with { Target = new NumberTarget(["y"]), InputScaling = scaling });

    private DataSet Read(string text, string[] inputs) => Raw("x.csv", text, options => options with { Inputs = inputs, Target = new NumberTarget(["y"]), InputScaling = Scaling.MeanAndDeviation });

    /// <summary>401 rows within ±1, some of them spoilt.</summary>
    private static string Recording(params (int Row, string Value)[] spoilt)
    {
        var random = new Random(3);
        var text = new StringBuilder("a,b,y\n");
        for (int row = 0; row <= 400; row++)
        {
            string a = ((2 * random.NextDouble()) - 1).ToString("F4", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{spoilt.Where(one => one.Row == row).Select(one => one.Value).FirstOrDefault(a)},{random.NextDouble():F4},{row % 2}\n");
        }
        return text.ToString();
    }
}
