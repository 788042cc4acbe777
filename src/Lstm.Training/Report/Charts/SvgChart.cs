using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Charts;

/// <summary>A drawing with two axes, put together piece by piece; later pieces lie over earlier ones.</summary>
internal sealed class SvgChart
{
    // What labels above each other need, also in the larger letters of narrow screens.
    private const double LineHeight = 17;

    private readonly ChartBox box;
    private readonly Axis x;
    private readonly Axis y;
    private readonly HtmlWriter body = new();

    public SvgChart(ChartBox box, Axis x, Axis y)
    {
        this.box = box;
        this.x = x;
        this.y = y;
    }

    /// <summary>A curve; gaps where a value is not finite. Points that stand alone become dots.</summary>
    public void Line(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string kind)
    {
        double[] left = [.. xs.Select(PlaceX)], top = [.. ys.Select(PlaceY)];
        var path = new StringBuilder();
        var alone = new StringBuilder();
        foreach (var piece in Curve.Pieces(left, top))
        {
            if (piece.Count == 1)
            {
                Dot(alone, piece[0].X, piece[0].Y);
                continue;
            }
            for (int n = 0; n < piece.Count; n++)
            {
                path.Append(n == 0 ? 'M' : 'L').Append(Numbers.Place(piece[n].X)).Append(' ').Append(Numbers.Place(piece[n].Y));
            }
        }
        Path(path, "line " + kind);
        Path(alone, "dots big " + kind);
    }

    /// <summary>A dot for each pair.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, string kind)
    {
        var path = new StringBuilder();
        foreach (var (px, py) in points)
        {
            double left = PlaceX(px), top = PlaceY(py);
            if (!double.IsNaN(left) && !double.IsNaN(top))
            {
                Dot(path, left, top);
            }
        }
        Path(path, "dots " + kind);
    }

    /// <summary>A bar from the bottom of the plot.</summary>
    public void Bar(double from, double to, double value, string kind)
    {
        double left = PlaceX(from), right = PlaceX(to), top = PlaceY(value);
        if (value > 0 && right - left > 0)
        {
            body.Empty("rect", ("class", "bar " + kind), ("x", Numbers.Place(left + 0.5)), ("y", Numbers.Place(top)), ("width", Numbers.Place(Math.Max(0.5, right - left - 1))), ("height", Numbers.Place(box.Height - box.Bottom - top)));
        }
    }

    /// <summary>A line from bottom to top with a label; labels of one chart get rows of their own.</summary>
    public void Mark(double at, string label, string kind, int row = 0)
    {
        double left = PlaceX(at);
        if (double.IsNaN(left))
        {
            return;
        }
        bool flip = left > box.Left + (0.6 * box.PlotWidth);
        Segment(left, box.Top, left, box.Height - box.Bottom, "mark " + kind);
        Label(label, left + (flip ? -5 : 5), box.Top + 11 + (14 * row), flip ? "label end" : "label");
    }

    /// <summary>A straight line between two points.</summary>
    public void Between(double x1, double y1, double x2, double y2, string kind) => Segment(PlaceX(x1), PlaceY(y1), PlaceX(x2), PlaceY(y2), kind);

    /// <summary>A label in the plot, in its middle above a value.</summary>
    public void Over(double at, string label, string kind) => Label(label, PlaceX(at), box.Top + (box.PlotHeight / 2) + 4, kind);

    /// <summary>An image that fills the plot, one pixel a cell.</summary>
    public void Image(string dataUri, params (string Name, string? Value)[] attributes) => body.Empty(
        "image",
        [("class", "map"), ("href", dataUri), ("x", Numbers.Place(box.Left)), ("y", Numbers.Place(box.Top)), ("width", Numbers.Place(box.PlotWidth)), ("height", Numbers.Place(box.PlotHeight)), ("preserveAspectRatio", "none"), .. attributes]);

    /// <summary>Writes the drawing.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="description">What a person who does not see it should know.</param>
    /// <param name="across">What the axis below says; null to leave it out.</param>
    /// <param name="upward">What the axis at the left says; null for no words.</param>
    public void WriteTo(HtmlWriter html, string description, string? across, string? upward)
    {
        if (box.SharesAxis || box.Width < ChartBox.Wide.Width)
        {
            WriteDrawing(html, description, across, upward);
            return;
        }
        using (html.Block("div", ("class", "wideblock"), ("tabindex", "0"), ("role", "group"), ("aria-label", "A chart that scrolls sideways on narrow screens")))
        {
            WriteDrawing(html, description, across, upward);
        }
    }

