namespace Lstm.Training.Report.Charts;

/// <summary>The size of a drawing and the room around its plot, in units of the drawing.</summary>
internal sealed record ChartBox(double Width, double Height, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Two of them fit side by side.</summary>
    public static ChartBox Half { get; } = new(480, 280, 64, 14, 14, 44);

    /// <summary>The whole width.</summary>
    public static ChartBox Wide { get; } = new(960, 280, 72, 14, 16, 44);

    /// <summary>The whole width over a time axis that many drawings share.</summary>
    public static ChartBox Strip(double plotHeight, bool timeAxis = false) => new(960, plotHeight + (timeAxis ? 46 : 14), 72, 9, 16, timeAxis ? 37 : 5) { SharesAxis = true };

    /// <summary>Whether it belongs to a stack that scrolls as one; others scroll by themselves where they are wider than the page.</summary>
    public bool SharesAxis { get; private init; }

    /// <summary>How wide the plot is.</summary>
    public double PlotWidth => Width - Left - Right;

    /// <summary>How high the plot is.</summary>
    public double PlotHeight => Height - Top - Bottom;
}
