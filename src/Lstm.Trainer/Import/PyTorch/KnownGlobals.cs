using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Trainer.Import.PyTorch;

/// <summary>The names that a file of tensors may hold, and what those of functions come to. All others are refused.</summary>
internal static class KnownGlobals
{
    private const string Scripted = "__torch__";

    private static readonly HashSet<string> Known =
    [
        "collections.OrderedDict", "torch.Size", "torch.device",
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter",
        "torch.jit._pickle.build_intlist", "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist", "torch.jit._pickle.build_tensorlist", "torch.jit._pickle.restore_type_tag",
        .. TensorStorages.Names.Select(name => "torch." + name),
    ];

    /// <summary>A name, if it is known.</summary>
    public static PickleGlobal Require(ModelSource source, string place, string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return Known.Contains(global.ToString()) || module == Scripted || module.StartsWith(Scripted + ".", StringComparison.Ordinal)
            ? global
            : throw source.Fault(place, $"it refers to {ModelSource.Quote(global.ToString())}, which would have to be loaded and run", "tensors and nothing else; in Python, torch.save(model.state_dict(), …) writes such a file");
    }

    /// <summary>What a call comes to, without calling anything.</summary>
    public static object? Call(ModelSource source, string place, PickleGlobal function, IReadOnlyList<object?> arguments) => (function.Name, arguments) switch
    {
        ("OrderedDict", []) => new PickleDict(),
        ("Size", [PickleTuple sizes]) => sizes,
        ("device", [..]) => null,
        ("_rebuild_parameter", [PickleTensor tensor, ..]) => tensor,
        ("_rebuild_tensor" or "_rebuild_tensor_v2", [PickleStorage storage, long offset, PickleTuple size, PickleTuple stride, ..]) when Longs(size) is { } sizes && Longs(stride) is { } strides => new PickleTensor(storage, offset, sizes, strides),
        ("build_intlist" or "build_doublelist" or "build_boollist" or "build_tensorlist", [List<object?> list]) => list,
        ("restore_type_tag", [var value, string]) => value,
        _ => throw source.Fault(place, $"{function} is called with {arguments.Count} values of other kinds than it takes", "a file that PyTorch wrote"),
    };

    private static long[]? Longs(PickleTuple tuple) => tuple.Items.All(item => item is long) ? [.. tuple.Items.Cast<long>()] : null;
}