    /// <summary>A text cut to a length.</summary>
    public static string Short(string text, int length) => text.Length <= length ? text : text[..Math.Max(1, length - 1)] + "…";

    private void WriteDrawing(HtmlWriter html, string description, string? across, string? upward)
    {
        string plot = string.Join(' ', new[] { box.Left, box.Top, box.PlotWidth, box.PlotHeight }.Select(Numbers.Place));
        using (html.Block("svg", ("class", box.Width >= ChartBox.Wide.Width ? "chart wide" : "chart"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {box.Width} {box.Height}")), ("role", "img"), ("aria-label", description), ("data-plot", plot)))
        {
            html.Empty("rect", ("class", "plot"), ("x", Numbers.Place(box.Left)), ("y", Numbers.Place(box.Top)), ("width", Numbers.Place(box.PlotWidth)), ("height", Numbers.Place(box.PlotHeight)));
            WriteTicks(html, across is not null);
            html.Append(body);
            double bottom = box.Height - box.Bottom;
            if (across is not null)
            {
                html.Element("text", Short(across, 90), ("class", "name middle"), ("x", Numbers.Place(box.Left + (box.PlotWidth / 2))), ("y", Numbers.Place(bottom + 33)));
            }
            if (upward is not null)
            {
                double middle = box.Top + (box.PlotHeight / 2);
                html.Element("text", Short(upward, (int)(box.PlotHeight / 6)), ("class", "name middle"), ("x", "13"), ("y", Numbers.Place(middle)), ("transform", $"rotate(-90 13 {Numbers.Place(middle)})"));
            }
        }
    }

    private void WriteTicks(HtmlWriter html, bool across)
    {
        double bottom = box.Height - box.Bottom;
        foreach (var tick in across ? x.Ticks : [])
        {
            string left = Numbers.Place(PlaceX(tick.Value));
            html.Empty("line", ("class", "grid"), ("x1", left), ("x2", left), ("y1", Numbers.Place(box.Top)), ("y2", Numbers.Place(bottom + 4)));
            html.Element("text", tick.Label, ("class", "tick middle"), ("x", left), ("y", Numbers.Place(bottom + 17)));
        }
        double below = double.PositiveInfinity;
        foreach (var tick in y.Ticks.OrderBy(tick => tick.Value))
        {
            if (below - PlaceY(tick.Value) < LineHeight)
            {
                continue;
            }
            below = PlaceY(tick.Value);
            string top = Numbers.Place(below);
            html.Empty("line", ("class", "grid"), ("x1", Numbers.Place(box.Left - 4)), ("x2", Numbers.Place(box.Width - box.Right)), ("y1", top), ("y2", top));
            html.Element("text", tick.Label, ("class", "tick end"), ("x", Numbers.Place(box.Left - 7)), ("y", Numbers.Place(below + 4)));
        }
    }

    private static void Dot(StringBuilder path, double left, double top) => path.Append('M').Append(Numbers.Place(left)).Append(' ').Append(Numbers.Place(top)).Append("h0");

    private void Path(StringBuilder path, string kind)
    {
        if (path.Length > 0)
        {
            body.Empty("path", ("class", kind), ("d", path.ToString()));
        }
    }

    private void Segment(double x1, double y1, double x2, double y2, string kind) =>
        body.Empty("line", ("class", kind), ("x1", Numbers.Place(x1)), ("y1", Numbers.Place(y1)), ("x2", Numbers.Place(x2)), ("y2", Numbers.Place(y2)));

    private void Label(string text, double left, double top, string kind) =>
        body.Element("text", text, ("class", kind), ("x", Numbers.Place(left)), ("y", Numbers.Place(top)));

    private double PlaceX(double value) => box.Left + (box.PlotWidth * Inside(x.Position(value)));

    private double PlaceY(double value) => box.Height - box.Bottom - (box.PlotHeight * Inside(y.Position(value)));

    private static double Inside(double position) => Math.Clamp(position, 0, 1);
}
