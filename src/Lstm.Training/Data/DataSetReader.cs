using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data;

/// <summary>Takes data from files to sequences: read, split, fill, fit, cut.</summary>
internal sealed class DataSetReader(DataOptions options)
{
    private const int MostNamed = 12;
    private const string Nothing = "nothing is left of the data";
    private const string WholeStep = "a step without missing values";

    private readonly List<string> warnings = [];
    private string? validationDigest;
    private (int Sequences, long Rows) whole;
    private TimeOptions? time;
    private IReadOnlyList<string> inputColumns = [];
    private IReadOnlyList<CategoricalInput> categorical = [];
    private TimeFindings findings = new(new TimeOptions());

    /// <summary>All of it.</summary>
    public DataSet Read()
    {
        var format = SeriesReader.FormatOf(options);
        OptionsCheck.Require(options, format);
        var set = SeriesReader.Read(options.Path, format, options);
        warnings.AddRange(set.Notes);
        WarnOfCopies(set);
        var classes = format is TextFormat ? null : Classes(set);
        whole = (set.Series.Count, set.Series.Sum(series => (long)series.Length));
        string? digest = options.InputsOnly && !options.WantsDigest ? null : SeriesDigest.Of(set.Series, options.Codes.Names, options.InputsOnly ? OwnTargets(set) : null);
        var read = ReadParts(set, format);
        time = set.Time is { } column && options.Time is { } wanted ? wanted with { Column = column.Key, DateOrder = DateOrderOf(set) ?? wanted.DateOrder, Period = wanted.Period ?? TimePreparation.UsualPeriod(read.Train) } : null;
        findings = new TimeFindings(time ?? new TimeOptions()) { Period = time?.Period?.Ticks ?? 0 };
        var parts = read.Select((_, series) => Fill(set, series));
        set = set with { Series = [] }; // parts may be copies: from here on they are all that is kept of the numbers read

        var vocabulary = format is TextFormat text ? options.KnownVocabulary ?? Vocabulary.Of(parts.Train.SelectMany(series => series.Tokens), text) : null;
        classes = vocabulary ?? classes;
        int numbers = set.Inputs.Count - options.Categorical.Count;
        var (inputs, spans) = vocabulary is null && numbers > 0 ? Fit("Input", options.InputScaling, CalendarColumns.Without(options.KnownInputScaling, numbers), [.. set.Inputs.Take(numbers)], parts.Train, series => [series.Inputs], set.Inputs.Count, folded: !options.NetworkScalesInputs) : (null, []);

        inputColumns = [.. set.Inputs.Select(column => column.Key)];
        int[] inputNumbers = [.. set.Inputs.Take(numbers).Select(column => column.Number)];
        var fileNotes = set.Notes;
        if (options.Categorical.Count > 0)
        {
            (set, parts, inputs, spans) = WithNames(set, parts, inputs, spans);
        }
        if (time is { Calendar.Count: > 0 })
        {
            (set, parts, inputs, spans) = WithCalendar(set, parts, inputs, spans, time, options.Store);
        }
        var (targets, _) = classes is null ? FitTargets(set, parts.Train) : (null, []); // now that inputs are those that a network may add
        var builder = new SequenceBuilder(set, options.NetworkScalesInputs ? null : inputs, targets, classes, vocabulary, options with { Horizon = options.InputsOnly ? Horizon.None : vocabulary is null ? options.Horizon : 1 });
        var built = parts.Select((part, series) => Build(builder, part, series));
        bool isOwn = inputs is null && targets is null && !options.NetworkAddsInputs;
        var own = Describe(set, built.Select((_, part) => Each(part, one => one.Own)), null, null, classes, vocabulary, inOwnUnits: true);
        var data = isOwn ? own : Describe(set, built.Select((_, part) => Each(part, one => one.Trained)), inputs, targets, classes, vocabulary, inOwnUnits: false);
        WarnOfUnseen(data, classes);
        string? timeNote = set.Time is { } times ? findings.Text(times) : null;
        string[] said = [.. warnings, .. timeNote is null ? Array.Empty<string>() : [timeNote]];
        data = data with { Warnings = said, InputSpans = spans, Digest = digest, ValidationDigest = validationDigest, TimeNote = timeNote, FileNotes = fileNotes, InputNumbers = inputNumbers };
        return isOwn ? data : data with { InOwnUnits = own with { Warnings = said } };
    }

