using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>Looks at a scripted module's own code, which is never run, for functions that no module stands for.</summary>
internal static partial class TorchCode
{
    private const string Prelude = "__torch__/torch/"; // PyTorch's own modules, which are known by their class

    // What modules with weights compute, and what changes no number, nor which of them is taken.
    private static readonly HashSet<string> Harmless =
    [
        "lstm", "gru", "rnn_tanh", "rnn_relu", "lstm_cell", "gru_cell", "rnn_tanh_cell", "rnn_relu_cell", "linear", "embedding", "conv1d", "batch_norm", "addmm", "matmul", "t", "dropout", "feature_dropout",
        "squeeze", "unsqueeze", "contiguous", "detach", "clone", "to", "type_as", "float", "size", "len", "dim",
        "zeros", "zeros_like", "new_zeros", "empty", "tensor", "device", "dtype", "annotate", "format", "eq", "ne", "lt", "gt", "le", "ge", "append", "list", "floordiv", "__is__", "__isnot__", "__not__", "__getitem__", "__contains__",
    ];

    /// <summary>The functions that the code calls beside those, in order.</summary>
    public static IReadOnlyList<string> Calls(ImportArchive archive, string root) => [.. archive.Names
        .Where(name => name.StartsWith(root, StringComparison.Ordinal) && name.EndsWith(".py", StringComparison.Ordinal) && !name[root.Length..].StartsWith(Prelude, StringComparison.Ordinal))
        .SelectMany(name => Call().Matches(Encoding.UTF8.GetString(archive.Read(name)!)))
        .Select(match => match.Groups["name"].Value)
        .Where(name => !Harmless.Contains(name))
        .Distinct()];

    [GeneratedRegex(@"(?<![\w.])torch\.(?<name>\w+)\(|__torch__\.torch\.nn\.functional\.(___torch_mangle_\d+\.)?(?<name>\w+)|(?<![\w.])ops\.(?!prim\.)(?<name>[\w.]+)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Call();
}
