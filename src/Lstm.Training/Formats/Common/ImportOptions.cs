using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>What the file does not say.</summary>
public sealed record ImportOptions
{
    /// <summary>The network that the tensors must fit; null to find it in the file.</summary>
    public ModelSpec? Spec { get; init; }

    /// <summary>A file with the architecture of a Keras model, for a file of its weights; null for none.</summary>
    public string? Architecture { get; init; }

    /// <summary>The layers of a file that holds tensors only, in order, e.g. <c>lstm,dense:tanh,dense</c>; null to find them by the tensors' names and shapes.</summary>
    public string? Layers { get; init; }

    /// <summary>Tensors that are not part of the network.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The state_dict that is the network, where a checkpoint holds several; null where one alone is.</summary>
    public string? State { get; init; }

    /// <summary>Which capture of a container, counted from 1; null where one alone fits.</summary>
    public int? Submodel { get; init; }

    /// <summary>The graph's input that is the sample; null for its first.</summary>
    public string? Input { get; init; }

    /// <summary>The graph's output that is the result; null for its first.</summary>
    public string? Result { get; init; }

    /// <summary>Whole numbers for inputs of a graph that are single ones, such as a sampling rate, by their names.</summary>
    public Dictionary<string, double> Settings { get; init; } = [];

    /// <summary>How many values a time step has, where a graph leaves that open; null where it does not.</summary>
    public int? Frame { get; init; }

    /// <summary>
    /// Whether the network's answers will be compared with those of its origin. What a file leaves open is then assumed rather than refused, and the
    /// network with an <see cref="ImportedModel.Assumption"/> must not be kept where the comparison fails.
    /// </summary>
    public bool IsCompared { get; init; }

    /// <summary>Bytes that the import may take; null for the usual number, <see cref="ImportBudget.For"/>.</summary>
    public long? BudgetBytes { get; init; }

    /// <summary>Seconds that the import may take; null for <see cref="ImportBudget.DefaultSeconds"/>.</summary>
    public double? BudgetSeconds { get; init; }
}
