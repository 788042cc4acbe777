using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Weights;

namespace Lstm.Training.Data;

/// <summary>
/// The inputs of tables row by row, for networks that need no later row to answer: as much memory for a file of any size. All is
/// looked through before the first row is given, so that what is wrong is told before anything is written.
/// </summary>
internal sealed class InputStream
{
    private readonly IReadOnlyList<Part> parts;
    private readonly DataOptions options;
    private readonly IReadOnlyList<string> inputNames;
    private string? timeNote;

    private InputStream(IReadOnlyList<Part> parts, DataOptions options)
    {
        (this.parts, this.options) = (parts, options);
        inputNames = Description.InputNames;
    }

    /// <summary>What the data tells without its rows: names and format.</summary>
    public DataSet Description => new([], [], [], [.. parts[0].Table.Layout.Inputs.SkipLast(options.Categorical.Count).Concat(Names(parts[0]).Inputs).Concat(CalendarColumns.Of(options.Time)).Select(column => column.Key)], [], null, null, [], null, [])
    {
        Format = SeriesReader.FormatOf(options) is WaveFormat wave ? wave with { SampleRate = parts[0].Table.SampleRate } : SeriesReader.FormatOf(options),
        Time = parts[0].Table.Layout.Time is { } time ? options.Time! with { Column = time.Column.Key } : null,
        TimeNote = timeNote,
        FileNotes = [.. parts.SelectMany(part => part.Table.Notes)],
        InputColumns = [.. parts[0].Table.Layout.Inputs.Select(column => column.Key)],
    };

    /// <summary>
    /// Opens data of which nothing but inputs is wanted. Null where it cannot be given row by row: it is no table, a missing value is
    /// drawn between its neighbours, the rows of a sequence are scattered among others', or it is a pipe.
    /// </summary>
    /// <param name="options">How to read it, and which inputs are indices of an embedding.</param>
    /// <param name="fits">Told what the data is before its rows are looked through; refuses what does not fit the network.</param>
    /// <exception cref="DataException">The data cannot be used.</exception>
    public static InputStream? Open(DataOptions options, Action<DataSet>? fits = null)
    {
        if (!options.InputsOnly || options.Missing == MissingValues.Linear || options.Categorical.Any(names => names.Values is null) || options.Windows is not null || SeriesReader.FormatOf(options) is not TableFormat format || (format is not CsvFormat && Directory.Exists(options.Path)))
        {
            return null;
        }
        OptionsCheck.RequireNames(options, format);
        string[] files = Directory.Exists(options.Path) ? FolderReader.Files(options.Path, options) : [options.Path];
        if (Array.Exists(files, file => FileKind.IsSpecial(FileKind.FollowLinks(file))))
        {
            return null;
        }
        Part[] parts = [.. files.Select(file => new Part(TableFile.Open(file, format, options), Directory.Exists(options.Path) ? Path.GetDirectoryName(Path.GetRelativePath(options.Path, file)) ?? "" : ""))];
        foreach (var part in parts.Skip(1))
        {
            ColumnNames.RequireSame(part.Table.Path, part.Table.Layout, parts[0].Table.Path, parts[0].Table.Layout);
        }
        if (Array.Exists(parts, part => part.Table.Layout.Time is not null) && options.Time is { Period: null, Gaps: not TimeGaps.Note })
        {
            return null; // the usual period is not known before all is read
        }
        var stream = new InputStream(parts, options);
        fits?.Invoke(stream.Description);
        return stream.IsInOrder() ? stream : null;
    }

    /// <summary>The rows; the array of inputs is the same each time.</summary>
    public IEnumerable<StreamedRow> Rows()
    {
        var findings = Findings();
        return parts.SelectMany(part => Rows(part, _ => true, findings));
    }

    /// <summary>Looks through all rows: whether those of each sequence follow each other.</summary>
    private bool IsInOrder()
    {
        bool inOrder = true;
        int sequences = 0, begun = 0;
        var findings = Findings();
        foreach (var part in parts)
        {
            var seen = new HashSet<string>();
            foreach (var row in Rows(part, id =>
            {
                sequences++;
                return inOrder &= seen.Add(id);
            }, findings))
            {
                begun += row.Begins ? 1 : 0;
            }
        }
        timeNote = parts[0].Table.Layout.Time is { } time ? findings.Text(time.Column) : null;
        return !inOrder || begun > 0 ? inOrder : throw new DataException(DataSetReader.NothingLeft(options, sequences));
    }

