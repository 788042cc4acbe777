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
    /// <summary>How many of the inputs, the last ones, are names.</summary>
    public int Names { get; init; }

    /// <summary>The numbers that stand for names.</summary>
    public required CategoryCodes Codes { get; init; }

    /// <summary>Says when each row was taken; null if none does.</summary>
    public TimeColumn? Time { get; init; }

    /// <summary>The targets, whatever they are, by the names to report.</summary>
    public IReadOnlyList<Column> AllTargets =>
        Label is { } label ? [label] : Remaining is null ? Targets : [new Column(1, "remaining steps")];

    /// <summary>The layout that the options ask for.</summary>
    /// <param name="place">Where the columns are named.</param>
    /// <param name="columns">All there are.</param>
    /// <param name="first">The first row of data, by which times are recognised; null if there is none.</param>
    /// <param name="firstLine">Its line.</param>
    /// <param name="format">How the table is written.</param>
    /// <param name="options">What is wanted of it.</param>
    public static TableLayout Of(DataPlace place, IReadOnlyList<Column> columns, IReadOnlyList<string>? first, int firstLine, TableFormat format, DataOptions options)
    {
        var choice = new ColumnChoice(place, columns);
        Column? sequence = format.SequenceColumn is { } id ? choice.One(id) : null;
        Column? label = options is { InputsOnly: false, Target: ClassTarget target } ? choice.One(target.Column) : null;
        var targets = options is { InputsOnly: false, Target: NumberTarget numbers } ? choice.Many(numbers.Columns) : [];
        var chosen = options.Inputs is { } wanted ? choice.Many(wanted) : null;
        bool HasNoRole(Column column) => column != sequence && column != label && !targets.Contains(column) && chosen?.Contains(column) != true;
        var time = TimeColumn.Find(choice, columns.Where(HasNoRole), first, firstLine, place, options.Time);
        bool Free(Column column) => column != sequence && column != label && column != time?.Column && (options.Horizon.Longest > 0 || !targets.Contains(column));
        var names = options.Categorical.Select(one => choice.One(one.Column)).ToList();
        IReadOnlyList<Column> inputs = [.. (chosen ?? [.. columns.Where(Free)]).Except(names), .. names];
        if (options.InputsOnly)
        {
            return new TableLayout(sequence, inputs, [], null, null) { Time = time, Names = names.Count, Codes = options.Codes };
        }
        if (inputs.Count == 0)
        {
            throw new DataException(place, "no column is left as input");
        }
        return new TableLayout(sequence, inputs, options.Target is null ? [.. inputs.SkipLast(names.Count)] : targets, label, options.Target as RemainingStepsTarget) { Time = time, Names = names.Count, Codes = options.Codes };
    }
}
