using System;
using System.Collections.Generic;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;

namespace Lstm.Training.Models;

/// <summary>Which data a network learnt from, so that figures on it are not taken for figures on new data.</summary>
/// <param name="Data">What the data is recognised by: SHA-256 of its values, as hexadecimal digits.</param>
/// <param name="Validation">Likewise of a separate file or folder that decided which epoch is best; null without one.</param>
/// <param name="Split">Which parts of <paramref name="Data"/> were kept from training; null for none.</param>
public sealed record TrainingSource(string Data, string? Validation, Split? Split)
{
    /// <summary>The data that a training reads.</summary>
    internal static TrainingSource Of(DataSet data, DataOptions options) => new(data.Digest!, data.ValidationDigest, options.Split);

    /// <summary>What it means for a network's figures that training has seen the data, in a sentence; null if it has not.</summary>
    /// <param name="path">What to call the data.</param>
    /// <param name="data">The data.</param>
    internal string? Note(string path, DataSet data)
    {
        if (data.Digest == Validation)
        {
            return $"{path} decided which epoch of the training was kept; on new data the figures may be worse.";
        }
        if (data.Digest != Data)
        {
            return null;
        }
        if (Split is not { } split)
        {
            return $"{path} is the data that the network learnt from: the figures tell how well it knows this data, not how it does on new data.";
        }
        var parts = new List<string> { $"{Percent(1 - split.Validation - split.Test)} of it trained the network" };
        if (split.Validation > 0)
        {
            parts.Add($"{Percent(split.Validation)} decided which epoch was kept");
        }
        if (split.Test > 0)
        {
            parts.Add($"{Percent(split.Test)} was kept for the test (--part test evaluates it alone)");
        }
        return $"{path} is the data that training read: {string.Join(", ", parts)}.";
    }

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.#} %");
}
