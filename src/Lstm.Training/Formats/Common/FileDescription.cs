using System.Collections.Generic;

namespace Lstm.Training.Formats.Common;

/// <summary>What is in a file, told without importing it.</summary>
internal sealed class FileDescription
{
    /// <summary>Versions, producers and the like: a name and what the file says.</summary>
    public List<(string Name, string Value)> Facts { get; } = [];

    /// <summary>Layers, modules or operators, in order.</summary>
    public List<string> Layers { get; } = [];

    /// <summary>Tensors.</summary>
    public List<DescribedTensor> Tensors { get; } = [];

    /// <summary>What stopped the description before its end; null where it is whole.</summary>
    public string? Stopped { get; set; }

    /// <summary>Adds a fact, if the file states it.</summary>
    public void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Facts.Add((name, value));
        }
    }
}

/// <summary>A tensor: its name, the type of its values as the format calls it, and its dimensions.</summary>
internal sealed record DescribedTensor(string Name, string Type, IReadOnlyList<long> Shape);
