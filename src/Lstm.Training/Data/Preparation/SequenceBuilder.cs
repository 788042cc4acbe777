using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>Makes sequences to learn from out of series: targets ahead, windows, standardised floats, indices; and the same in the data's own units.</summary>
/// <param name="set">The names of their columns.</param>
/// <param name="inputs">What the inputs go through; null for nothing.</param>
/// <param name="targets">What the targets go through; null for nothing.</param>
/// <param name="classes">The indices of labels; null if targets are numbers.</param>
/// <param name="tokens">The indices of tokens; null if inputs are numbers.</param>
/// <param name="options">Horizon, windows, and at which steps there is a target.</param>
internal sealed class SequenceBuilder(SeriesSet set, Standardisation? inputs, Standardisation? targets, Vocabulary? classes, Vocabulary? tokens, DataOptions options)
{
    private readonly NumberStore store = options.Store;

    /// <summary>
    /// The sequences of one series: itself or its windows; none if it is too short. Its numbers become floats in their place, so that nobody can ask
    /// for it afterwards.
    /// </summary>
    public IReadOnlyList<BuiltSequence> Build(Series series)
    {
        RequireKnown(series);
        var ahead = series.Ahead(options.Horizon.Rows, store);
        if (ahead.Length == 0)
        {
            return [];
        }
        var labels = AtTargetSteps(ahead, Indices(ahead.Labels, classes), 1);
        var indices = Indices(ahead.Tokens, tokens);
        var (trainedTargets, ownTargets, observed) = Targets(series, ahead); // first: a difference looks at the input
        var (trainedInputs, ownInputs) = Floats(ahead, ahead.Inputs, inputs, set.Inputs);
        Sequence Whole(Values<float> floats, Values<float> goals) => new(series.Id, ahead.Length, floats, goals, labels, indices)
        {
            Steps = ahead.Steps,
            Times = (options.InputsOnly || options.KeepsTimes) && ahead.TimeFormat is { } format ? new WrittenTimes(ahead.Times, format) : null, // of training data nobody asks
        };
        var built = new BuiltSequence(Whole(trainedInputs, trainedTargets), Whole(ownInputs, ownTargets) with { Observed = observed });
        return options.Windows is null ? [built.Select(whole => whole with { Targets = AtTargetSteps(ahead, whole.Targets, TargetWidth) })]
            : [.. options.Windows.Starts(ahead.Length).Select((start, window) => built.Select(whole => Window(whole, ahead, start, window)))];
    }

    /// <summary>Values of a row of targets.</summary>
    private int TargetWidth => set.Targets.Count * PerTarget;

    /// <summary>Outputs for each target column.</summary>
    private int PerTarget => Horizons * Quantiles;

    private int Horizons => Math.Max(1, options.Horizon.Rows.Count);

    private int Quantiles => Math.Max(1, options.Quantiles.Count);

    private Sequence Window(Sequence whole, Series series, int start, int window)
    {
        int length = options.Windows!.Length;
        Values<T> Rows<T>(Values<T> values)
            where T : unmanaged => values.Rows(whole.Length, start, length);
        return whole with
        {
            Id = $"{whole.Id}, window {window + 1}",
            Whole = whole.Id,
            Length = length,
            Inputs = Rows(whole.Inputs),
            Targets = series.OneTarget ? whole.Targets : AtTargetSteps(series, Rows(whole.Targets), TargetWidth),
            Classes = series.OneTarget ? whole.Classes : AtTargetSteps(series, Rows(whole.Classes), 1),
            Tokens = Rows(whole.Tokens),
            Steps = whole.Steps is null && start == 0 ? null : ((RowNumbers?)whole.Steps ?? RowNumbers.FromOne(whole.Length)).Slice(start, length),
            Times = whole.Times is null ? null : new WrittenTimes(series.Times.Slice(start, length), series.TimeFormat!),
            FirstObserved = start,
        };
    }

