using System.Collections.Generic;
using System.Linq;
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
    /// <summary>The targets, whatever they are, by the names to report.</summary>
    public IReadOnlyList<Column> AllTargets =>
        Label is { } label ? [label] : Remaining is null ? Targets : [new Column(1, "remaining steps")];

    /// <summary>Whether the targets are the same at every time step of a sequence: those of the sequence as a whole.</summary>
    public bool OneTarget => Label is { } label ? label.IsPerSequence : Targets.Count > 0 && Targets.All(target => target.IsPerSequence);

    /// <summary>The columns whose fields are read.</summary>
    public Column[] Read => [.. Inputs.Concat(Targets).Concat(new[] { Sequence, Label }.OfType<Column>()).Distinct()];

    /// <summary>The layout that the options ask for.</summary>
    public static TableLayout Of(TableSource source, TableFormat format, DataOptions options)
    {
        var columns = source.Columns;
        var choice = new ColumnChoice(source.Header, columns);
        Column? sequence = format.SequenceColumn is { } id ? choice.One(id) : source.Sequence;
        if (options.InputsOnly)
        {
            return new TableLayout(sequence, options.Inputs is { } chosen ? choice.Many(chosen) : [.. columns.Where(column => column != sequence)], [], null, null);
        }
        Column? label = options.Target is ClassTarget target ? choice.One(target.Column) : null;
        var targets = options.Target is NumberTarget numbers ? choice.Many(numbers.Columns) : options.Target is WaveTarget ? source.Targets : [];
        bool Free(Column column) => column != sequence && column != label && (options.Horizon > 0 || !targets.Contains(column));
        var inputs = options.Inputs is { } wanted ? choice.Many(wanted) : [.. columns.Where(Free)];
        if (inputs.Count == 0)
        {
            throw new DataException(source.Header, "no column is left as input");
        }
        return new TableLayout(sequence, inputs, options.Target is null ? inputs : targets, label, options.Target as RemainingStepsTarget);
    }
}
