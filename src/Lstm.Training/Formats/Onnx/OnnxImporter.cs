using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Imports ONNX graphs of layers, as the exporters of PyTorch and Keras write them.</summary>
public static class OnnxImporter
{
    /// <summary>The network that a graph computes.</summary>
    /// <exception cref="ImportException">The file is none, or something in it cannot be represented.</exception>
    public static ImportedModel Read(ModelSource source, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return Read(source, options, new OnnxReader(source).ReadModel());
    }

    /// <summary>The network that a graph computes, wherever it comes from.</summary>
    internal static ImportedModel Read(ModelSource source, ImportOptions options, OnnxModel model)
    {
        var decoder = new TensorDecoder(source);
        var folding = new ConstantFolding(source, decoder, model.Opset);
        model = CellRewriter.Rewrite(source, model, folding, new GraphEnds(source, model.Graph, options).Samples[0].Name);
        var ends = new GraphEnds(source, model.Graph, options);
        // Which axis of the sample is time only shows when the first layer takes it: every reading is tried, and at most one fits.
        var constants = model.Graph.Initializers.Where(tensor => ends.Uses.ContainsKey(tensor.Name)).DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name, tensor => decoder.Decode(tensor));
        GraphWalk? furthest = null;
        ImportException? reason = null;
        foreach (var layout in SampleLayout.Candidates(source, ends.Samples, options.Frame))
        {
            var walk = new GraphWalk(source, model, ends, folding, constants, layout);
            try
            {
                return walk.Run();
            }
            catch (ImportException e) when (!source.Budget.IsExceeded)
            {
                if (furthest is null || walk.Progress > furthest.Progress || (walk.Progress == furthest.Progress && reason!.IsOfLayout && !e.IsOfLayout))
                {
                    (furthest, reason) = (walk, e);
                }
            }
        }
        throw reason!;
    }
}

/// <summary>Where a graph begins and ends, and which nodes lie between.</summary>
internal sealed class GraphEnds
{
    private readonly Dictionary<string, OnnxNode> makers = [];
    private readonly Dictionary<string, CarriedStates?> begun; // by the inputs that states are taken from
    private readonly IReadOnlyDictionary<string, CarriedStates> ended; // by the outputs that give them back

    public GraphEnds(ModelSource source, OnnxGraph graph, ImportOptions options)
    {
        var constants = graph.Initializers.Select(tensor => tensor.Name).ToHashSet();
        OnnxValueInfo[] inputs = [.. graph.Inputs.Where(input => !constants.Contains(input.Name))];
        AddMakers(graph);
        var sample = Choose(source, "--input", "input", inputs, options.Input);
        var result = Choose(source, "--result", "output", graph.Outputs, options.Result);
        OnnxValueInfo[] others = [.. inputs.Where(input => input.Name != sample.Name)];
        Settings = others.Where(IsSetting).DistinctBy(input => input.Name).ToDictionary(input => input.Name, input => options.Settings.TryGetValue(input.Name, out double number) ? new Constant([.. input.Dims.Select(size => size ?? 1)], [number], true) : null);
        if (options.Settings.Keys.FirstOrDefault(name => !Settings.ContainsKey(name)) is { } unknown)
        {
            throw source.Fault("--set", $"the graph has no input {ModelSource.Quote(unknown)} that is a single whole number", Settings.Count > 0 ? $"one of {string.Join(", ", Settings.Keys.Select(ModelSource.Quote))}" : "no --set");
        }
        if (options.Ignored.FirstOrDefault(name => !graph.Outputs.Any(output => output.Name == name)) is { } absent)
        {
            throw source.Fault("--ignore", $"the graph has no output {ModelSource.Quote(absent)}", $"one of {Counted.Some([.. graph.Outputs.Select(output => output.Name)], 12)}");
        }
        ended = graph.Outputs.Select(output => output.Name).Distinct().Select(name => (Name: name, States: StatesIn(name))).Where(output => output.States is not null).ToDictionary(output => output.Name, output => output.States!);
        var rest = graph.Outputs.Where(output => output.Name != result.Name && !options.Ignored.Contains(output.Name)).ToLookup(output => ended.ContainsKey(output.Name));
        Results = options.Result is null ? [result, .. rest[false]] : [result];
        LeftOut = options.Result is null ? [] : [.. rest[false].Select(output => output.Name)];
        if (Results.Count > Specification.SpecLimits.MaxParts)
        {
            throw source.Fault("the graph", $"it has {Results.Count} outputs that are no states", $"at most {Specification.SpecLimits.MaxParts}; --ignore NAME leaves one out, --result NAME all but one");
        }
        CarriedResults = [.. rest[true].Select(output => output.Name)];
        var made = new HashSet<string>();
        foreach (var node in graph.Nodes)
        {
            if (node.Outputs.FirstOrDefault(output => output.Length > 0 && !made.Add(output)) is { } twice)
            {
                throw source.Fault(node.Place, $"its output {ModelSource.Quote(twice)} is another node's too", "each value made once");
            }
        }
        string[] results = [.. Results.Select(output => output.Name)];
        Needed = Behind(graph.Nodes, results);
        Uses = Count(Needed, results);
        OnnxNode[] needed = [.. graph.Nodes.Where(Needed.Contains)];
        begun = others.Where(input => !IsSetting(input)).Select(input => input.Name).Distinct().ToDictionary(name => name, name => Carried(name, needed));
        var open = others.Where(input => !IsSetting(input)).DistinctBy(input => input.Name).ToLookup(input => options.Input is null && begun[input.Name] is null);
        Samples = [sample, .. open[true]];
        if (Samples.Count > Specification.SpecLimits.MaxParts)
        {
            throw source.Fault("the graph", $"it has {Samples.Count} inputs that are no states", $"at most {Specification.SpecLimits.MaxParts}");
        }
        States = open[false].ToDictionary(input => input.Name);
    }

