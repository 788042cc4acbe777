using System.Collections.Generic;
using System.Globalization;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>What a model of another framework comes to.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Tensors">Its tensors, row by row, by their names in the weight file.</param>
/// <param name="Notes">What was folded, left out because it changes nothing, or taken as read; a sentence each.</param>
public sealed record ImportedModel(ModelSpec Spec, IReadOnlyDictionary<string, float[]> Tensors, IReadOnlyList<string> Notes)
{
    /// <summary>Time steps of the window that the origin was exported for, each from zero state; null where it streams.</summary>
    public int? Window { get; init; }

    /// <summary>Answers at the beginning of a sequence that the origin does not have, since its convolutions have no padding.</summary>
    public int Late { get; init; }

    /// <summary>Whether of a sequence's answers only the last is one of the origin's, which has one for the whole sequence: the network branches.</summary>
    public bool IsLastAnswer { get; init; }

    /// <summary>Between which values each input is plausible; null where the file does not say.</summary>
    public InputRanges? Ranges { get; init; }

    /// <summary>The card of a weight file that lstm train wrote, for the same network; null for none.</summary>
    public string? Card { get; init; }

    /// <summary>What the file leaves open and was only assumed, because a comparison of answers will settle it; null for nothing.</summary>
    public string? Assumption { get; init; }

    /// <summary>Samples and answers that the file itself holds; null for none.</summary>
    public ImportedTest? Test { get; init; }
}

/// <summary>A model's own test: samples, and what its origin answered to them.</summary>
/// <param name="Samples">A row for each time step.</param>
/// <param name="Answers">A row for each answer.</param>
public sealed record ImportedTest(float[][] Samples, float[][] Answers);
