using System;
using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>Fetches the tensors that a spec's layers name, and keeps account of which have been used.</summary>
internal sealed class WeightSource(WeightFile file)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>What exceptions call the file.</summary>
    public string FileName => file.Name;

    /// <summary>Whether the file has a tensor.</summary>
    public bool Has(string name) => file.Contains(name);

    /// <summary>A tensor of exactly this shape.</summary>
    /// <exception cref="LstmWeightException">The file lacks it, or it has another shape or unusable values.</exception>
    public SourceTensor Take(string prefix, string name, params int[] shape)
    {
        string fullName = prefix + name;
        long[] dimensions = Array.ConvertAll(shape, d => (long)d);
        if (!file.Contains(fullName))
        {
            throw Missing(fullName, $"it with shape {WeightText.Shape(dimensions)}; {WeightSuggestion.For(file, prefix, name, dimensions, used)}");
        }
        used.Add(fullName);
        return new SourceTensor(file.Name, fullName, file.Read(fullName, shape), dimensions);
    }

    /// <summary>A tensor of any shape with <paramref name="count"/> elements or a single one.</summary>
    /// <exception cref="LstmWeightException">The file lacks it, or it has another number of elements or unusable values.</exception>
    public SourceTensor TakeFactors(string name, int count)
    {
        if (!file.Contains(name))
        {
            throw Missing(name, $"it with {Elements(count)}; {WeightSuggestion.For(file, name, "", null, used)}");
        }
        used.Add(name);
        float[] values = file.ReadAll(name);
        return values.Length == 1 || values.Length == count
            ? new SourceTensor(file.Name, name, values, file.ShapeOf(name))
            : throw new LstmWeightException(file.Name, name, $"{values.Length} elements, shape {WeightText.Shape(file.ShapeOf(name))}", Elements(count));
    }

    /// <summary>Refuses a tensor that the layer cannot do without, and says what else could be meant.</summary>
    public LstmWeightException Missing(string fullName, string expected) => new(file.Name, fullName, "no such tensor", expected);

    /// <summary>Checks that no tensor is left over: a layer forgotten in the spec would go unnoticed otherwise.</summary>
    /// <exception cref="LstmWeightException">There is one.</exception>
    public void CheckAllUsed()
    {
        var left = file.NamesWhere(n => !used.Contains(n));
        if (left.Count > 0)
        {
            string others = left.Count > 1 ? $" (nor are {WeightText.Quote(left[1..], 4)})" : "";
            throw new LstmWeightException(file.Name, left[0], $"a tensor of shape {WeightText.Shape(file.ShapeOf(left[0]))} that no layer of the spec uses{others}", "only tensors that the spec's layers use");
        }
    }

    private static string Elements(int count) => count == 1 ? "1 element" : $"{count} elements or 1";
}
