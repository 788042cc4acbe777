using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>The parts that pages are made of.</summary>
public class ChartTests
{
    [Fact]
    public void A_png_holds_its_pixels_and_the_checksums_that_its_standard_asks_for()
    {
        byte[] palette = [.. Enumerable.Range(0, 768).Select(n => (byte)(n * 7))];
        byte[] file = PngWriter.Write(3, 2, [0, 1, 2, 253, 254, 255], palette);
        var image = PngImage.Read(file);
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal([0, 1, 2, 253, 254, 255], image.Pixels);
        Assert.Equal(palette, image.Palette);
        // The end chunk has no content, so its checksum is known to everybody: AE 42 60 82.
        Assert.Equal([0, 0, 0, 0, .. Encoding.ASCII.GetBytes("IEND"), 0xAE, 0x42, 0x60, 0x82], file[^12..]);
        Assert.Throws<ArgumentException>(() => PngWriter.Write(2, 2, [1, 2, 3], palette));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colours_differ_and_their_lightness_tells_the_order(bool sequential)
    {
        byte[] palette = (sequential ? ColourScale.Sequential : ColourScale.Diverging).Palette;
        Assert.Equal(256, Enumerable.Range(0, 256).Select(n => (palette[3 * n], palette[(3 * n) + 1], palette[(3 * n) + 2])).Distinct().Count());
        double Luminance(int n) => (0.2126 * Linear(palette[3 * n])) + (0.7152 * Linear(palette[(3 * n) + 1])) + (0.0722 * Linear(palette[(3 * n) + 2]));
        int top = sequential ? 254 : 127;
        Assert.All(Enumerable.Range(1, top / 4).Select(n => 4 * n), n => Assert.True(Luminance(n) > Luminance(n - 4), $"{n}"));
        Assert.True(sequential || Enumerable.Range(32, 31).Select(n => 4 * n).All(n => Luminance(n + 4 > 254 ? 254 : n + 4) < Luminance(n)));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 254)]
    [InlineData(0.5, 127)]
    [InlineData(-3.0, 0)]
    [InlineData(double.PositiveInfinity, 254)]
    [InlineData(double.NaN, 255)]
    public void The_colour_of_a_value(double value, int index) => Assert.Equal(index, ColourScale.Index(value, 0, 1));

    [Fact]
    public void A_map_has_time_across_and_units_down_in_their_order()
    {
        double[,] values = { { 0, 1 }, { 0.5, 1 }, { double.NaN, 0 } };
        var map = HeatMap.Of(values, [1, 0], ValueRange.OfGate(values), 100, 100);
        Assert.Equal((3, 2), (map.Columns, map.Rows));
        Assert.Equal([254, 254, 0, 0, 127, 255], map.Cells);
        Assert.Equal(map.Cells, PngImage.OfDataUri(map.DataUri()).Pixels);
    }

    [Fact]
    public void A_map_of_more_than_fits_holds_means()
    {
        double[,] values = new double[10, 4];
        for (int t = 0; t < 10; t++)
        {
            for (int unit = 0; unit < 4; unit++)
            {
                values[t, unit] = t < 5 ? 0 : unit / 3.0;
            }
        }
        var map = HeatMap.Of(values, [0, 1, 2, 3], ValueRange.OfGate(values), 2, 2);
        Assert.Equal([0, (byte)Math.Round(254 / 6.0), 0, (byte)Math.Round(254 * 5 / 6.0)], map.Cells);
    }

    [Fact]
    public void A_range_is_zero_to_one_for_gates_and_symmetric_for_states()
    {
        Assert.Equal((0.0, 1.0), (ValueRange.OfGate(new double[,] { { 0.2, 0.4 } }).Low, ValueRange.OfGate(new double[,] { { 0.2, 0.4 } }).High));
        var relu = ValueRange.OfGate(new double[,] { { 0.2, 4 } });
        Assert.Equal((-4.0, 4.0, false), (relu.Low, relu.High, relu.Clipped));
        double[,] spike = new double[1000, 1];
        spike[500, 0] = 1000;
        for (int n = 0; n < 500; n++)
        {
            spike[n, 0] = -2;
        }
        var state = ValueRange.Signed(spike);
        Assert.Equal((-2.0, 2.0, true), (state.Low, state.High, state.Clipped));
        Assert.Equal(1, ValueRange.Signed(new double[,] { { 0, double.NaN } }).High);
    }

    [Theory]
    [InlineData(0, 1, "0.0", "1.0")]
    [InlineData(0, 100, "0", "100")]
    [InlineData(-3.2, 4.9, "-2", "4")]
    [InlineData(0.00012, 0.00019, "0.00012", "0.00018")]
    [InlineData(2e8, 9e8, "2e+8", "8e+8")]
    public void Ticks_are_round_numbers(double low, double high, string first, string last)
    {
        var ticks = Axis.Linear(low, high).Ticks;
        Assert.Equal(first, ticks[0].Label);
        Assert.Equal(last, ticks[^1].Label);
        Assert.InRange(ticks.Count, 3, 8);
    }

    [Fact]
    public void Axes_bear_any_number()
    {
        double[] hard = [0, -0.0, 1, 1e-320, -1e-300, double.Epsilon, double.MaxValue, -double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e9, 1e9 + 1e-7];
        foreach (double a in hard)
        {
            foreach (double b in hard)
            {
                foreach (var axis in (Axis[])[Axis.Around([a, b]), Axis.Linear(a, b), Axis.Log(Math.Abs(a), Math.Abs(b))])
                {
                    Assert.True(axis.Ticks.Count <= 24, $"{a} to {b}: {axis.Ticks.Count} ticks");
                    Assert.All(hard, value => Assert.True(axis.Position(value) is var p && (double.IsNaN(p) || double.IsFinite(p)), $"{value} on {a} to {b}"));
                }
            }
        }
        Assert.Equal(["1", "5", "10", "15", "20"], Axis.Counts(1, 20, 4).Ticks.Select(tick => tick.Label));
        Assert.Equal(["0.1", "1", "10", "100"], Axis.Log(0.1, 100).Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void A_long_curve_keeps_its_peaks_and_its_gaps()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(n => n / 1000.0)];
        double[] y = new double[x.Length];
        y[54_321] = 7;
        y[70_000] = double.NaN;
        var pieces = Curve.Pieces(x, y);
        Assert.Equal(2, pieces.Count);
        Assert.InRange(pieces.Sum(piece => piece.Count), 100, 450);
        Assert.Contains((x[54_321], 7.0), pieces[0]);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-12.3456, "-12.35")]
    [InlineData(0.0000012344, "1.234e-6")]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.NegativeInfinity, "-infinite")]
    public void Numbers_to_read(double value, string text) => Assert.Equal(text, Numbers.Text(value));

    [Fact]
    public void Texts_and_attributes_are_escaped()
    {
        var html = new HtmlWriter();
        html.Element("p", "<script>alert('x')</script> & \0\u202Ereversed", ("title", "\" onclick=\"x\""), ("class", null));
        Assert.Equal("<p title=\"&quot; onclick=&quot;x&quot;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; \uFFFD\uFFFDreversed</p>\n", html.ToString());
        var open = new HtmlWriter();
        open.Block("p");
        Assert.Throws<InvalidOperationException>(open.ToString);
    }

    private static double Linear(byte level) => Math.Pow(((level / 255.0) + 0.055) / 1.055, 2.4);
}
