using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Goes through a graph, node by node, with one reading of the sample's axes, and adds a layer for each that computes something.</summary>
internal sealed class GraphWalk
{
    private readonly Dictionary<string, Value> values = [];
    private readonly Dictionary<string, double> settled = [];
    private readonly OnnxModel model;
    private readonly GraphEnds ends;
    private readonly ConstantFolding folding;
    private readonly Dictionary<string, int> uses;
    private readonly int? window;

    public GraphWalk(ModelSource source, OnnxModel model, GraphEnds ends, ConstantFolding folding, IReadOnlyDictionary<string, Constant> constants, Signal sample)
    {
        (Source, this.model, this.ends, this.folding) = (source, model, ends, folding);
        uses = new Dictionary<string, int>(ends.Uses);
        int feature = sample.AxisOf(AxisRole.Feature);
        Builder = new ModelBuilder(source, feature < 0 ? 1 : (int)sample.Axes[feature].Size);
        foreach (string state in ends.States.Keys)
        {
            values[state] = new CarriedState(state);
        }
        foreach (var (name, constant) in ends.Settings)
        {
            values[name] = (Value?)constant ?? new Setting(name);
        }
        foreach (var (name, constant) in constants)
        {
            values[name] = constant;
        }
        values[ends.Sample.Name] = sample;
        foreach (string note in model.Notes)
        {
            Builder.Note(note);
        }
        window = ends.States.Count == 0 && sample.AxisOf(AxisRole.Time) is >= 0 and var time ? (int?)ends.Sample.Dims[time] : null;
    }

    private void Go(IEnumerable<OnnxNode> nodes)
    {
        foreach (var node in nodes)
        {
            Value[] outputs = Apply(node);
            for (int k = 0; k < node.Outputs.Count; k++)
            {
                if (node.Outputs[k].Length > 0)
                {
                    values[node.Outputs[k]] = k < outputs.Length ? outputs[k] : new Unusable($"output {k} of {node.Place}");
                }
            }
            Progress++;
        }
    }

    public ModelSource Source { get; }

    public ModelBuilder Builder { get; }

    public OpsetRules Opset => model.Opset;

    /// <summary>Nodes that went well.</summary>
    public int Progress { get; private set; }

    public ImportedModel Run()
    {
        Go(model.Graph.Nodes.Where(ends.Needed.Contains));
        int late = Finish();
        return Builder.Build() with { Window = window, Late = late };
    }

    /// <summary>The sizes of a state that the graph takes as an input, with 1 for those that it leaves open.</summary>
    public IEnumerable<long> ShapeOf(CarriedState state) => ends.States[state.Name].Dims.Select(size => size ?? 1);

    /// <summary>Goes through the branch of a node that takes one of several; its outputs are the node's.</summary>
    public Value[] Inside(OnnxNode node, OnnxGraph branch)
    {
        foreach (var tensor in branch.Initializers)
        {
            values[tensor.Name] = folding.Decode(tensor);
        }
        // Only those of its outputs that something takes: another may be what a state becomes.
        string?[] outputs = [.. branch.Outputs.Select((output, k) => k < node.Outputs.Count && uses.ContainsKey(node.Outputs[k]) ? output.Name : null)];
        var nodes = GraphEnds.Behind(branch.Nodes, outputs.OfType<string>());
        foreach (var (name, count) in GraphEnds.Count(nodes, outputs.OfType<string>()))
        {
            uses[name] = uses.GetValueOrDefault(name, 1) - 1 + count; // the node took it once
        }
        Go(branch.Nodes.Where(nodes.Contains));
        return [.. outputs.Select((output, k) => output is not null ? Find(node, output) : new Unusable($"output {k} of {node.Place}"))];
    }

    /// <summary>A number that the graph takes as an input: as it was given, or as the first node that compares it assumes.</summary>
    public double Settle(OnnxNode node, Setting setting, double otherwise)
    {
        if (!settled.TryGetValue(setting.Name, out double number))
        {
            settled[setting.Name] = number = otherwise;
            Builder.Note(FormattableString.Invariant($"Input {ModelSource.Quote(setting.Name)} decides what the graph computes. It is taken as {number}, with which {node.Place} compares it; --set {setting.Name}=NUMBER chooses otherwise."));
        }
        return number;
    }

    /// <summary>A fault that another reading of the sample's axes may not have.</summary>
    public ImportException LayoutFault(OnnxNode node, string problem, string expected) => new(Source.Path, node.Place, problem, expected) { IsOfLayout = true };

    public ImportException Fault(OnnxNode node, string problem, string expected) => Source.Fault(node.Place, problem, expected);

    /// <summary>A signal as a layer takes it: whole, pooled if it was to be, and the newest there is.</summary>
    public Signal Take(OnnxNode node, Value? value)
    {
        if (value is not Signal signal)
        {
            throw Fault(node, $"it takes {Describe(value)}", "the output of the layer before");
        }
        return Whole(node.Place, signal);
    }

