using System;
using System.IO;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads of a table's rows which sequence they belong to, and what goes in.</summary>
/// <param name="table">The table.</param>
/// <param name="inputsAreChosen">Whether somebody said which columns go in.</param>
internal sealed class RowInputs(TableFile table, bool inputsAreChosen)
{
    private readonly string name = Path.GetFileName(table.Path);
    private bool isFirst = true;
    private string last = "";
    private Func<string, string>? advice;
    private readonly int[] fieldOf = [.. table.Layout.Inputs.Select(column => column.Number - 1)];
    private readonly int numbers = table.Layout.Inputs.Count - table.Layout.Names;

    /// <summary>What the row's sequence is called in the table; "" where there is one.</summary>
    public string SequenceOf(int line, TableRow fields)
    {
        if (table.Layout.Sequence is not { } column || (last.Length > 0 && fields.Says(column.Number - 1, last)))
        {
            return last;
        }
        last = fields[column.Number - 1];
        return !Cell.IsMissing(last) ? last : throw new DataException(table.Place(line, column), "the row does not say which sequence it belongs to");
    }

    /// <summary>What messages and answers call a sequence.</summary>
    public string NameOf(string id) => table.Layout.Sequence is { } sequence ? $"{name}, {sequence.Name} {id}" : name;

    /// <summary>Reads the inputs; NaN where one is missing.</summary>
    public void Read(int line, TableRow fields, Span<double> inputs)
    {
        if (fields.TryNumbers(fieldOf.AsSpan(0, numbers), inputs) is var read && read < numbers)
        {
            inputs[read] = Cell.Number(fields, table.Place(line, table.Layout.Inputs[read]), advice ??= InputAdvice); // tells what is wrong
        }
        for (int i = numbers; i < inputs.Length; i++)
        {
            inputs[i] = Code(fields[fieldOf[i]]);
        }
        isFirst = false;
    }

    /// <summary>The number that stands for a name.</summary>
    private double Code(string name) => Cell.IsMissing(name) ? double.NaN : table.Layout.Codes.Of(name);

    /// <summary>What to do about an input that is no number. Text in the first row is a column of text, later on a mistake of its row.</summary>
    private string InputAdvice(string text)
    {
        const string Choose = "--inputs chooses the columns that go in";
        if (!isFirst || !Cell.IsText(text))
        {
            return inputsAreChosen ? "" : $"; {Choose}";
        }
        string leave = inputsAreChosen ? "leave it out of --inputs" : $"{Choose}, without this one";
        return Cell.IsTime(text)
            ? $": the column holds dates or times, and a network takes numbers; {leave}, or name it with --time-column"
            : $": the column holds text, and a network takes numbers; {leave}, or name it with --categorical, so that each word is an input of its own, 1 where it occurs and 0 elsewhere";
    }
}