    private CategoryEncoding Names(Part part) => new(part.Table.Layout.Inputs, options, []);

    private TimeFindings Findings() => new(options.Time ?? new TimeOptions()) { Period = options.Time?.Period?.Ticks ?? 0 };

    /// <param name="part">The file.</param>
    /// <param name="begins">Told what each sequence is called in the file when it begins; false to go no further.</param>
    /// <param name="findings">Gathers what is irregular in its times.</param>
    private IEnumerable<StreamedRow> Rows(Part part, Func<string, bool> begins, TimeFindings findings)
    {
        var table = part.Table;
        var reader = new RowInputs(table, options.Inputs is not null);
        int columns = table.Layout.Inputs.Count;
        var features = options.Time?.Calendar ?? [];
        var names = Names(part);
        double[] values = new double[columns], held = new double[columns], wide = new double[names.Width + (2 * features.Count)];
        float[] sample = new float[wide.Length];
        string? current = null;
        string name = "";
        int step = 0;
        bool isFirst = true;
        var time = table.Layout.Time;
        var times = time is null ? null : new TimeSteps(options.Time!, table.Place(null, time.Column), time.Format, columns, findings);
        foreach (var (line, fields) in table.Rows())
        {
            string id = reader.SequenceOf(line, fields);
            if (id != current)
            {
                if (!begins(id))
                {
                    yield break;
                }
                (current, name, step, isFirst) = (id, Path.Combine(part.Folder, reader.NameOf(id)), 0, true);
                Array.Fill(held, double.NaN);
                times?.Begin();
            }
            step++;
            var at = time?.Read(fields, table.Place(line)) ?? default;
            reader.Read(line, fields, values);
            if (!Fill(values, held, table, line))
            {
                continue;
            }
            if (times is null)
            {
                names.Write(values, wide, table.Place(line));
                Array.ConvertAll(wide, value => (float)value).CopyTo(sample, 0);
                yield return Checked(new StreamedRow(name, step, isFirst, sample), table.Place(line));
                isFirst = false;
                continue;
            }
            foreach (var made in times.Add(at, line, step, values))
            {
                names.Write(made.Values, wide.AsSpan(0, names.Width), table.Place(line));
                CalendarColumns.Write(made.Time, features, wide.AsSpan(names.Width));
                Array.ConvertAll(wide, value => (float)value).CopyTo(sample, 0);
                string called = isFirst || !made.Begins ? name : TimePreparation.NameFrom(name, time!.Format, made.Time);
                yield return Checked(new StreamedRow(called, made.Row, made.Begins, sample) { Time = time!.Format.Write(made.Time) }, table.Place(options.Time!.ChangesRows ? null : line));
                isFirst = false;
            }
        }
    }

    private StreamedRow Checked(StreamedRow row, DataPlace place) =>
        options.TokenColumns.Count == 0 || TokenCheck.Fault(options.TokenColumns, row.Inputs, inputNames, row.Sequence, row.Step) is not { } fault ? row : throw new DataException(place, fault + ".");

    /// <summary>Does with missing values what the options say; false where the row is left out.</summary>
    private bool Fill(Span<double> values, double[] held, TableFile table, int line)
    {
        int missing = values.IndexOfAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity); // NaN is in no range
        if (options.Missing == MissingValues.HoldLast)
        {
            for (int i = 0; i < values.Length; i++)
            {
                held[i] = values[i] = double.IsNaN(values[i]) ? held[i] : values[i];
            }
            return !Array.Exists(held, double.IsNaN);
        }
        return missing < 0 || (options.Missing == MissingValues.DropRow ? false
            : throw MissingValueFiller.MissingInput(table.Place(line, table.Layout.Inputs[missing])));
    }

    /// <param name="Table">A file.</param>
    /// <param name="Folder">The folder it is in, in that of the data.</param>
    private sealed record Part(TableFile Table, string Folder);
}

/// <summary>A row of a stream.</summary>
/// <param name="Sequence">What its sequence is called.</param>
/// <param name="Step">Its number in the sequence, from 1, those that are left out counted.</param>
/// <param name="Begins">Whether it is the first of its sequence.</param>
/// <param name="Inputs">What goes in, in its own units.</param>
internal readonly record struct StreamedRow(string Sequence, int Step, bool Begins, float[] Inputs)
{
    /// <summary>When it was taken, as the data writes it; null where the data does not say.</summary>
    public string? Time { get; init; }
}
