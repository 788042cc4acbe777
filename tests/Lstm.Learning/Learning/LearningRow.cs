using System;
using System.Globalization;

namespace Lstm.Learning;

/// <summary>A row of results.</summary>
/// <param name="Problem">What was learnt.</param>
/// <param name="Hidden">Units of the network.</param>
/// <param name="Weights">Its weights, a cell's two biases counted as one.</param>
/// <param name="Seed">What everything was drawn from.</param>
/// <param name="Sequences">Training sequences that went by.</param>
/// <param name="Solved">Whether training ended because the validation set was right; otherwise the epochs were over.</param>
/// <param name="Time">Processor time of training and validation.</param>
/// <param name="Wrong">Test sequences that were wrong.</param>
/// <param name="Tested">Test sequences.</param>
internal sealed record LearningRow(Problem Problem, int Hidden, int Weights, ulong Seed, long Sequences, bool Solved, TimeSpan Time, int Wrong, int Tested)
{
    public const string Header = """
        | problem | units | weights | seed | sequences | time, s | wrong | allowed | goal |
        |---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>Whether no more were wrong than may be.</summary>
    public bool GoalMet => (long)Wrong * 10_000 <= (long)Problem.Allowed * Tested;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Problem.Name} | {Hidden} | {Weights} | {Seed} | {Sequences:N0}{(Solved ? "" : " (all)")} | {Time.TotalSeconds:F1} | {Wrong} of {Tested:N0} | {Problem.Allowed * Tested / 10_000} | {(GoalMet ? "met" : "MISSED")} |");
}
