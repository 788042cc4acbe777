using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Models;

namespace Lstm.Training.Records;

/// <summary>Finds run records by the files that a run leaves, and by their folders.</summary>
public static class RunFinder
{
    /// <summary>The runs that paths name.</summary>
    /// <param name="paths">Run records, weight files, specs or reports of runs, or folders that hold run records.</param>
    /// <param name="notes">Told of weights that the record beside them does not belong to.</param>
    /// <exception cref="InvalidDataException">There is no run record, or it cannot be used; the message says what would.</exception>
    public static IReadOnlyList<ComparedRun> Find(IReadOnlyList<string> paths, ICollection<string> notes)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(notes);
        string[] records = [.. paths.SelectMany(RecordsOf).DistinctBy(Path.GetFullPath)];
        string[] names = [.. records.Select(path => Path.GetFileName(ModelFiles.OfRecord(path)))];
        return [.. records.Select((path, index) => Open(path, names.Count(name => name == names[index]) == 1 ? names[index] : ModelFiles.OfRecord(path), notes))];
    }

    private static IEnumerable<string> RecordsOf(string path)
    {
        if (Directory.Exists(path))
        {
            string[] found = [.. Directory.EnumerateFiles(path, "*" + ModelFiles.RecordEnding).Order(StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw new InvalidDataException($"{path}: there is no run record (*{ModelFiles.RecordEnding}) in this folder; lstm train writes one beside the weights.");
        }
        string record = path.EndsWith(ModelFiles.RecordEnding, StringComparison.OrdinalIgnoreCase) ? path : ModelFiles.Record(ModelFiles.WeightsOf(path));
        return File.Exists(record) ? [record]
            : !File.Exists(path) ? throw new InvalidDataException($"{path}: there is no such file; expected a weight file, run record or report of lstm train, or a folder of them.")
            : throw new InvalidDataException($"{path}: there is no run record {record} beside it, which lstm train writes with the weights. Train again to have one; weights from elsewhere can be measured with lstm evaluate.");
    }

    private static ComparedRun Open(string path, string label, ICollection<string> notes)
    {
        var record = RunRecord.Load(path);
        string stem = ModelFiles.OfRecord(path), weights = stem + ModelFiles.WeightsEnding, report = ModelFiles.Report(weights);
        if (File.Exists(weights) && Digest(weights) is { } digest && digest != record.WeightsDigest)
        {
            notes.Add($"{weights} is not the weight file that {path} was written with: the figures are those of the run, not of these weights.");
        }
        return new ComparedRun(label, record, File.Exists(report) ? report : null);
    }

    /// <summary>The digest that a weight file carries; empty if it carries none, null if it cannot be read.</summary>
    internal static string? Digest(string weights)
    {
        try
        {
            return WeightFile.Open(weights).Metadata.GetValueOrDefault(WeightFile.DigestKey, "");
        }
        catch (LstmWeightException)
        {
            return null;
        }
    }
}
