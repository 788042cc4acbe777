using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads a folder of CSV files, in the order of their names.</summary>
internal static class FolderReader
{
    private static readonly string[] Endings = [".csv", ".tsv"];
    private static readonly Column Class = new(1, "class");

    /// <summary>The sequences of all files, with the classes that folders or a file of labels give them.</summary>
    public static SeriesSet Read(string folder, CsvFormat format, DataOptions options)
    {
        var files = Files(folder, options);
        var labels = options.InputsOnly ? null : Labels(folder, files, format, options.Target);
        var sets = files.Select(file => Read(folder, file, format, options)).ToList();
        for (int file = 1; file < sets.Count; file++)
        {
            ColumnNames.RequireSame(files[file], sets[file], files[0], sets[0]);
        }
        var series = sets.Select((set, file) => set.Series.Select(one => labels is null ? one : one with { Labels = [labels[files[file]]], OneTarget = true }));
        return sets[0] with { Series = [.. series.SelectMany(one => one)], Targets = labels is null ? sets[0].Targets : [Class], Notes = [.. sets.SelectMany(set => set.Notes)] };
    }

    /// <summary>Whether a file of that name is one of a folder's tables.</summary>
    public static bool IsTable(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static SeriesSet Read(string folder, string file, CsvFormat format, DataOptions options)
    {
        var set = TableReader.Read(file, format, options);
        string name = Path.GetRelativePath(folder, file);
        return set with { Series = [.. set.Series.Select(one => one with { Id = Path.Combine(Path.GetDirectoryName(name) ?? "", one.Id) })] };
    }

    /// <summary>The tables of a folder, in the order of their names.</summary>
    public static string[] Files(string folder, DataOptions options)
    {
        string? labelFile = options.Target is LabelFileTarget labels ? Path.GetFullPath(labels.Path) : null;
        var search = options.ReadsFolders ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", search)
                .Where(file => IsTable(file) && Path.GetFullPath(file) != labelFile)
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0
            ? files
            : throw new DataException(new DataPlace(folder), $"there is no file in this folder that ends in {string.Join(" or ", Endings)}");
    }

    /// <summary>The class of each file; null if it is the files' own rows that have targets.</summary>
    private static Dictionary<string, string>? Labels(string folder, string[] files, CsvFormat format, Target? target) => target switch
    {
        FolderTarget => files.ToDictionary(file => file, file => FolderName(folder, file)),
        LabelFileTarget labels => FromFile(labels.Path, folder, files, format),
        _ => null,
    };

    private static string FolderName(string folder, string file)
    {
        string? name = Path.GetDirectoryName(Path.GetRelativePath(folder, file));
        return !string.IsNullOrEmpty(name)
            ? name
            : throw new DataException(new DataPlace(file), $"expected the file in a folder named after its class, found it in {Wording.Quote(folder)} itself");
    }

    private static Dictionary<string, string> FromFile(string path, string folder, string[] files, CsvFormat format)
    {
        var byName = files.ToDictionary(file => Path.GetRelativePath(folder, file));
        var labels = new Dictionary<string, string>();
        foreach (var (line, fields) in TableRows.Of(SourceText.Read(path), format with { Separator = null }).Skip(1))
        {
            if (fields.Count != 2 || Cell.IsMissing(fields[1]))
            {
                throw new DataException(new DataPlace(path, line), $"expected a file and its class, found {Wording.List(fields.Texts())}");
            }
            if (!byName.TryGetValue(fields[0], out string? file))
            {
                string? near = Suggestion.Nearest(fields[0], byName.Keys);
                throw new DataException(new DataPlace(path, line), $"there is no file {Wording.Quote(fields[0])} in {Wording.Quote(folder)}" + (near is null ? "" : $"; did you mean {Wording.Quote(near)}?"));
            }
            if (!labels.TryAdd(file, fields[1]))
            {
                throw new DataException(new DataPlace(path, line), $"{Wording.Quote(fields[0])} has a class already, {Wording.Quote(labels[file])}");
            }
        }
        string? unlabelled = files.FirstOrDefault(file => !labels.ContainsKey(file));
        return unlabelled is null ? labels : throw new DataException(new DataPlace(unlabelled), $"{Wording.Quote(path)} gives it no class");
    }
}