    /// <summary>The inputs that a sample consists of; the first is the one that --input names.</summary>
    public IReadOnlyList<OnnxValueInfo> Samples { get; }

    /// <summary>The outputs that are the network's: the one that --result names, otherwise all that are no states.</summary>
    public IReadOnlyList<OnnxValueInfo> Results { get; }

    /// <summary>The outputs that are left out because --result names another.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>The outputs that are states which a stream carries.</summary>
    public IReadOnlyList<string> CarriedResults { get; }

    /// <summary>
    /// The output that gives a state back as a stream needs it, made of the states that the input goes into; null where no output holds any of them. Empty where that cannot
    /// be told, as the layers are within a branch.
    /// </summary>
    /// <exception cref="ImportException">An output holds some of them, or others too: what it gives back is not what the input takes.</exception>
    public string? NextOf(ModelSource source, string state)
    {
        if (begun[state] is not { IsKnown: true } into || ended.Values.Any(states => !states.IsKnown))
        {
            return "";
        }
        return ended.FirstOrDefault(output => output.Value.Same(into)).Key is { } same ? same
            : ended.FirstOrDefault(output => output.Value.Shares(into)) is { Key: { } other, Value: var states } ? throw source.Fault($"input {ModelSource.Quote(state)}", $"it begins {into}, and output {ModelSource.Quote(other)} is what {states} end with", "an output for each state that is an input, made of the same layers' states")
            : null;
    }

    /// <summary>Inputs that are neither the sample nor single numbers.</summary>
    public IReadOnlyDictionary<string, OnnxValueInfo> States { get; }

    /// <summary>Inputs that are single whole numbers, with those that were given.</summary>
    public IReadOnlyDictionary<string, Constant?> Settings { get; }

    /// <summary>The nodes that the results depend on.</summary>
    public HashSet<OnnxNode> Needed { get; }

    /// <summary>How many of them take a value.</summary>
    public IReadOnlyDictionary<string, int> Uses { get; }