    private Signal Whole(string place, Signal signal)
    {
        RequireNewest(place, signal);
        string? left = signal switch
        {
            { OneDirection: { } direction } => $"only the {(direction == 0 ? "forward" : "backward")} half of a bidirectional layer",
            { IsCell: true } => "the final cell state",
            { First: { } first } => $"only the first {first} values",
            { Leading: > 0 } => $"{signal.Leading} zeros before the beginning",
            { Padding: not null } => "a frame with padding",
            { Trailing: > 0 } => $"{signal.Trailing} time steps more than there are",
            _ => null,
        };
        if (left is not null)
        {
            throw Source.Fault(place, $"it takes {left} of what is before it", "all of it");
        }
        if (signal is { Pooling: PoolKind.Mean, Late: > 0 })
        {
            throw Source.Fault(place, $"it takes the mean over time behind a convolution without padding, whose first {signal.Late} answers a stream has all the same", "causal padding, or the last time step");
        }
        if (signal.Pooling is { } kind)
        {
            int layer = Builder.Add(place, new PoolLayerSpec(kind));
            return signal with { Layer = layer, Pooling = null, Late = 0 };
        }
        return signal;
    }

    /// <summary>Refuses what branches off.</summary>
    public void RequireNewest(string place, Signal signal)
    {
        int newest = Builder.Layers.Count - 1;
        if (signal.Layer != newest)
        {
            throw Source.Fault(place, $"it takes the output of {(signal.Layer < 0 ? "the sample" : $"layer {signal.Layer}")}, and layer {newest} has taken that already", "a chain of layers, or an Add that ends a branch without layers of its own");
        }
    }

    /// <summary>What messages call a value.</summary>
    public static string Describe(Value? value) => value switch
    {
        null => "nothing",
        Constant constant => $"a constant of shape [{string.Join(", ", constant.Dims)}]",
        Signal signal => signal.ToString(),
        CarriedState state => $"the input {ModelSource.Quote(state.Name)}, which is taken as a state",
        Setting setting => $"the input {ModelSource.Quote(setting.Name)}, which is a number that --set {setting.Name}=NUMBER gives",
        Rounded => "what a QuantizeLinear makes, without a DequantizeLinear behind it",
        HalfChannels => "half of the channels of a frame, of which only magnitudes, √(a² + b²), are made",
        PowerSpectrum => "a² + b² of the halves of a frame's channels, of which only magnitudes are made",
        Absolute => "an absolute value, of which only softsign, x/(1 + |x|), is made",
        NormPart => "a step of a layer normalisation",
        Stack => "the final states of several layers",
        _ => ((Unusable)value).What,
    };

    private Value[] Apply(OnnxNode node)
    {
        Source.Budget.Visit(Source, node.Place);
        var attributes = new NodeAttributes(Source, node);
        Value?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : Find(node, name))];
        Value[] outputs = inputs.All(input => input is Constant or null) && ConstantFolding.Knows(node.Operator)
            ? folding.Compute(node, attributes, [.. inputs.Select(input => input as Constant)])
            : Operators.Apply(this, node, attributes, inputs);
        attributes.RequireAllKnown();
        return outputs;
    }

    private Value Find(OnnxNode node, string name)
    {
        if (!values.TryGetValue(name, out var value))
        {
            throw Fault(node, $"there is no value {ModelSource.Quote(name)} before it", "its inputs to be inputs of the graph, initializers, or outputs of earlier nodes");
        }
        return value is Signal signal && uses.GetValueOrDefault(name) > 1 ? signal with { IsShared = true } : value;
    }

    private int Finish()
    {
        string place = $"output {ModelSource.Quote(ends.Result.Name)}";
        if (!values.TryGetValue(ends.Result.Name, out var value) || value is not Signal result)
        {
            throw Source.Fault(place, $"it is {Describe(value)}", "the output of the last layer");
        }
        var order = result.Axes.Where(axis => axis.Role is AxisRole.Feature or AxisRole.Direction && axis.Size > 1).Select(axis => axis.Role).ToList();
        if (order is [AxisRole.Feature, AxisRole.Direction])
        {
            throw Source.Fault(place, $"its axes are {result}", "the directions before the features");
        }
        if (result.Axes.Any(axis => axis is { Role: AxisRole.Channel, Size: > 1 }))
        {
            throw Source.Fault(place, $"its axes are {result}", "a frame in one row, or one position of it");
        }
        result = Whole(place, result);
        if (result.Late > 0)
        {
            Builder.Note(FormattableString.Invariant($"Its convolutions have no padding, so that the graph's first answer belongs to time step {result.Late + 1}. A stream answers at every time step: its first {result.Late} answers, which see zeros before the beginning, are not the graph's."));
        }
        foreach (string other in ends.OtherResults)
        {
            Builder.Note(ends.IsState(other)
                ? $"Output {ModelSource.Quote(other)} is what a stream's state ends with; it is in the State."
                : throw Source.Fault($"output {ModelSource.Quote(other)}", "it is a second result", $"one; --result {ends.Result.Name} --ignore {other} takes the first and leaves this out"));
        }
        foreach (string state in ends.States.Keys)
        {
            Builder.Note($"Input {ModelSource.Quote(state)} is a state that the graph is given; a stream carries it, and begins with zeros.");
        }
        return result.Late;
    }
}
