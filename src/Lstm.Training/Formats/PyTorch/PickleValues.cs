using System.Collections.Generic;

namespace Lstm.Training.Formats.PyTorch;

// What a pickle of tensors is made of, beside numbers, text, None and lists.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(IReadOnlyList<object?> Items);

/// <summary>A dictionary, in the order in which it was filled.</summary>
internal sealed class PickleDict
{
    public List<KeyValuePair<object?, object?>> Entries { get; } = [];

    /// <summary>The attributes that it carries as an object, e.g. a state_dict's _metadata; null for none.</summary>
    public PickleDict? Attributes { get; set; }

    /// <summary>The value under a name; null where there is none.</summary>
    public object? Find(string name)
    {
        foreach (var (key, value) in Entries)
        {
            if (key as string == name)
            {
                return value;
            }
        }
        return null;
    }
}

/// <summary>The name of a class or function. Nothing of it is ever loaded or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>
/// A class or function that is not known here, or what it would make: nobody looks into it. Beside the network it is left out; where the network should
/// be, it is refused.
/// </summary>
internal sealed record PickleOpaque(PickleGlobal Global)
{
    public override string ToString() => Global.ToString();
}

/// <summary>An object of a scripted module: its class by name, and its attributes.</summary>
internal sealed class PickleObject(PickleGlobal type)
{
    public PickleGlobal Type { get; } = type;

    public PickleDict Attributes { get; set; } = new();
}

/// <summary>Bytes that tensors lie in.</summary>
internal sealed record PickleStorage(string Type, string Key);

/// <summary>A tensor: a part of a storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, IReadOnlyList<long> Size, IReadOnlyList<long> Stride);
