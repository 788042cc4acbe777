using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>A network to export.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Spec">Its layers.</param>
/// <param name="Tensor">A tensor's values, row by row, by its name in the weight file.</param>
public sealed record ExportSource(string Name, ModelSpec Spec, Func<string, float[]> Tensor)
{
    /// <summary>What the weight file tells of its samples, by the keys under which our own files tell it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The layers with their places and the values that each takes.</summary>
    internal IEnumerable<(int Index, LayerSpec Layer, int Inputs)> Layers()
    {
        var sizes = Spec.Sizes;
        for (int index = 0; index < Spec.Layers.Count; index++)
        {
            yield return (index, Spec.Layers[index], sizes[index].Input);
        }
    }
}
