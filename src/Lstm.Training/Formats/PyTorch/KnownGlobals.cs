using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>The names that files of tensors consist of, and what those of functions come to. All others stay names.</summary>
internal static class KnownGlobals
{
    private const string Scripted = "__torch__";

    private static readonly HashSet<string> Known =
    [
        "collections.OrderedDict", "collections.defaultdict", "torch.Size", "torch.device",
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter",
        "torch.jit._pickle.build_intlist", "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist", "torch.jit._pickle.build_tensorlist", "torch.jit._pickle.restore_type_tag",
        .. TensorStorages.Names.Select(name => "torch." + name),
    ];

    /// <summary>A name: a <see cref="PickleGlobal"/> if it is known, otherwise a <see cref="PickleOpaque"/>.</summary>
    public static object Find(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        bool isKnown = Known.Contains(global.ToString()) || module == Scripted || module.StartsWith(Scripted + ".", StringComparison.Ordinal);
        return isKnown ? global : new PickleOpaque(global);
    }

    /// <summary>What a call comes to, without calling anything.</summary>
    public static object? Call(ModelSource source, string place, PickleGlobal function, IReadOnlyList<object?> arguments) => (function.Name, arguments) switch
    {
        ("OrderedDict", [] or [PickleTuple { Items: [] }]) => new PickleDict(), // TorchSharp.PyBridge gives it an empty tuple
        ("defaultdict", [..]) => new PickleDict(),
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
