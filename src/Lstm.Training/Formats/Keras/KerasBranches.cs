using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>Builds functional models that branch: several inputs and outputs, and layers that join what others answer.</summary>
internal sealed class KerasBranches
{
    private static readonly Dictionary<string, JoinKind> Joins = new() { ["Add"] = JoinKind.Add, ["Average"] = JoinKind.Add, ["Subtract"] = JoinKind.Add, ["Multiply"] = JoinKind.Multiply, ["Concatenate"] = JoinKind.Concat };
    private static readonly string[] OverTime = ["LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "Bidirectional", "Conv1D"];
    private static readonly string[] Pooling = ["GlobalAveragePooling1D", "GlobalMaxPooling1D"];

    private readonly Dictionary<string, KerasFlow> flows = [];
    private readonly KerasLayers layers;
    private readonly ModelBuilder builder;
    private readonly KerasGraph graph;

    /// <summary>For a graph whose layers are read by <paramref name="layers"/>.</summary>
    public KerasBranches(ModelSource source, KerasGraph graph, KerasLayers layers)
    {
        (this.graph, this.layers) = (graph, layers);
        var used = new HashSet<string>(System.StringComparer.OrdinalIgnoreCase);
        var inputs = new List<GraphInput>();
        var notes = new List<string>();
        foreach (string name in graph.Inputs)
        {
            var (size, time) = Shape(graph.Nodes.First(node => node.Name == name));
            flows[name] = new(NetworkGraph.Input(inputs.Count), time, false);
            string called = graph.Inputs.Count == 1 ? "input" : ForeignNames.Of(name, $"input{inputs.Count + 1}", used);
            if (called != name && graph.Inputs.Count > 1)
            {
                notes.Add($"Input {ModelSource.Quote(name)} is {ModelSource.Quote(called)} here.");
            }
            if (time == KerasTime.Constant)
            {
                notes.Add($"Input {ModelSource.Quote(name)} is one row for the whole sequence: give it at each time step.");
            }
            inputs.Add(new(called, size));
        }
        builder = new ModelBuilder(source, inputs);
        notes.ForEach(builder.Note);
        layers.StartWith(builder);
    }

    /// <summary>The names of the inputs that have a row for each time step.</summary>
    public IReadOnlyList<string> Sequences => [.. graph.Inputs.Where(name => flows[name].Time == KerasTime.Sequence)];

    /// <summary>Adds a layer of the graph.</summary>
    /// <param name="node">It, and what it takes.</param>
    /// <param name="layer">The same in the words of Keras 2 and 3.</param>
    public void Add(KerasNode node, JsonPart layer)
    {
        if (node.Sources.Count == 0)
        {
            return;
        }
        KerasFlow[] taken = [.. node.Sources.Select(name => flows[name])];
        flows[node.Name] = Joins.TryGetValue(node.Type, out var kind) ? Join(node, layer, kind, taken)
            : taken is [var only] ? Single(node, layer, only)
            : throw layer["inbound_nodes"].Fault($"{ModelSource.Quote(node.Name)} ({node.Type}) takes {string.Join(", ", node.Sources.Select(ModelSource.Quote))}", $"one; {string.Join(", ", Joins.Keys)} take several, and states to begin with are none of a stream's inputs");
    }

    /// <summary>Says which outputs are the network's.</summary>
    public void Finish()
    {
        var used = new HashSet<string>(builder.Inputs.Select(input => input.Name), System.StringComparer.OrdinalIgnoreCase);
        foreach (var (name, index) in graph.Outputs.Select((name, index) => (name, index)))
        {
            var node = graph.Nodes.First(one => one.Name == name);
            if (flows[name].Layer < 0 || graph.Outputs.Take(index).Any(other => flows[other].Layer == flows[name].Layer))
            {
                throw node.Layer.Fault($"the output {ModelSource.Quote(name)} is an input, or what another output is", "the output of a layer of its own");
            }
            string called = graph.Outputs.Count == 1 ? "" : ForeignNames.Of(name, $"output{index + 1}", used);
            builder.Output(flows[name].Layer, called);
            if (called.Length > 0 && called != name)
            {
                builder.Note($"Output {ModelSource.Quote(name)} is {ModelSource.Quote(called)} here.");
            }
        }
    }

    private KerasFlow Single(KerasNode node, JsonPart layer, KerasFlow taken)
    {
        if (Pooling.Contains(node.Type))
        {
            throw layer["class_name"].Fault($"{ModelSource.Quote(node.Name)} ({node.Type}) makes one answer of all time steps, and the network branches", "return_sequences=False in the last recurrent layers, or a network that is a chain: one that branches answers at every time step");
        }
        if (OverTime.Contains(node.Type) && taken.Time != KerasTime.Sequence)
        {
            throw layer["inbound_nodes"].Fault($"{ModelSource.Quote(node.Name)} ({node.Type}) takes one row for the whole sequence", "a row for each time step");
        }
        builder.Take(taken.Layer);
        if (node.Type == "RepeatVector" && taken.Time == KerasTime.Constant)
        {
            builder.Note($"RepeatVector {ModelSource.Quote(node.Name)} is left out: what is the same for the whole sequence is there at each time step.");
            return taken with { Time = KerasTime.Sequence };
        }
        return layers.Add(layer, taken);
    }

    private KerasFlow Join(KerasNode node, JsonPart layer, JoinKind kind, KerasFlow[] taken)
    {
        var config = layer["config"];
        KerasConfig.Require(config, "axis");
        bool hasTime = taken.Any(flow => flow.Time == KerasTime.Sequence);
        if (hasTime && taken.Any(flow => flow.Time != KerasTime.Sequence))
        {
            throw layer["inbound_nodes"].Fault($"{ModelSource.Quote(node.Name)} joins {string.Join(", ", node.Sources.Select(name => $"{ModelSource.Quote(name)} ({(flows[name].Time == KerasTime.Sequence ? "a row for each time step" : "one row")})"))}", "rows for each time step, or one row each");
        }
        if (kind == JoinKind.Concat && config.Has("axis") && config["axis"].Number is var axis && axis != -1 && axis != (hasTime ? 2 : 1))
        {
            throw config["axis"].Fault($"it is {axis}", $"-1 or {(hasTime ? 2 : 1)}, the features");
        }
        if (taken.Length < 2)
        {
            throw layer["inbound_nodes"].Fault($"it joins {taken.Length}", "two or more");
        }
        int[] parts = [.. taken.Select(flow => flow.Layer)];
        if (node.Type == "Subtract")
        {
            builder.Take(parts[1]);
            parts[1] = Scaled(layer, -1);
        }
        builder.Take(parts);
        int joined = builder.Add(layer.Place, new JoinLayerSpec(kind, parts.Length));
        joined = node.Type == "Average" ? Scaled(layer, 1f / parts.Length) : joined;
        var time = hasTime ? KerasTime.Sequence : taken.Any(flow => flow.Time == KerasTime.Last) ? KerasTime.Last : KerasTime.Constant;
        return new(joined, time, taken.Any(flow => flow.IsMasked));
    }

    private int Scaled(JsonPart layer, float factor)
    {
        string name = builder.Numbered("scale") + "factor";
        return builder.Add(layer.Place, new ScaleLayerSpec(name, null), new NamedTensor(name, [factor]));
    }

    // [batch, time, values]; [batch, time] of tokens; [batch, values] and [batch, 1] of a token hold for the whole sequence.
    private (int Size, KerasTime Time) Shape(KerasNode input)
    {
        var config = input.Layer["config"];
        var shape = config[config.Has("batch_shape") ? "batch_shape" : "batch_input_shape"];
        KerasLayers.RequireInput(config);
        KerasNode[] takers = [.. graph.Nodes.Where(node => node.Sources.Contains(input.Name))];
        bool isToken = takers.All(node => node.Type == "Embedding");
        return shape.Items switch
        {
            [_, _, var values] => (values.Count(), KerasTime.Sequence),
            [_, { Value.ValueKind: JsonValueKind.Number } one] when isToken && one.Number == 1 => (1, KerasTime.Constant),
            [_, _] when isToken => (1, KerasTime.Sequence),
            [_, { Value.ValueKind: JsonValueKind.Number } values] => (values.Count(), KerasTime.Constant),
            [_] when isToken => (1, KerasTime.Constant),
            var dims => throw shape.Fault($"it has {dims.Count} dimensions", "[batch, time, values], [batch, time] for tokens, or [batch, values] for what holds for the whole sequence"),
        };
    }
}
