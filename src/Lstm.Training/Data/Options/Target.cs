using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Lstm.Training.Data.Options;

/// <summary>What the network is to learn, where the format of the data leaves it open.</summary>
[JsonDerivedType(typeof(NumberTarget), "numbers")]
[JsonDerivedType(typeof(ClassTarget), "class")]
[JsonDerivedType(typeof(FolderTarget), "folder")]
[JsonDerivedType(typeof(LabelFileTarget), "labels")]
[JsonDerivedType(typeof(RemainingStepsTarget), "remaining")]
[JsonDerivedType(typeof(WaveTarget), "wave")]
public abstract record Target
{
    private protected Target()
    {
    }
}

/// <summary>Columns of numbers.</summary>
/// <param name="Columns">By name or number from 1; "3-7" for all of them.</param>
public sealed record NumberTarget(IReadOnlyList<string> Columns) : Target;

/// <summary>A column that names a class at each time step.</summary>
/// <param name="Column">By name or number from 1.</param>
public sealed record ClassTarget(string Column) : Target;

/// <summary>The class of a file is the name of the folder it is in; for a folder of such folders.</summary>
public sealed record FolderTarget : Target;

/// <summary>A CSV file says the class of each file in the folder.</summary>
/// <param name="Path">Its header row aside, a row names a file, relative to the folder, and its class.</param>
public sealed record LabelFileTarget(string Path) : Target;

/// <summary>How many time steps are left until the sequence ends: the remaining life of what is observed until it fails.</summary>
/// <param name="Cap">No more than this is ever asked for: what is far from its end does not show it.</param>
/// <param name="TestEndsPath">
/// Where the sequences of the test file end before the end: a file with a number a line, the steps left after each
/// sequence, in the order in which they begin.
/// </param>
public sealed record RemainingStepsTarget(double Cap = double.PositiveInfinity, string? TestEndsPath = null) : Target;

/// <summary>What a WAVE file was turned into by the device to be learnt: a recording of the same sound, sample by sample.</summary>
/// <param name="Path">A WAVE file of the same sample rate.</param>
/// <param name="Latency">How many samples the recording lags behind, which are taken off; null to measure it.</param>
public sealed record WaveTarget(string Path, int? Latency = null) : Target;