    /// <summary>Targets as they are learnt, in their own units, and of a forecast those that a naive forecast starts from.</summary>
    private (Values<float> Trained, Values<float> Own, ObservedTargets? Observed) Targets(Series series, Series ahead)
    {
        bool forecasts = options.Horizon.Longest > 0 && !series.OneTarget && tokens is null;
        if (classes is not null)
        {
            var named = !forecasts ? null : new ObservedTargets(store.Make(series.Length, row => classes.IndexOf(series.Labels[row]) is { } index && series.Labels[row].Length > 0 ? (float)index : float.NaN), 1, store);
            return ([], [], named);
        }
        var added = options.NetworkAddsInputs ? FinalSkip.Added(ahead, set.Targets.Count) : null;
        if (Horizons > 1)
        {
            var (trained, own) = Floats(ahead, ahead.Targets, targets, set.Targets, Horizons);
            var all = forecasts ? Floats(series, series.Targets, null, set.Targets).Own : default;
            return (ForQuantiles(trained), ForQuantiles(own), forecasts ? new ObservedTargets(all, set.Targets.Count, store) : null);
        }
        else
        {
            // All that the series has: those of its first rows are observed, and nobody's targets.
            int first = series.Targets.Length - ahead.Targets.Length;
            var (trained, own) = Floats(series, series.Targets, targets, set.Targets, first: first, added: added);
            return (ForQuantiles(trained[first..]), ForQuantiles(own[first..]), forecasts ? new ObservedTargets(own, set.Targets.Count, store) : null);
        }
    }

    /// <summary>Each value once for every quantile.</summary>
    private Values<float> ForQuantiles(Values<float> values) => Quantiles == 1 ? values : store.Make(checked(values.Length * Quantiles), index => values[index / Quantiles]);

    private Values<T> AtTargetSteps<T>(Series series, Values<T> values, int width)
        where T : unmanaged => options.TargetAt == TargetAt.LastStep && !series.OneTarget && values.Length > 0 ? values[^width..] : values;

    /// <summary>The floats of doubles, standardised and in their own units; one and the same where nothing is done to them.</summary>
    /// <param name="series">Whose they are.</param>
    /// <param name="values">Row by row; of no use afterwards.</param>
    /// <param name="standardisation">Of the columns; null for none.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="each">Values of each column in a row.</param>
    /// <param name="first">The first value that is learnt.</param>
    /// <param name="added">What is taken off a value before it is standardised, by its place from there; null for nothing.</param>
    private (Values<float> Trained, Values<float> Own) Floats(Series series, Values<double> values, Standardisation? standardisation, IReadOnlyList<Column> columns, int each = 1, int first = 0, Func<int, double>? added = null)
    {
        if (values.Length == 0)
        {
            return ([], []);
        }
        double[] centre = standardisation is null ? [] : [.. standardisation.Centre], scale = standardisation is null ? [] : [.. standardisation.Scale];
        void Convert(int start, ReadOnlySpan<double> doubles, Span<float> trained, Span<float> own)
        {
            int column = start / each % columns.Count, inColumn = start % each;
            for (int i = 0; i < doubles.Length; i++)
            {
                int index = start + i - first;
                double value = doubles[i], learnt = added is null || index < 0 ? value : value - added(index);
                own[i] = (float)value;
                // What nobody learns is not scaled: where one float serves as both, a naive forecast starts from it.
                trained[i] = index < 0 || standardisation is null ? (float)learnt : (float)((learnt - centre[column]) / scale[column]);
                if (float.IsInfinity(trained[i]))
                {
                    var place = series.Place((start + i) / each / columns.Count, columns[column]);
                    throw new DataException(place, $"{learnt} is so far from the values of the training part that it does not fit a float once scaled");
                }
                if (++inColumn == each)
                {
                    (inColumn, column) = (0, column + 1 == columns.Count ? 0 : column + 1);
                }
            }
        }
        if (standardisation is null && added is null)
        {
            var (floats, free) = FloatPairs.OneInPlace(values, Convert);
            store.Free(free);
            return (floats, floats);
        }
        var pairs = FloatPairs.InPlace(values, Convert);
        store.KeepForTraining(pairs.First);
        return pairs;
    }

    /// <summary>Indices of names that are known, −1 where there is none.</summary>
    private Values<int> Indices(string[] names, Vocabulary? vocabulary) => names.Length == 0 ? [] : store.Make(names.Length, row => names[row].Length == 0 ? -1 : vocabulary!.IndexOf(names[row])!.Value);

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

/// <summary>A sequence, or a window of one.</summary>
/// <param name="Trained">As it is learnt.</param>
/// <param name="Own">In the data's own units.</param>
internal readonly record struct BuiltSequence(Sequence Trained, Sequence Own)
{
    /// <summary>Both after the same step.</summary>
    public BuiltSequence Select(Func<Sequence, Sequence> step) => new(step(Trained), step(Own));
}