    /// <summary>All of it with the names as numbers.</summary>
    private (SeriesSet Set, Parts<Series> Parts, Standardisation? Scaling, IReadOnlyList<ColumnSpan> Spans) WithNames(SeriesSet set, Parts<Series> parts, Standardisation? scaling, IReadOnlyList<ColumnSpan> spans)
    {
        int numbers = set.Inputs.Count - options.Categorical.Count;
        var names = new CategoryEncoding(set.Inputs, options, parts.Train);
        categorical = names.Known;
        int more = names.Width - numbers;
        return (
            set with { Inputs = [.. set.Inputs.Take(numbers), .. names.Inputs] },
            parts.Select((_, part) => part.Select(names.Apply).ToList()),
            scaling is null ? null : CalendarColumns.Extended(scaling, more),
            options.InputsOnly ? spans : [.. spans, .. names.Spans]);
    }

    /// <summary>All of it with the calendar behind the other inputs.</summary>
    private static (SeriesSet Set, Parts<Series> Parts, Standardisation? Scaling, IReadOnlyList<ColumnSpan> Spans) WithCalendar(SeriesSet set, Parts<Series> parts, Standardisation? scaling, IReadOnlyList<ColumnSpan> spans, TimeOptions time, NumberStore store)
    {
        int inputs = set.Inputs.Count;
        var calendar = CalendarColumns.Of(time);
        if (set.Inputs.Select(column => column.Name).Intersect(calendar.Select(column => column.Name)).FirstOrDefault() is { } taken)
        {
            throw new DataException($"The data has an input {Wording.Quote(taken)} already, which --calendar would add; leave it out of --inputs, or the feature out of --calendar.");
        }
        return (
            set with { Inputs = [.. set.Inputs, .. calendar] },
            parts.Select((_, part) => part.Select(series => CalendarColumns.Append(series, inputs, time.Calendar, store)).ToList()),
            scaling is null ? null : CalendarColumns.Extended(scaling, calendar.Count),
            spans.Count == 0 ? spans : [.. spans, .. calendar.Select(_ => new ColumnSpan(-1, 1))]);
    }

    /// <summary>Why a part of the data got nothing.</summary>
    private string NothingShared(string part)
    {
        string all = options.Split is SplitBySequence ? Counted.Of(whole.Sequences, "sequence") : Counted.Of(whole.Rows, "row");
        double share = part switch
        {
            "validation" => options.Split?.Validation ?? 0,
            "test" => options.Split?.Test ?? 0,
            _ => 1 - (options.Split?.Validation ?? 0) - (options.Split?.Test ?? 0),
        };
        return FormattableString.Invariant($"its share of {share:0.###} of {all} comes to none. It needs more data, or another share");
    }

    /// <summary>What to say of inputs of which no time step is left.</summary>
    public static string NothingLeft(DataOptions options, int sequences) => $"{options.Path}: {Nothing}; {TooShort(WholeStep, sequences, sequences)}";

    private static string TooShort(string need, int without, int count) => $"sequences too short for {need}: {without} of {count}";

    private static IReadOnlyList<Sequence> Each(IReadOnlyList<BuiltSequence> part, Func<BuiltSequence, Sequence> one) => [.. part.Select(one)];

    private DataSet Describe(SeriesSet set, Parts<Sequence> sequences, Standardisation? inputs, Standardisation? targets, Vocabulary? classes, Vocabulary? vocabulary, bool inOwnUnits)
    {
        var format = SeriesReader.FormatOf(options) is WaveFormat wave ? wave with { SampleRate = set.SampleRate } : SeriesReader.FormatOf(options);
        return new DataSet(
            sequences.Train,
            sequences.Validation,
            sequences.Test,
            [.. set.Inputs.Select(column => column.Key)],
            [.. set.Targets.Select(column => column.Key)],
            inputs,
            targets is null ? null : OutputNames.Scaling(targets, options),
            classes?.Tokens ?? [],
            vocabulary,
            [])
        {
            Time = time,
            InputColumns = inputColumns,
            Categorical = categorical,
            OutputNames = classes?.Tokens ?? OutputNames.Of(set.Targets, options),
            Format = set.SequenceColumn is { } sequence && format is TableFormat table ? table with { SequenceColumn = sequence } : format,
            NetworkScalesInputs = options.NetworkScalesInputs && inputs is not null,
            TargetsAreDifferences = options.NetworkAddsInputs && !inOwnUnits,
        };
    }

