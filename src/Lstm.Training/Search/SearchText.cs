using System;
using System.Globalization;
using System.Linq;
using Lstm.Training.Records;

namespace Lstm.Training.Search;

/// <summary>Puts trials into words, the same on a terminal and on a page.</summary>
internal static class SearchText
{
    /// <summary>What the table's columns are called.</summary>
    public static string[] Columns(SearchRequest search) => ["rank", "trial", .. search.Space.Options.Select(option => option.Name), "parameters", "epochs", "best epoch", "loss"];

    /// <summary>A trial's row.</summary>
    public static string[] Row(SearchedTrial trial, int rank) =>
    [
        rank.ToString(CultureInfo.InvariantCulture),
        trial.Number.ToString(CultureInfo.InvariantCulture),
        .. trial.Settings.Select(setting => setting.Value),
        FormattableString.Invariant($"{trial.Parameters:N0}"),
        trial.Epochs.ToString(CultureInfo.InvariantCulture),
        FormattableString.Invariant($"{trial.BestEpoch:0.#}"),
        double.IsFinite(trial.Loss.Mean) ? ComparisonText.Text(trial.Loss) : "diverged",
    ];

    /// <summary>What the loss is.</summary>
    public static string Explained(SearchRequest search)
    {
        string folds = search.CrossValidation is { } cross ? $", the mean over {cross.Folds} {(cross.InTime ? "origins in time" : "folds of sequences")}" : "";
        string seeds = search.Seeds > 1 ? $"; the mean over {search.Seeds} seeds ± half of its 95 % confidence interval (Student's t)" : "";
        string halving = search.HalvingFactor is { } factor ? $" Successive halving: one of {factor} trials continued from each rung, those that came further stand first." : "";
        return $"Loss: the validation loss of the best epoch{folds}{seeds}.{halving} The best of many losses is too good a figure for what it will do elsewhere: that is what the test part is for, which no trial has seen.";
    }
}
