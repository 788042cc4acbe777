using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Trainer.Import.States;

/// <summary>A named tensor of a file that says nothing of layers.</summary>
internal sealed record StateTensor(string Name, long[] Shape, Func<float[]> Values)
{
    /// <summary>Whether reading it rounds: it is in double precision.</summary>
    public bool IsRounded { get; init; }

    /// <summary>What stands before the last dot, with the dot.</summary>
    public string Prefix => Name[..(Name.LastIndexOf('.') + 1)];

    /// <summary>What stands behind it.</summary>
    public string Kind => Name[(Name.LastIndexOf('.') + 1)..];
}

/// <summary>The tensors of a file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Tensors">Its tensors.</param>
/// <param name="IsInOrder">Whether they stand in the order in which the modules were made, as opposed to the alphabet's.</param>
internal sealed record StateDict(ModelSource Source, IReadOnlyList<StateTensor> Tensors, bool IsInOrder)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Without the tensors that are not part of the network.</summary>
    public StateDict Without(IReadOnlyList<string> ignored)
    {
        string? missing = ignored.FirstOrDefault(name => !Tensors.Any(tensor => tensor.Name == name));
        if (missing is not null)
        {
            throw Source.Fault("--ignore", $"there is no tensor {ModelSource.Quote(missing)}", $"one of {Names(Tensors)}");
        }
        return this with { Tensors = [.. Tensors.Where(tensor => !ignored.Contains(tensor.Name))] };
    }

    /// <summary>With all values in memory, for when the file's archive is closed.</summary>
    public StateDict Loaded() => this with
    {
        Tensors = [.. Tensors.Select(tensor =>
        {
            float[] values = tensor.Values();
            return tensor with { Values = () => values };
        })],
    };

    /// <summary>Names to print.</summary>
    public static string Names(IEnumerable<StateTensor> tensors) => Data.Counted.Some([.. tensors.Select(tensor => tensor.Name)], 12);
}