    private IReadOnlyList<Series> Fill(SeriesSet set, IReadOnlyList<Series> part) =>
    [
        .. part.Where(series => series.Length > 0)
            .Select(series => MissingValueFiller.Fill(series, set, options.Missing, options.Store))
            .SelectMany(series => time is null ? [series] : TimePreparation.Apply(series, set, time, findings, options.Store)),
    ];

    private Parts<Series> ReadParts(SeriesSet set, DataFormat format)
    {
        var parts = options.Split?.Apply(set.Series, options.TargetAt) ?? new Parts<Series>(set.Series, [], []);
        if (options.ValidationPath is { } validation)
        {
            parts = parts with { Validation = ReadPart(validation, set, format) };
            validationDigest = SeriesDigest.Of(parts.Validation, options.Codes.Names);
        }
        return parts with
        {
            Test = options.TestPath is { } test ? ReadPart(test, set, format, (options.Target as RemainingStepsTarget)?.TestEndsPath) : parts.Test,
        };
    }

    private IReadOnlyList<Series> ReadPart(string path, SeriesSet train, DataFormat format, string? endsPath = null)
    {
        var alike = options.Time is { } times ? options with { Time = times with { DateOrder = times.DateOrder ?? DateOrderOf(train) } } : options;
        var part = SeriesReader.Read(path, format, alike, endsPath);
        ColumnNames.RequireSame(path, part, options.Path, train);
        return part.Series;
    }

    /// <summary>Which of the inputs are targets too, where they alone are read.</summary>
    private int[] OwnTargets(SeriesSet set)
    {
        var keys = set.Inputs.Select(column => column.Key).ToList();
        return options.Target is NumberTarget { Columns: var columns } ? [.. columns.Select(column => keys.IndexOf(column)).Where(index => index >= 0)]
            : [.. Enumerable.Range(0, keys.Count - options.Categorical.Count)];
    }

    /// <summary>Whether day or month comes first in the data's dates; null where they are not written so.</summary>
    private static DateOrder? DateOrderOf(SeriesSet set) => set.Series.Select(series => series.TimeFormat?.DateOrder).FirstOrDefault();