    // The states of recurrent layers that an input goes into, by nothing but rearranging; null where it goes elsewhere too. What is within a branch or a loop may be a state.
    private static CarriedStates? Carried(string input, IEnumerable<OnnxNode> nodes)
    {
        const int FirstState = 5;
        var names = new HashSet<string> { input };
        var states = new CarriedStates();
        bool isTaken = false;
        foreach (var node in nodes)
        {
            if (node.Graphs.Any())
            {
                bool isWithin = node.Takes.Any(names.Contains);
                (isTaken, states.IsKnown) = (isTaken || isWithin, states.IsKnown && !isWithin);
                continue;
            }
            for (int k = 0; k < node.Inputs.Count; k++)
            {
                if (!names.Contains(node.Inputs[k]))
                {
                    continue;
                }
                isTaken = true;
                if (node.Operator is "LSTM" or "GRU" or "RNN" or QuantizedNode.Lstm && k >= FirstState)
                {
                    states.Add(node, k - FirstState);
                }
                else if (node.Operator is "Shape")
                {
                    continue;
                }
                else if (node.Operator is "Squeeze" or "Unsqueeze" or "Transpose" or "Reshape" or "Identity" or "Cast" or "Concat" or "Slice" or "Gather" or "Split" or "Expand")
                {
                    names.UnionWith(node.Outputs);
                }
                else
                {
                    return null;
                }
            }
        }
        return states.Any || !states.IsKnown || !isTaken ? states : null;
    }

    // The states that recurrent layers end with of which an output is made, by nothing but rearranging; null where it is made of anything else.
    private CarriedStates? StatesIn(string output)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([output]);
        var states = new CarriedStates();
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name) || !makers.TryGetValue(name, out var node))
            {
                continue;
            }
            int at = node.Outputs.ToList().IndexOf(name);
            if (node.Operator is "LSTM" or "GRU" or "RNN" && at > 0)
            {
                states.Add(node, at - 1);
                continue;
            }
            states.IsKnown &= node.Operator != "If";
            IEnumerable<string>? from = node.Operator switch
            {
                "Squeeze" or "Unsqueeze" or "Transpose" or "Reshape" or "Identity" or "Cast" => node.Inputs.Take(1),
                "Concat" => node.Inputs,
                "Add" when node.Inputs.Any(IsNothing) => node.Inputs.Where(input => !IsNothing(input)),
                "If" => node.Graphs.Where(graph => at < graph.Outputs.Count).Select(graph => graph.Outputs[at].Name),
                _ => null,
            };
            if (from is null)
            {
                return null;
            }
            foreach (string input in from)
            {
                open.Push(input);
            }
        }
        return states.Any ? states : null;
    }

    /// <summary>Of some nodes those that values depend on.</summary>
    public static HashSet<OnnxNode> Behind(IEnumerable<OnnxNode> nodes, IEnumerable<string> names)
    {
        var makers = nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).DistinctBy(pair => pair.output).ToDictionary(pair => pair.output, pair => pair.node);
        var found = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>(names);
        while (open.TryPop(out string? value))
        {
            if (value.Length > 0 && makers.TryGetValue(value, out var node) && found.Add(node))
            {
                foreach (string input in node.Takes)
                {
                    open.Push(input);
                }
            }
        }
        return found;
    }

    /// <summary>How many nodes take a value, or results are one. Asking for a shape takes nothing.</summary>
    public static IReadOnlyDictionary<string, int> Count(IEnumerable<OnnxNode> nodes, IEnumerable<string> results) =>
        nodes.SelectMany(node => node.Operator == "Shape" ? [] : node.Takes).Concat(results).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    private static bool IsSetting(OnnxValueInfo input) => OnnxType.IsWhole(input.ElementType) && input.Dims is [] or [1];

    // A number times zero, as an exporter adds it to a state so that an input that does nothing stays in the graph.
    private bool IsNothing(string name) => makers.TryGetValue(name, out var node) && node.Operator switch
    {
        "Cast" or "Identity" => node.Inputs.All(IsNothing),
        "Mul" => node.Inputs.Any(Settings.ContainsKey) && node.Inputs.Any(IsZero),
        _ => false,
    };

    private bool IsZero(string name) => makers.TryGetValue(name, out var node) && node.Operator == "Constant" && node.Attributes.GetValueOrDefault("value")?.Tensor is { Raw: { Length: > 0 } raw } && raw.All(one => one == 0);

    private void AddMakers(OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                makers.TryAdd(output, node);
            }
            foreach (var inner in node.Graphs)
            {
                AddMakers(inner);
            }
        }
    }

    private static OnnxValueInfo Choose(ModelSource source, string option, string what, IReadOnlyList<OnnxValueInfo> among, string? name)
    {
        string names = string.Join(", ", among.Select(value => ModelSource.Quote(value.Name)));
        return name is null
            ? among.Count > 0 ? among[0] : throw source.Fault("the graph", $"it has no {what}", "one")
            : among.FirstOrDefault(value => value.Name == name) ?? throw source.Fault(option, $"the graph has no {what} {ModelSource.Quote(name)}", $"one of {names}");
    }
}

