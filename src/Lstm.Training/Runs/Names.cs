using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Runs;

/// <summary>What options and reports call things.</summary>
internal static class Names
{
    /// <summary>A loss in words.</summary>
    public static string Of(LossOptions loss) => (loss.Weights.Count > 0 ? "weighted " : "") + (loss.Focus > 0 ? $"focal (gamma {loss.Focus}) " : "") + loss.Kind switch
    {
        LossKind.MeanSquared => "mean squared error",
        LossKind.MeanAbsolute => "mean absolute error",
        LossKind.Huber => $"Huber loss (delta {loss.HuberDelta})",
        LossKind.CrossEntropy => "cross-entropy",
        LossKind.BinaryCrossEntropy => "binary cross-entropy",
        LossKind.Heads => "loss of each output",
        LossKind.Quantile => $"pinball loss (quantiles {string.Join(", ", loss.Quantiles.Select(quantile => quantile.ToString(System.Globalization.CultureInfo.InvariantCulture)))})",
        _ => $"error-to-signal ratio (pre-emphasis {loss.PreEmphasis})",
    };

    /// <summary>A scaling as its option has it.</summary>
    public static string Of(Scaling scaling) => scaling switch
    {
        Scaling.None => "none",
        Scaling.MeanAndDeviation => "standard",
        Scaling.MinMax => "minmax",
        Scaling.Robust => "robust",
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    /// <summary>A policy for missing values as its option has it.</summary>
    public static string Of(MissingValues missing) => missing switch
    {
        MissingValues.Error => "error",
        MissingValues.HoldLast => "hold",
        MissingValues.Linear => "linear",
        MissingValues.DropRow => "drop",
        MissingValues.Mask => "mask",
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing, "There is no such policy."),
    };

    /// <summary>A policy for gaps in time as its option has it.</summary>
    public static string Of(TimeGaps gaps) => gaps switch
    {
        TimeGaps.Note => "note",
        TimeGaps.Error => "error",
        TimeGaps.Split => "split",
        TimeGaps.Hold => "hold",
        _ => throw new ArgumentOutOfRangeException(nameof(gaps), gaps, "There is no such policy."),
    };

    /// <summary>The order of day and month as its option has it.</summary>
    public static string Of(DateOrder order) => order switch
    {
        DateOrder.DayFirst => "dmy",
        DateOrder.MonthFirst => "mdy",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order."),
    };

    /// <summary>The value of a resampled step as its option has it.</summary>
    public static string Of(ResampledValue value) => value switch
    {
        ResampledValue.Last => "last",
        ResampledValue.Mean => "mean",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such value."),
    };

    /// <summary>A feature of the calendar as its option has it.</summary>
    public static string Of(CalendarFeature feature) => feature switch
    {
        CalendarFeature.Hour => "hour",
        CalendarFeature.Weekday => "weekday",
        CalendarFeature.Month => "month",
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "There is no such feature."),
    };

    /// <summary>What is done with a time column, in a few words.</summary>
    public static string Of(TimeOptions time)
    {
        ArgumentNullException.ThrowIfNull(time);
        string usual = time.Period is { } period ? $", a row every {Durations.Text(period)}" : "";
        string dates = time.DateOrder is { } order ? $", dates {Of(order)}" : "";
        string resampled = time.Resample is { } to ? $", resampled to {Durations.Text(to)} ({Of(time.ResampleWith)})" : "";
        string gaps = time.Gaps == TimeGaps.Note ? "" : $", gaps: {Of(time.Gaps)}";
        return $"{InList(time.Column ?? "")}{dates}{usual}{resampled}{gaps}";
    }

    /// <summary>What each output's targets count in the loss; null where all count the same.</summary>
    public static string? Weights(Preparation preparation)
    {
        const int Most = 20;
        var weights = preparation.Loss.Weights;
        return weights.Count == 0 ? null
            : string.Join(", ", preparation.Outputs.Zip(weights, (name, weight) => FormattableString.Invariant($"{InList(name)} {weight:G4}")).Take(Most)) + (weights.Count > Most ? ", …" : "");
    }

    /// <summary>A column's or class's name as it stands among others: in quotes where it could be taken for several, or for none.</summary>
    public static string InList(string name) => name.Length == 0 || name.Trim() != name || name.IndexOfAny([',', ' ']) >= 0 ? Wording.Quote(name) : name;
}
