using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>A network as modules of torch.nn.</summary>
internal sealed partial class TorchPlan
{
    private const string Format = "PyTorch";

    private static readonly HashSet<string> Reserved =
    [
        "self", "torch", "nn", "y", "_", "state", "final", "frames",
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "None", "True", "False",
    ];

    private readonly List<TorchModule> modules = [];
    private readonly HashSet<string> names = ["training", "forward"];
    private readonly ModelSpec spec;

    /// <param name="spec">The network.</param>
    /// <exception cref="ExportException">A layer has something that torch.nn has not.</exception>
    public TorchPlan(ModelSpec spec)
    {
        this.spec = spec;
        Inputs = spec.Graph is null ? ["x"] : Locals(spec.Inputs.Select(input => input.Name));
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            Begin(index);
            int size = spec.Sizes[index].Input;
            var stack = spec.Layers[index] is RecurrentLayerSpec first ? Stack(index, first) : [];
            if (stack.Count > 0)
            {
                bool final = index + stack.Count < spec.Layers.Count && spec.Layers[index + stack.Count] is PoolLayerSpec { Kind: PoolKind.Final };
                AddRecurrent(index, stack, size, final);
                index += stack.Count - 1;
            }
            else
            {
                Add(index, size);
            }
            if (IsKept(index))
            {
                Compute(Line($"kept{index} = y"));
            }
        }
    }

    /// <summary>What forward takes.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>What forward returns.</summary>
    public IReadOnlyList<string> Results => spec.Graph is null ? ["y"] : [.. spec.Graph.Outputs.Select(ValueOf)];

    public IReadOnlyList<TorchModule> Modules => modules;

    /// <summary>All tensors: their names here, and those in the state_dict.</summary>
    public IEnumerable<(string Ours, string Theirs)> Tensors => modules.SelectMany(module => module.Tensors);

    // Layers of one torch.nn.LSTM: the same prefix, numbered from 0, one behind the other, all of one kind and size, and none between that something else takes.
    private List<RecurrentLayerSpec> Stack(int index, RecurrentLayerSpec first)
    {
        var stack = new List<RecurrentLayerSpec> { first };
        bool alone = first.Index != 0 || first.InitialState || first.Direction is Direction.Reverse or Direction.Backwards;
        for (int next = index + 1; !alone && next < spec.Layers.Count; next++)
        {
            bool follows = spec.TakenBy(next) is [var before] && before == next - 1;
            if (!follows || IsKept(next - 1) || spec.Layers[next] is not RecurrentLayerSpec layer || !layer.Equals(first with { Index = stack.Count }))
            {
                break;
            }
            stack.Add(layer);
        }
        return stack;
    }

    // Whose output something other than the next layer takes.
    private bool IsKept(int index) => spec.Graph is { } graph
        ? graph.Outputs.Contains(index) || graph.Layers.Index().Any(layer => layer.Item.From.Contains(index) && !graph.TakesLayerBefore(layer.Index))
        : spec.Layers.OfType<ResidualLayerSpec>().Any(residual => residual.From == index);

    private string ValueOf(int from) => from < 0 ? Inputs[~from] : Line($"kept{from}");

    // y is what the layer before made, and becomes what this one takes.
    private void Begin(int index)
    {
        string[] taken = [.. spec.TakenBy(index).Where(from => from < 0 || spec.Graph is not null).Select(ValueOf)];
        if (spec.Layers[index] is JoinLayerSpec { Kind: var kind })
        {
            Compute(kind == JoinKind.Concat ? $"y = torch.cat([{string.Join(", ", taken)}], dim=-1)" : $"y = {string.Join(kind == JoinKind.Add ? " + " : " * ", taken)}");
        }
        else if (index == 0 || spec.Graph?.TakesLayerBefore(index) == false)
        {
            Compute($"y = {taken[0]}");
        }
    }

    private void Compute(string line) => modules.Add(new([], [line], []));

    // Names of inputs as Python's parameters: none that the script uses, and no word of Python.
    private static string[] Locals(IEnumerable<string> inputs) => [.. inputs.Select(name => Reserved.Contains(name) || name.StartsWith("kept", StringComparison.Ordinal) ? name + "_" : name)];

    private void Add(int index, int inputs)
    {
        switch (spec.Layers[index])
        {
            case DenseLayerSpec dense:
                AddNamed(dense.Tensors, "dense", dense.Bias, name => Line($"nn.Linear({inputs}, {dense.Size}{(dense.Bias ? "" : ", bias=False")})"), name => [$"y = self.{name}(y)", .. TorchActivation.Lines(dense.Activation)]);
                break;
            case EmbeddingLayerSpec embedding:
                AddNamed(embedding.Tensors, "embedding", false, name => Line($"nn.Embedding({embedding.Rows}, {embedding.Size})"), name => [$"y = self.{name}(y.squeeze(-1).long())"]);
                break;
            case ConvLayerSpec conv:
                string options = (conv.Stride > 1 ? Line($", stride={conv.Stride}") : "") + (conv.Dilation > 1 ? Line($", dilation={conv.Dilation}") : "") + (conv.Bias ? "" : ", bias=False");
                AddNamed(conv.Tensors, "conv", conv.Bias, name => Line($"nn.Conv1d({inputs}, {conv.Filters}, {conv.Kernel}{options})"), name => [Line($"y = self.{name}(nn.functional.pad(y.transpose(1, 2), ({conv.History}, 0))).transpose(1, 2)"), .. TorchActivation.Lines(conv.Activation)]);
                break;
            case FrameConvLayerSpec conv:
                AddFrameConv(conv);
                break;
            case MagnitudeLayerSpec magnitude:
                modules.Add(new([], [Line($"y = y.reshape(*y.shape[:-1], -1, 2, {magnitude.Channels / 2}).square().sum(dim=-2).sqrt().flatten(-2)")], []));
                break;
            case ScaleLayerSpec scale:
                AddScale(scale, inputs);
                break;
            case LayerNormLayerSpec norm:
                AddLayerNorm(norm, inputs);
                break;
            case ActivationLayerSpec alone:
                modules.Add(new([], TorchActivation.Lines(alone.Activation), []));
                break;
            case ResidualLayerSpec residual:
                modules.Add(new([], [Line($"y = y + {ValueOf(residual.From)}[..., :{inputs}]")], []));
                break;
            case PoolLayerSpec { Kind: var kind }:
                modules.Add(new([], [kind == PoolKind.Last ? "y = y[:, -1]" : kind == PoolKind.Mean ? "y = y.mean(dim=1)" : "y = final"], []));
                break;
            case JoinLayerSpec:
                break; // done where what it takes is put into y
            case AnomalyLayerSpec:
                throw new ExportException(Format, index, ExportException.Detector);
            default:
                throw Unhandled.Kind(spec.Layers[index]);
        }
    }

    private void AddFrameConv(FrameConvLayerSpec conv)
    {
        string options = (conv.Stride > 1 ? Line($", stride={conv.Stride}") : "") + (conv.Dilation > 1 ? Line($", dilation={conv.Dilation}") : "") + (conv.Bias ? "" : ", bias=False");
        AddNamed(conv.Tensors, "conv", conv.Bias, name => Line($"nn.Conv1d({conv.Channels}, {conv.Filters}, {conv.Kernel}{options})"), name =>
        [
            Line($"frames = y.reshape(-1, y.shape[-1] // {conv.Channels}, {conv.Channels}).transpose(1, 2)"),
            Line($"frames = self.{name}(nn.functional.pad(frames, ({conv.PadLeft}, {conv.PadRight}){(conv.Reflect ? ", mode=\"reflect\"" : "")}))"),
            "y = frames.transpose(1, 2).reshape(*y.shape[:-1], -1)",
            .. TorchActivation.Lines(conv.Activation),
        ]);
    }

    private void AddScale(ScaleLayerSpec scale, int inputs)
    {
        string factor = Name(scale.Tensors, "factor");
        string? offset = scale.Offset is { } given ? Name(given, "offset") : null;
        string Buffer(string name) => Line($"self.register_buffer(\"{name}\", torch.ones({inputs}))");
        modules.Add(new(
            offset is null ? [Buffer(factor)] : [Buffer(factor), Buffer(offset)],
            [offset is null ? $"y = y * self.{factor}" : $"y = (y - self.{offset}) * self.{factor}"],
            offset is null ? [(scale.Tensors, factor)] : [(scale.Tensors, factor), (scale.Offset!, offset)]));
    }

    private void AddLayerNorm(LayerNormLayerSpec norm, int inputs)
    {
        string name = Name(norm.Tensors, "norm"), construction = Line($"self.{name} = nn.LayerNorm({inputs}, eps={norm.Epsilon})"), computation = $"y = self.{name}(y)";
        modules.Add(norm.Bias
            ? new([construction], [computation], [(norm.Tensors + "weight", name + ".weight"), (norm.Tensors + "bias", name + ".bias")])
            : new([construction, $"self.{name}.register_parameter(\"bias\", None)"], [computation], [(norm.Tensors + "weight", name + ".weight")])); // the option bias=False came with PyTorch 2.1
    }

    private void AddNamed(string prefix, string type, bool bias, Func<string, string> construct, Func<string, IReadOnlyList<string>> compute)
    {
        string name = Name(prefix, type);
        modules.Add(new([$"self.{name} = {construct(name)}"], compute(name), bias ? [(prefix + "weight", name + ".weight"), (prefix + "bias", name + ".bias")] : [(prefix + "weight", name + ".weight")]));
    }

    // A Python name that is free, as near to the prefix as can be.
    private string Name(string prefix, string otherwise)
    {
        string name = string.Concat(prefix.TrimEnd('.').Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')).TrimStart('_');
        name = name.Length == 0 || !char.IsAsciiLetter(name[0]) ? otherwise + name : name;
        string free = name;
        for (int number = 2; !names.Add(free); number++)
        {
            free = Line($"{name}_{number}");
        }
        return free;
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