    /// <summary>The classes declared or else found in the training file, numbers in their order; null if the targets are numbers.</summary>
    private Vocabulary? Classes(SeriesSet set)
    {
        if (options.KnownClasses is { } known)
        {
            return new Vocabulary(known, hasUnknown: false);
        }
        if (set.Series.All(series => series.Labels.Length == 0))
        {
            return null;
        }
        var found = set.Series.SelectMany(series => series.Labels).Where(label => label.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (found.Count == 0)
        {
            throw new DataException(new DataPlace(options.Path, Column: set.Targets[0]), "expected the names of classes, found none");
        }
        var sorted = found.All(Cell.IsNumber) ? found.OrderBy(label => Cell.Number(label, default)) : found.AsEnumerable();
        return new Vocabulary(set.Classes ?? sorted, hasUnknown: false);
    }

    private (Standardisation? Scaling, IReadOnlyList<ColumnSpan> Spans) FitTargets(SeriesSet set, IReadOnlyList<Series> train)
    {
        var known = OutputNames.Columns(options.KnownTargetScaling, set.Targets.Count);
        if (!options.NetworkAddsInputs)
        {
            return Fit("Target", options.TargetScaling, known, set.Targets, train, series => [series.Targets], set.Targets.Count, folded: false);
        }
        var ahead = train.Select(series => series.Ahead(options.Horizon.Rows, options.Store)).Where(series => series.Length > 0);
        var (scaling, spans) = Fit("Change of target", options.TargetScaling, known, set.Targets, [.. ahead], series => FinalSkip.Differences(series, set.Targets.Count), set.Targets.Count, folded: false);
        // Scaled, not shifted: a network that says 0 adds nothing to its inputs.
        return (scaling is null ? null : scaling with { Centre = new EquatableArray<double>(scaling.Centre.Select(_ => 0.0)) }, spans);
    }

    private (Standardisation? Scaling, IReadOnlyList<ColumnSpan> Spans) Fit(string what, Scaling scaling, Standardisation? known, IReadOnlyList<Column> columns, IReadOnlyList<Series> series, Func<Series, IEnumerable<Values<double>>> values, int width, bool folded)
    {
        if (options.InputsOnly)
        {
            return (null, []);
        }
        var fitting = new ColumnFitting(what, columns, series, values, width, options.Store);
        var fitted = fitting.Fit(scaling, folded);
        warnings.AddRange(fitting.Warnings);
        return (known ?? fitted, fitting.Spans);
    }

    /// <summary>Names the columns that a network would only have to copy.</summary>
    private void WarnOfCopies(SeriesSet set)
    {
        if (options is { InputsOnly: false, ReconstructsInputs: false, Horizon.Longest: 0, Target: NumberTarget or ClassTarget })
        {
            foreach (var column in set.Inputs.Intersect(set.Targets))
            {
                warnings.Add($"Input {column} is also the target of the same time step, which a network then only has to copy. Choose the inputs (--inputs) without it, or look ahead (--horizon).");
            }
        }
    }

    /// <summary>Names the classes that the training part does not show.</summary>
    private void WarnOfUnseen(DataSet data, Vocabulary? classes)
    {
        if (classes is null || data.Vocabulary is not null || options.KnownClasses is not null)
        {
            return;
        }
        var seen = data.Train.SelectMany(sequence => sequence.Classes).ToHashSet();
        string[] unseen = [.. classes.Tokens.Where((_, index) => !seen.Contains(index))];
        if (unseen.Length > 0)
        {
            warnings.Add($"The training part has no example of {(unseen.Length == 1 ? "the class" : "the classes")} {Counted.Some(unseen, MostNamed)}: there is an output for {(unseen.Length == 1 ? "it" : "each")}, but nothing to learn it from.");
        }
    }

    private IReadOnlyList<BuiltSequence> Build(SequenceBuilder builder, string part, IReadOnlyList<Series> series)
    {
        var built = series.Select(builder.Build).ToList();
        int without = built.Count(sequences => sequences.Count == 0);
        string need = options.Windows is { } windows ? $"a window of {windows.Length} steps" : options.InputsOnly ? WholeStep : "a step with a target";
        string horizon = options.Horizon.Longest > 0 ? $" {Counted.Of(options.Horizon.Longest, "row")} ahead" : "";
        string reason = TooShort(need + horizon, without, series.Count);
        bool isWhole = options is { Split: null, ValidationPath: null, TestPath: null };
        bool isWanted = part switch
        {
            "validation" => options.ValidationPath is not null || options.Split?.Validation > 0,
            "test" => options.TestPath is not null || options.Split?.Test > 0,
            _ => true,
        };
        if (isWanted && without == series.Count)
        {
            throw new DataException($"{options.Path}: {(isWhole ? Nothing : $"the {part} part is empty")}; " + (
                series.Count == 0 ? NothingShared(part)
                : reason + (options.Windows is null ? "" : "; --window-length 0 takes sequences whole")));
        }
        if (isWanted && !options.InputsOnly && built.SelectMany(sequences => sequences).All(sequence => sequence.Own.Targets.All(float.IsNaN) && sequence.Own.Classes.All(index => index < 0)))
        {
            throw new DataException($"{options.Path}: {(isWhole ? "the data" : $"the {part} part")} has no target; every one in it is missing");
        }
        if (without > 0)
        {
            warnings.Add($"The {part} part leaves out {reason}.");
        }
        return [.. built.SelectMany(sequences => sequences)];
    }
}
