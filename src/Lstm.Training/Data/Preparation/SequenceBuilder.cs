using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>Makes sequences to learn from out of series: targets ahead, windows, standardised floats, indices.</summary>
/// <param name="set">The names of their columns.</param>
/// <param name="inputs">What the inputs go through; null for nothing.</param>
/// <param name="targets">What the targets go through; null for nothing.</param>
/// <param name="classes">The indices of labels; null if targets are numbers.</param>
/// <param name="tokens">The indices of tokens; null if inputs are numbers.</param>
/// <param name="options">Horizon, windows, and at which steps there is a target.</param>
internal sealed class SequenceBuilder(SeriesSet set, Standardisation? inputs, Standardisation? targets, Vocabulary? classes, Vocabulary? tokens, DataOptions options)
{
    /// <summary>The sequences of one series: itself or its windows; none if it is too short.</summary>
    public IReadOnlyList<Sequence> Build(Series series)
    {
        RequireKnown(series);
        var ahead = series.Ahead(options.Horizon.Rows);
        var observed = Observed(series);
        if (options.Windows is { } windows)
        {
            return [.. windows.Starts(ahead.Length).Select((start, window) => Finish($"{series.Id}, window {window + 1}", ahead.Cut(start, windows.Length)) with { Whole = series.Id, Observed = observed, FirstObserved = start })];
        }
        return ahead.Length == 0 ? [] : [Finish(series.Id, ahead) with { Observed = observed }];
    }

    /// <summary>What a naive forecast starts from; null where nothing is forecast, and where the targets do not have their own units.</summary>
    private ObservedTargets? Observed(Series series) =>
        options.Horizon.Longest == 0 || series.OneTarget || targets is not null || tokens is not null ? null
        : classes is null ? new ObservedTargets(Numbers(series, series.Targets, null, set.Targets), set.Targets.Count)
        : new ObservedTargets(Array.ConvertAll(Indices(series.Labels, classes), index => index < 0 ? float.NaN : index), 1);

    private Sequence Finish(string id, Series series) => new(
        id,
        series.Length,
        Numbers(series, series.Inputs, inputs, set.Inputs),
        AtTargetSteps(series, Targets(series), set.Targets.Count * PerTarget),
        AtTargetSteps(series, Indices(series.Labels, classes), 1),
        Indices(series.Tokens, tokens))
    {
        Steps = series.Steps,
        Times = options.InputsOnly && series.TimeFormat is { } format ? [.. series.Times.Select(format.Write)] : null, // of training data nobody asks
    };

    /// <summary>Outputs for each target column.</summary>
    private int PerTarget => Math.Max(1, options.Horizon.Rows.Count) * Math.Max(1, options.Quantiles.Count);

    /// <summary>The target of each output: that of its column and horizon, once for each quantile.</summary>
    private float[] Targets(Series series)
    {
        float[] numbers = Numbers(series, Learnt(series), targets, set.Targets, Math.Max(1, options.Horizon.Rows.Count));
        return options.Quantiles.Count < 2 ? numbers : [.. numbers.SelectMany(number => Enumerable.Repeat(number, options.Quantiles.Count))];
    }

    private double[] Learnt(Series series) => options.NetworkAddsInputs ? FinalSkip.Differences(series, set.Targets.Count) : series.Targets;

    private T[] AtTargetSteps<T>(Series series, T[] values, int width) =>
        options.TargetAt == TargetAt.LastStep && !series.OneTarget && values.Length > 0 ? values[^width..] : values;

    /// <param name="series">Whose they are.</param>
    /// <param name="values">Row by row.</param>
    /// <param name="standardisation">Of the columns; null for none.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="each">Values of each column in a row.</param>
    private static float[] Numbers(Series series, double[] values, Standardisation? standardisation, IReadOnlyList<Column> columns, int each = 1)
    {
        float[] result = new float[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            int column = index / each % columns.Count;
            result[index] = (float)(standardisation?.Apply(column, values[index]) ?? values[index]);
            if (float.IsInfinity(result[index]))
            {
                var place = series.Place(index / each / columns.Count, columns[column]);
                throw new DataException(place, $"{values[index]} is so far from the values of the training part that it does not fit a float once scaled");
            }
        }
        return result;
    }

    /// <summary>Indices of names that are known, −1 where there is none.</summary>
    private static int[] Indices(string[] names, Vocabulary? vocabulary) => Array.ConvertAll(names, name => name.Length == 0 ? -1 : vocabulary!.IndexOf(name)!.Value);

    private void RequireKnown(Series series)
    {
        int unknown = Array.FindIndex(series.Labels, label => label.Length > 0 && classes!.IndexOf(label) is null);
        if (unknown >= 0)
        {
            string name = series.Labels[unknown];
            string message = tokens is null
                ? $"the class {Wording.Quote(name)} does not occur in the training file{Wording.Advice(Suggestion.Nearest(name, classes!.Tokens), classes.Tokens)}"
                : $"the token {Wording.Quote(name)} does not occur in the training part; train with --unknown-tokens reserve to have an entry for such tokens";
            throw new DataException(series.Place(unknown), message);
        }
    }
}
