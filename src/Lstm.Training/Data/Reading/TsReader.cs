using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads the time-series classification archive's <c>.ts</c> files.</summary>
internal sealed class TsReader
{
    private const char Comment = '#';
    private readonly string path;
    private readonly TsHeader header;
    private readonly DataOptions options;
    private int? dimensions;
    private IReadOnlyList<Column> inputs = [];

    private TsReader(string path, DataOptions options)
    {
        this.path = path;
        this.options = options;
        header = new TsHeader(path, targetIsWanted: !options.InputsOnly);
    }

    /// <summary>The sequences of a file.</summary>
    public static SeriesSet Read(string path, DataOptions options) => new TsReader(path, options).Read();

    private SeriesSet Read()
    {
        var series = new List<Series>();
        bool inHeader = true;
        foreach (var (line, text) in SourceText.Read(path).Lines(Comment))
        {
            if (inHeader)
            {
                inHeader = header.Read(line, text);
            }
            else
            {
                series.Add(ReadSeries(line, text));
            }
        }
        return series.Count > 0
            ? new SeriesSet(inputs, [new Column(1, header.HasTarget ? "target" : "class")], header.Classes, series)
            : throw new DataException(new DataPlace(path), inHeader ? "expected a line \"@data\" and sequences below it, found none" : "there is no sequence below \"@data\"");
    }

    private Series ReadSeries(int line, string text)
    {
        string[] parts = text.Split(':');
        ChooseInputs(line, parts.Length - (header.HasLast ? 1 : 0));
        var values = inputs.Select(input => Values(line, input, parts[input.Number - 1])).ToList();
        int length = header.Length ?? values[0].Length;
        for (int input = 0; input < values.Count; input++)
        {
            if (values[input].Length != length)
            {
                string expected = header.Length is null ? $"{length} as in {inputs[0]}" : $"{length} as @seriesLength says";
                throw Error(line, $"{inputs[input]} has {Counted.Of(values[input].Length, "value")}, expected {expected}");
            }
        }
        var lines = RowNumbers.Same(line, length);
        double[] interleaved = [.. Enumerable.Range(0, length).SelectMany(step => values.Select(input => input[step]))];
        string last = parts[^1].Trim();
        return options.InputsOnly ? new Series(Id(line), path, lines, interleaved, [], [], [], OneTarget: false)
            : header.HasTarget
            ? new Series(Id(line), path, lines, interleaved, [Cell.Number(last, new DataPlace(path, line, new Column(parts.Length, "target")))], [], [], OneTarget: true)
            : new Series(Id(line), path, lines, interleaved, [], [Label(line, last)], [], OneTarget: true);
    }

    private void ChooseInputs(int line, int found)
    {
        int expected = dimensions ?? header.Dimensions ?? found;
        if (found != expected || found == 0)
        {
            throw Error(line, $"found {Counted.Of(found, "dimension")}{(header.HasLast ? " before the last colon" : "")}, expected {Math.Max(1, expected)}");
        }
        if (dimensions is null)
        {
            Column[] all = [.. Enumerable.Range(1, found).Select(number => new Column(number, $"dimension{number}"))];
            inputs = options.Inputs is null ? all : new ColumnChoice(new DataPlace(path), all).Many(options.Inputs);
            dimensions = found;
        }
    }

    private double[] Values(int line, Column column, string text) => Array.ConvertAll(text.Split(','), value => Cell.Number(value.Trim(), new DataPlace(path, line, column)));

    private string Label(int line, string label)
    {
        if (header.Classes!.Contains(label))
        {
            return label;
        }
        throw Error(line, $"the class {Wording.Quote(label)} is not declared{Wording.Advice(Suggestion.Nearest(label, header.Classes!), header.Classes!)}");
    }

    private string Id(int line) => $"{Path.GetFileName(path)}, line {line}";

    private DataException Error(int line, string message) => new(new DataPlace(path, line), message);
}
