using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
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

    public GraphWalk(ModelSource source, OnnxModel model, GraphEnds ends, ConstantFolding folding, IReadOnlyDictionary<string, Constant> constants, IReadOnlyList<Signal> samples)
    {
        (Source, this.model, this.ends, this.folding) = (source, model, ends, folding);
        uses = new Dictionary<string, int>(ends.Uses);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Builder = new ModelBuilder(source, [.. samples.Select((sample, k) => new GraphInput(samples.Count == 1 ? "input" : ForeignNames.Of(ends.Samples[k].Name, $"input{k + 1}", names), sample.AxisOf(AxisRole.Feature) is >= 0 and var feature ? (int)sample.Axes[feature].Size : 1))]);
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
        for (int k = 0; k < samples.Count; k++)
        {
            values[ends.Samples[k].Name] = samples[k];
            NoteName("Input", ends.Samples[k].Name, Builder.Inputs[k].Name, samples.Count);
        }
        foreach (string note in model.Notes)
        {
            Builder.Note(note);
        }
        // An input may also be one row for the whole sequence.
        int timed = samples.ToList().FindIndex(sample => sample.AxisOf(AxisRole.Time) >= 0);
        window = timed >= 0 && ends.States.Keys.All(state => ends.NextOf(source, state) is null) ? (int?)ends.Samples[timed].Dims[samples[timed].AxisOf(AxisRole.Time)] : null;
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

    /// <summary>A signal as a layer takes it: whole, and pooled if it was to be. The next layer takes it.</summary>
    public Signal Take(OnnxNode node, Value? value)
    {
        if (value is not Signal signal)
        {
            throw Fault(node, $"it takes {Describe(value)}", "the output of a layer");
        }
        return Whole(node.Place, signal);
    }

    /// <summary>Adds a layer that makes one of several signals, each as a layer takes it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kind">How.</param>
    /// <param name="parts">The signals.</param>
    /// <param name="axes">How the result lies.</param>
    public Signal Join(OnnxNode node, JoinKind kind, IReadOnlyList<Signal> parts, ImmutableArray<Axis> axes)
    {
        if (parts.FirstOrDefault(part => part.Late != parts[0].Late) is { } other)
        {
            throw Fault(node, $"it joins a signal whose first answer belongs to time step {parts[0].Late + 1} and one whose first belongs to step {other.Late + 1}, as convolutions without padding leave them", "signals of the same time steps");
        }
        Builder.Take([.. parts.Select(part => part.Layer)]);
        return parts[0] with { Layer = Builder.Add(node.Place, new JoinLayerSpec(kind, parts.Count)), Axes = axes, IsShared = false };
    }

    private Signal Whole(string place, Signal signal)
    {
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
        Builder.Take(signal.Layer);
        return signal.Pooling is { } kind ? signal with { Layer = Builder.Add(place, new PoolLayerSpec(kind)), Pooling = null, Late = 0 } : signal;
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
        var names = new HashSet<string>(Builder.Inputs.Select(input => input.Name), StringComparer.OrdinalIgnoreCase);
        var isPooled = ends.Results.DistinctBy(output => output.Name).ToDictionary(output => output.Name, output => values.GetValueOrDefault(output.Name) is Signal { Pooling: not null });
        var results = ends.Results.Select(output => (output.Name, Signal: Result(output.Name))).ToList();
        for (int index = results.Count - 1; index >= 0; index--)
        {
            var (name, result) = results[index];
            if (result.Layer < 0)
            {
                throw Source.Fault($"output {ModelSource.Quote(name)}", "it is the sample itself", $"the output of a layer of its own; --ignore {name} leaves it out");
            }
            if (results.FindIndex(other => other.Signal.Layer == result.Layer) is var first && first < index)
            {
                Builder.Note($"Output {ModelSource.Quote(name)} is what output {ModelSource.Quote(results[first].Name)} is, and left out.");
                results.RemoveAt(index);
            }
        }
        foreach (var ((name, result), index) in results.Select((result, index) => (result, index)))
        {
            if (isPooled.GetValueOrDefault(name) && !isPooled.GetValueOrDefault(results[0].Name))
            {
                throw Source.Fault($"output {ModelSource.Quote(name)}", $"it is one answer for the whole sequence, and {ModelSource.Quote(results[0].Name)} has one for each time step", $"answers at every time step; --ignore {name} leaves this one out");
            }
            if (result.Late != results[0].Signal.Late)
            {
                throw Source.Fault($"output {ModelSource.Quote(name)}", $"its first answer belongs to time step {result.Late + 1}, that of {ModelSource.Quote(results[0].Name)} to step {results[0].Signal.Late + 1}", "outputs of the same time steps");
            }
            string called = ForeignNames.Of(name, results.Count == 1 ? "" : $"output{index + 1}", names);
            Builder.Output(result.Layer, called);
            NoteName("Output", name, called, results.Count);
        }
        int late = results[0].Signal.Late;
        if (late > 0)
        {
            Builder.Note(FormattableString.Invariant($"Its convolutions have no padding, so that the graph's first answer belongs to time step {late + 1}. A stream answers at every time step: its first {late} answers, which see zeros before the beginning, are not the graph's."));
        }
        if (ends.LeftOut.Count > 0)
        {
            Builder.Note($"Left out, as --result names {ModelSource.Quote(ends.Results[0].Name)}: {(ends.LeftOut.Count == 1 ? "output" : "outputs")} {Counted.Some(ends.LeftOut, 12)}.");
        }
        foreach (string state in ends.CarriedResults)
        {
            Builder.Note($"Output {ModelSource.Quote(state)} is what a stream's state ends with; it is in the State.");
        }
        foreach (string state in ends.States.Keys)
        {
            string name = ModelSource.Quote(state);
            Builder.Note(ends.NextOf(Source, state) switch
            {
                null => $"Input {name} is a state that the graph is given and gives back in no output: its answers are those from zeros at the beginning of each call, not those of a stream.",
                "" => $"Input {name} is a state that the graph is given; a stream carries it, and begins with zeros.",
                var next => $"Input {name} is a state that the graph is given, and output {ModelSource.Quote(next)} is its next value; a stream carries it, and begins with zeros.",
            });
        }
        return late;
    }

    // A network's only input or output needs no name.
    private void NoteName(string what, string name, string called, int count)
    {
        if (count > 1 && called != name)
        {
            Builder.Note($"{what} {ModelSource.Quote(name)} is {ModelSource.Quote(called)} here.");
        }
    }

    private Signal Result(string name)
    {
        string place = $"output {ModelSource.Quote(name)}";
        if (!values.TryGetValue(name, out var value) || value is not Signal result)
        {
            throw Source.Fault(place, $"it is {Describe(value)}", "the output of a layer");
        }
        var order = result.Axes.Where(axis => axis.Role is AxisRole.Feature or AxisRole.Direction && axis.Size > 1).Select(axis => axis.Role).ToList();
        if (order is [AxisRole.Feature, AxisRole.Direction])
        {
            throw Source.Fault(place, $"its axes are {result}", "the directions before the features");
        }
        return result.Axes.Any(axis => axis is { Role: AxisRole.Channel, Size: > 1 })
            ? throw Source.Fault(place, $"its axes are {result}", "a frame in one row, or one position of it")
            : Whole(place, result);
    }
}