/// <summary>States of recurrent layers: the hidden states (0) and cell states (1) of nodes.</summary>
internal sealed class CarriedStates
{
    private readonly HashSet<(string Node, int Kind)> states = [];
    private readonly List<string> places = [];

    /// <summary>Whether these are all there are: none is within a branch or a loop.</summary>
    public bool IsKnown { get; set; } = true;

    public bool Any => states.Count > 0;

    public void Add(OnnxNode node, int kind)
    {
        if (states.Add((string.Join(' ', node.Outputs), kind)))
        {
            places.Add($"the {(kind == 0 ? "hidden" : "cell")} state of {node.Place}");
        }
    }

    public bool Same(CarriedStates other) => states.SetEquals(other.states);

    public bool Shares(CarriedStates other) => states.Overlaps(other.states);

    public override string ToString() => string.Join(" and ", places);
}

/// <summary>What the axes of the sample may be.</summary>
internal static class SampleLayout
{
    /// <summary>Stands for a number of time steps that the graph leaves open; a prime, and larger than any size that a layer has.</summary>
    public const long OpenTime = 1_000_003;

    /// <summary>The readings of the axes of all inputs together.</summary>
    /// <param name="source">The file.</param>
    /// <param name="samples">The inputs.</param>
    /// <param name="frame">Values of a time step, where the graph leaves that open.</param>
    public static IEnumerable<IReadOnlyList<Signal>> Candidates(ModelSource source, IReadOnlyList<OnnxValueInfo> samples, int? frame)
    {
        IEnumerable<IReadOnlyList<Signal>> all = [[]];
        for (int k = 0; k < samples.Count; k++)
        {
            int number = k;
            Signal[] readings = [.. Candidates(source, samples[k], frame)];
            all = all.SelectMany(before => readings.Select(reading => (IReadOnlyList<Signal>)[.. before, reading with { Layer = Specification.NetworkGraph.Input(number) }]));
        }
        return all;
    }

    private static IEnumerable<Signal> Candidates(ModelSource source, OnnxValueInfo sample, int? frame)
    {
        bool isToken = sample.ElementType is OnnxType.Int64 or OnnxType.Int32;
        const AxisRole T = AxisRole.Time, B = AxisRole.Batch, F = AxisRole.Feature;
        AxisRole[][] layouts = (isToken, sample.Dims.Count) switch
        {
            (false, 3) => [[T, B, F], [B, T, F], [B, F, T]],
            (false, 2) => [[T, F], [B, F]],
            (true, 2) => [[B, T], [T, B]],
            (true, 1) => [[T]],
            _ => throw Fault($"it has {sample.Dims.Count} dimensions and data type {sample.ElementType}", "float (1) of 2 or 3, such as [time, batch, features], or token numbers, int64 (7), of 1 or 2"),
        };
        if (!isToken && sample.ElementType is not (OnnxType.Float or OnnxType.Double or OnnxType.Float16))
        {
            throw Fault($"its data type is {sample.ElementType}", "float (1), double (11), float16 (10), or int64 (7) for token numbers");
        }
        if (sample.Dims.FirstOrDefault(size => size > int.MaxValue) is { } large)
        {
            throw Fault(FormattableString.Invariant($"an axis of it has {large:N0} places"), FormattableString.Invariant($"at most {int.MaxValue:N0}"));
        }
        var known = layouts.Where(layout => isToken || (sample.Dims[Array.IndexOf(layout, F)] ?? frame) is > 0 and <= Specification.SpecLimits.MaxInputSize).ToList();
        if (known.Count == 0)
        {
            throw Fault("it leaves open how many values a time step has", "a number for the axis of the features; --frame NUMBER gives it");
        }
        return known.Select(layout => new Signal(-1, [.. layout.Select((role, axis) => new Axis(role, sample.Dims[axis] ?? (role == T ? OpenTime : role == F ? frame!.Value : 1)))]));

        ImportException Fault(string problem, string expected) => source.Fault($"input {ModelSource.Quote(sample.Name)}", problem, expected);
    }
}
