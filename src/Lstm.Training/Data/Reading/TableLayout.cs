using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>What each column of a table is for.</summary>
/// <param name="Sequence">Tells the sequences apart; null if there is one.</param>
/// <param name="Inputs">Numbers that go in.</param>
/// <param name="Targets">Numbers to come out.</param>
/// <param name="Label">Names a class; null if there are none.</param>
/// <param name="Remaining">The target is counted, not read; null otherwise.</param>
internal sealed record TableLayout(Column? Sequence, IReadOnlyList<Column> Inputs, IReadOnlyList<Column> Targets, Column? Label, RemainingStepsTarget? Remaining)
{
    /// <summary>How many of the inputs, the last ones, are names.</summary>
    public int Names { get; init; }

    /// <summary>The numbers that stand for names.</summary>
    public required CategoryCodes Codes { get; init; }

    /// <summary>Says when each row was taken; null if none does.</summary>
    public TimeColumn? Time { get; init; }

    /// <summary>The targets, whatever they are, by the names to report.</summary>
    public IReadOnlyList<Column> AllTargets =>
        Label is { } label ? [label] : Remaining is null ? Targets : [new Column(1, "remaining steps")];

    /// <summary>Whether the targets are the same at every time step of a sequence: those of the sequence as a whole.</summary>
    public bool OneTarget => Label is { } label ? label.IsPerSequence : Targets.Count > 0 && Targets.All(target => target.IsPerSequence);

    /// <summary>The columns whose fields are read.</summary>
    public Column[] Read => [.. Inputs.Concat(Targets).Concat(new[] { Sequence, Label, Time?.Column }.OfType<Column>()).Distinct()];

    /// <summary>The layout that the options ask for.</summary>
    /// <param name="source">The table.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">What is wanted of it.</param>
    /// <exception cref="DataException">It has no such columns.</exception>
    public static TableLayout Of(TableSource source, TableFormat format, DataOptions options)
    {
        var choice = new ColumnChoice(source.Header, source.Columns);
        Column? sequence = format.SequenceColumn is { } id ? choice.One(id) : source.Sequence;
        Column? label = options is { InputsOnly: false, Target: ClassTarget target } ? choice.One(target.Column) : null;
        IReadOnlyList<Column> targets = options.InputsOnly ? [] : options.Target switch
        {
            NumberTarget numbers => choice.EachOnce("--target", numbers.Columns),
            WaveTarget => source.Targets,
            _ => [],
        };
        var chosen = options.Inputs is { } wanted ? choice.Many(wanted) : null;
        bool HasNoRole(Column column) => column != sequence && column != label && !targets.Contains(column) && chosen?.Contains(column) != true && !column.IsPerSequence;
        var time = TimeColumn.Find(source, choice, [.. source.Columns.Where(HasNoRole)], options.Time);
        bool Free(Column column) => column != sequence && column != label && column != time?.Column && (options.Horizon.Longest > 0 || !targets.Contains(column));
        var names = options.Categorical.Select(one => choice.One(one.Column)).ToList();
        if (names.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice)
        {
            throw new DataException(source.Header, $"--categorical names column {twice.Number}, {Wording.Quote(twice.Name)}, twice, by its name and by its number");
        }
        IReadOnlyList<Column> inputs = [.. (chosen ?? [.. source.Columns.Where(Free)]).Except(names), .. names];
        if (options.InputsOnly)
        {
            return new TableLayout(sequence, inputs, [], null, null) { Time = time, Names = names.Count, Codes = options.Codes };
        }
        if (inputs.Count == 0)
        {
            throw new DataException(source.Header, "no column is left as input" + (options.NetworkAddsInputs ? "; the network forecasts (lstm new --task forecast): with --horizon 1 the target's own values go in, and the next one is learnt" : ""));
        }
        var layout = new TableLayout(sequence, inputs, options.Target is null ? [.. inputs.SkipLast(names.Count).Take(options.MostTargets ?? int.MaxValue)] : targets, label, options.Target as RemainingStepsTarget) { Time = time, Names = names.Count, Codes = options.Codes };
        return options.Horizon.Longest == 0 || !layout.OneTarget ? layout
            : throw new DataException(source.Header, $"{layout.AllTargets[0]} has one value for each sequence, and a horizon is for targets that have one at every time step");
    }
}
