using System.Collections.Generic;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Sequences;

/// <summary>One sequence to learn from or to predict: what goes in at each time step, and what should come out.</summary>
/// <param name="Id">What it is called in messages: a file and row, a sequence id, a window.</param>
/// <param name="Length">Time steps T.</param>
/// <param name="Inputs">T rows of the input's values, row by row; empty where <paramref name="Tokens"/> are the input.</param>
/// <param name="Targets">
/// Numbers to reach: T rows of the target's values, or one row where there is a target only at the end. Empty for classes.
/// NaN where a row has no target (padding, a gap, a horizon that reaches beyond the end): it takes no part in the loss.
/// </param>
/// <param name="Classes">Class indices to reach: T of them or one. Empty for numbers; −1 where a step has none.</param>
/// <param name="Tokens">Indices of a one-hot input: T of them; empty where <paramref name="Inputs"/> are numbers.</param>
public sealed record Sequence(string Id, int Length, Values<float> Inputs, Values<float> Targets, Values<int> Classes, Values<int> Tokens)
{
    /// <summary>The sequence that it is a window of; null where it is whole.</summary>
    public string? Whole { get; init; }

    /// <summary>Time steps at its beginning that have no target, whatever <see cref="Targets"/> and <see cref="Classes"/> hold there.</summary>
    public int WarmUp { get; init; }

    /// <summary>What training adds to the first inputs of every time step, one number for each of them; null for nothing.</summary>
    internal float[]? Shifts { get; init; }

    /// <summary>The number of each time step in the data, from 1; null where none before the last was left out.</summary>
    public IReadOnlyList<int>? Steps { get; init; }

    /// <summary>When each time step was taken, as the data writes it; null where the data does not say.</summary>
    public IReadOnlyList<string>? Times { get; init; }

    /// <summary>Of a forecast in the data's own units, the target columns of the whole part of the series it is from; null otherwise.</summary>
    internal ObservedTargets? Observed { get; init; }

    /// <summary>Where it begins in <see cref="Observed"/>.</summary>
    internal int FirstObserved { get; init; }

    /// <summary>A sequence of numbers.</summary>
    public static Sequence OfNumbers(string id, int length, Values<float> inputs, Values<float> targets) =>
        new(id, length, inputs, targets, default, default);

    /// <summary>A sequence of numbers with classes to tell.</summary>
    public static Sequence OfClasses(string id, int length, Values<float> inputs, Values<int> classes) =>
        new(id, length, inputs, default, classes, default);
}
