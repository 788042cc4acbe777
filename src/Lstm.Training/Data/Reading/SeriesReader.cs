using System;
using System.IO;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Weights;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads a file or folder in whatever format it is.</summary>
internal static class SeriesReader
{
    /// <summary>The sequences at <paramref name="path"/>.</summary>
    /// <param name="path">One of the options' paths.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">What is wanted of it.</param>
    /// <param name="endsPath">The file of the steps left after each sequence; null where there are none.</param>
    public static SeriesSet Read(string path, DataFormat format, DataOptions options, string? endsPath = null)
    {
        bool isFolder = Directory.Exists(path);
        if (!isFolder && !options.InputsOnly && options.Target is (FolderTarget or LabelFileTarget))
        {
            throw new DataException(new DataPlace(path), "expected a folder of CSV files, each with a class; found none");
        }
        var set = format switch
        {
            CsvFormat csv when isFolder => FolderReader.Read(path, csv, options),
            _ when isFolder => throw new DataException(new DataPlace(path), "expected a file, found a folder; only CSV is read from folders"),
            TableFormat table => TableReader.Read(path, table, options),
            TsFormat => TsReader.Read(path, options),
            _ => PlainTextReader.Read(path, (TextFormat)format),
        };
        return options is { InputsOnly: false, Target: RemainingStepsTarget remaining } ? RemainingSteps.Add(set, remaining.Cap, endsPath, options.Store) : set;
    }

    /// <summary>The format asked for, or else the one that the path's ending stands for.</summary>
    public static DataFormat FormatOf(DataOptions options) => options.Format ?? ByEnding(options.Path) ?? throw Unknown(options.Path);

    /// <summary>Whether a file or folder holds one sequence, as far as can be told before its rows are read.</summary>
    public static bool IsOneSeries(string path, DataFormat? format) => !Directory.Exists(path) && (format ?? ByEnding(path)) switch
    {
        TableFormat { SequenceColumn: not null } or TsFormat => false,
        NumpyFormat => FileKind.IsSpecial(FileKind.FollowLinks(path)) || new NumpyTable(path).Sequence is null, // what is taken from a pipe is gone
        _ => true,
    };

    /// <summary>The format that a path's ending stands for; null where it stands for none.</summary>
    public static DataFormat? ByEnding(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        _ when Directory.Exists(path) => new CsvFormat(),
        ".CSV" or ".TSV" => new CsvFormat(),
        ".TS" => new TsFormat(),
        ".JSONL" or ".NDJSON" => new JsonLinesFormat(),
        ".WAV" => new WaveFormat(),
        ".PARQUET" => new ParquetFormat(),
        ".NPY" or ".NPZ" => new NumpyFormat(),
        _ => null,
    };

    /// <summary>What to say of a file whose name does not tell how it is written: first of all whether it is there.</summary>
    private static DataException Unknown(string path)
    {
        SourceFile.RequireThere(path);
        string ending = Path.GetExtension(path);
        string unknown = ending.Length == 0 ? "its name has no ending that says what it holds" : $"files that end in {Wording.Quote(ending)} may hold anything";
        return new DataException(new DataPlace(path), ForeignData.ByName(path) ?? ByContent(path) ?? $"{unknown}; say which format it is (--format)");
    }

    private static string? ByContent(string path)
    {
        if (FileKind.IsSpecial(FileKind.FollowLinks(path)))
        {
            return null; // what is taken from a pipe is gone
        }
        using var stream = new SourceFile(path).Open();
        Span<byte> beginning = stackalloc byte[16];
        return ForeignData.ByContent(beginning[..stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)]);
    }
}
