using System.Collections.Generic;

namespace Lstm.Trainer.Import.PyTorch;

// What a pickle of tensors is made of, beside numbers, text, None and lists.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(IReadOnlyList<object?> Items);

/// <summary>A dictionary, in the order in which it was filled.</summary>
internal sealed class PickleDict
{
    public List<KeyValuePair<object?, object?>> Entries { get; } = [];
}

/// <summary>The name of a class or function. Nothing of it is ever loaded or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
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
