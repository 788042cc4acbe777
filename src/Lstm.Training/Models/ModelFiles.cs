using System;
using System.IO;

namespace Lstm.Training.Models;

/// <summary>What the files of a model are called: all begin with the name of its spec.</summary>
public static class ModelFiles
{
    /// <summary>What the name of a spec file ends in.</summary>
    internal const string SpecEnding = ".lstm.json";

    /// <summary>What the name of a weight file ends in.</summary>
    internal const string WeightsEnding = ".safetensors";

    private const string ReportEnding = ".report.html";

    /// <summary>The model's name, e.g. "gas-alarm" for gas-alarm.lstm.json.</summary>
    public static string NameOf(string spec) => Path.GetFileName(Stem(spec));

    /// <summary>The weight file beside a spec, where the generator's build looks for it.</summary>
    public static string Weights(string spec) => Stem(spec) + WeightsEnding;

    /// <summary>The checkpoint that belongs to a weight file.</summary>
    public static string Checkpoint(string weights) => WithoutEnding(weights, WeightsEnding) + ".checkpoint";

    /// <summary>The report that belongs to a weight file.</summary>
    public static string Report(string weights) => WithoutEnding(weights, WeightsEnding) + ReportEnding;

    /// <summary>What the name of a run record ends in.</summary>
    internal const string RecordEnding = ".run.json";

    /// <summary>The run record that belongs to a weight file.</summary>
    public static string Record(string weights) => WithoutEnding(weights, WeightsEnding) + RecordEnding;

    /// <summary>The path that a run's files begin with, from that of its record.</summary>
    internal static string OfRecord(string record) => WithoutEnding(record, RecordEnding);

    /// <summary>The weight file of the run that a weight file, report or spec is of.</summary>
    internal static string WeightsOf(string path) => path.EndsWith(WeightsEnding, StringComparison.OrdinalIgnoreCase) ? path
        : path.EndsWith(ReportEnding, StringComparison.OrdinalIgnoreCase) ? WithoutEnding(path, ReportEnding) + WeightsEnding
        : Weights(path);

    /// <summary>The gate maps that belong to a weight file.</summary>
    public static string Trace(string weights) => WithoutEnding(weights, WeightsEnding) + ".trace.html";

    private static string Stem(string spec) => spec.EndsWith(SpecEnding, StringComparison.OrdinalIgnoreCase) ? spec[..^SpecEnding.Length] : WithoutEnding(spec, ".json");

    /// <summary>A path without what it may end in.</summary>
    internal static string WithoutEnding(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? path[..^ending.Length] : path;
}
