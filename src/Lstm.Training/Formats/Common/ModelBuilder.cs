using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>A tensor of a layer under its name in the weight file.</summary>
internal readonly record struct NamedTensor(string Name, float[] Values);

/// <summary>Puts an imported network together, layer by layer.</summary>
internal sealed class ModelBuilder(ModelSource source, IReadOnlyList<GraphInput> inputs)
{
    // The network, where a spec says what it is and only its tensors are looked for; null where the layers make it.
    private readonly ModelSpec? given;
    private readonly IReadOnlyList<LayerSizes> givenSizes = [];
    private readonly List<LayerSpec> layers = [];
    private readonly List<int> sizes = [];
    private readonly List<int[]> taken = [];
    private readonly List<string> places = [];
    private readonly List<(int Layer, string Name)> outputs = [];
    private readonly Dictionary<string, float[]> tensors = [];
    private readonly List<string> notes = [];
    private readonly HashSet<string> said = [];
    private readonly Dictionary<string, int> numbers = [];
    private bool isLastAnswer;
    private int[] next = [NetworkGraph.Input(0)];

    /// <summary>For a network with one input.</summary>
    public ModelBuilder(ModelSource source, int inputSize)
        : this(source, [new GraphInput("input", inputSize)])
    {
    }

    /// <summary>For a network that a spec describes, whose layers are added in its order.</summary>
    public ModelBuilder(ModelSource source, ModelSpec given)
        : this(source, given.InputSize) => (this.given, givenSizes) = (given, given.Sizes);

    /// <summary>The inputs.</summary>
    public IReadOnlyList<GraphInput> Inputs => inputs;

    /// <summary>The layers so far.</summary>
    public IReadOnlyList<LayerSpec> Layers => layers;

    /// <summary>Values that the next layer takes, all those together that it joins.</summary>
    public int Size => given is null ? next.Sum(SizeOf) : givenSizes[layers.Count].Input;

    /// <summary>Values that a layer outputs, or, for <see cref="NetworkGraph.Input"/>, of an input.</summary>
    public int SizeOf(int layer) => layer < 0 ? inputs[~layer].Size : sizes[layer];

    /// <summary>Says whose outputs the next layer takes, where it is not the layer before it: layers' numbers, and <see cref="NetworkGraph.Input"/> of inputs'.</summary>
    public void Take(params int[] sources) => next = sources;

    /// <summary>Says that a layer's output is one of the network's; without this, the last layer's is the only one. The name can be empty where it is the only one.</summary>
    public void Output(int layer, string name) => outputs.Add((layer, name));

    /// <summary>Says what was folded, left out or taken as read; the same is said once.</summary>
    public void Note(string note)
    {
        if (said.Add(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>The usual prefix of the next layer of a kind: <c>dense0.</c>, <c>dense1.</c>, …; the same as a spec's default.</summary>
    public string Numbered(string kind)
    {
        numbers.TryGetValue(kind, out int before);
        numbers[kind] = before + 1;
        return $"{kind}{before}.";
    }

    /// <summary>K of the next recurrent layer with a prefix.</summary>
    public int NextIndex(string prefix) => layers.OfType<RecurrentLayerSpec>().Count(layer => layer.Tensors == prefix);

    /// <summary>Adds a layer.</summary>
    /// <param name="place">What it is in the file.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="given">All its tensors.</param>
    /// <returns>Its place, counted from 0.</returns>
    public int Add(string place, LayerSpec layer, params NamedTensor[] given)
    {
        if (layers.Count == SpecLimits.MaxLayers)
        {
            throw source.Fault(place, $"this would be layer {SpecLimits.MaxLayers + 1}", $"at most {SpecLimits.MaxLayers}");
        }
        foreach (var (name, values) in given)
        {
            AddTensor(place, name, values);
        }
        RequireShapes(place, layer);
        sizes.Add(layer.OutputSize(Size));
        taken.Add(next);
        places.Add(place);
        layers.Add(layer);
        next = [layers.Count - 1];
        return layers.Count - 1;
    }

    /// <summary>Puts another layer, with as many outputs, in one's place.</summary>
    public void Replace(string place, int index, LayerSpec layer, params NamedTensor[] given)
    {
        foreach (var (name, values) in given)
        {
            tensors.Remove(name);
            AddTensor(place, name, values);
        }
        layers[index] = layer;
    }

    /// <summary>Whether a scale layer only subtracts its offset so far: its factor is 1.</summary>
    public bool IsPlainOffset(ScaleLayerSpec layer) => tensors[layer.Tensors] is [1];

    /// <summary>Whether a layer normalisation has no factors so far: they are 1.</summary>
    public bool HasPlainWeight(LayerNormLayerSpec layer) => tensors[layer.Tensors + "weight"].All(value => value == 1);

    /// <summary>The network.</summary>
    /// <exception cref="ImportException">The layers break a rule of specs.</exception>
    public ImportedModel Build()
    {
        var spec = given ?? Joined();
        try
        {
            SpecWriter.Write(spec);
        }
        catch (ArgumentException e)
        {
            throw source.Fault(null, e.Message.Split(" (Parameter", 2)[0].TrimEnd('.'), "layers that a spec can describe (docs/model-format.md)", e);
        }
        if (SizeCheck.Faults(spec, "the network").FirstOrDefault(fault => fault.IsError) is { } large)
        {
            throw source.Fault(null, large.Message, "a smaller network");
        }
        return new ImportedModel(spec, tensors, notes) { IsLastAnswer = isLastAnswer };
    }

    // A network that branches answers at every time step. Where the origin takes the last of them, at whatever place, the network's last answers are the origin's.
    private void LeavePoolsOut()
    {
        bool[] isLast = new bool[layers.Count];
        int[] moved = new int[layers.Count];
        int Source(int index) => index < 0 ? index : moved[index];
        for (int index = 0, kept = 0; index < layers.Count; index++)
        {
            var pool = layers[index] as PoolLayerSpec;
            if (pool is { Kind: PoolKind.Mean })
            {
                throw source.Fault(places[index], "it takes the mean over time, and the network branches", "the last time step, or a network that is a chain: one that branches answers at every time step");
            }
            isLast[index] = pool is not null || taken[index].Any(from => from >= 0 && isLast[from]);
            moved[index] = pool is null ? kept++ : Source(taken[index][0]);
        }
        int[] ends = outputs.Count == 0 ? [layers.Count - 1] : [.. outputs.Select(output => output.Layer)];
        if (ends.FirstOrDefault(end => isLast[end] != isLast[ends[0]], -1) is >= 0 and var other)
        {
            throw source.Fault(places[other], "some outputs are one answer for the whole sequence, others have one for each time step, and the network branches", "answers at every time step, or one at the end, of all outputs");
        }
        if (!isLast.Contains(true))
        {
            return;
        }
        isLastAnswer = isLast[ends[0]];
        Note("The network branches, and so it answers at every time step: the answer at the last time step of a sequence is that of the original (lstm predict --last).");
        for (int index = 0; index < outputs.Count; index++)
        {
            outputs[index] = (Source(outputs[index].Layer), outputs[index].Name);
        }
        for (int index = layers.Count - 1; index >= 0; index--)
        {
            taken[index] = [.. taken[index].Select(Source)];
            if (layers[index] is PoolLayerSpec)
            {
                layers.RemoveAt(index);
                taken.RemoveAt(index);
                sizes.RemoveAt(index);
                places.RemoveAt(index);
            }
        }
        if (outputs.Any(output => output.Layer < 0) || outputs.Select(output => output.Layer).Distinct().Count() < outputs.Count)
        {
            throw source.Fault(null, "an output is an input, or the same as another one", "the output of a layer of its own for each");
        }
    }

    private NetworkGraph Graph(Func<int, string> nameOf) => new(
        new(inputs),
        new(taken.Select((from, index) => new GraphLayer(nameOf(index), new(from)))),
        new(outputs.Count == 0 ? [layers.Count - 1] : outputs.Select(output => output.Layer)));

    // Where the network branches, layers that something other than the next one takes, and those whose outputs are the network's, have names.
    private ModelSpec Joined()
    {
        if (GraphRules.IsChain(Graph(_ => "")))
        {
            return new ModelSpec(inputs[0].Size, new EquatableArray<LayerSpec>(layers));
        }
        for (int index = 0; index < layers.Count; index++)
        {
            if (layers[index] is ResidualLayerSpec { From: var earlier })
            {
                if (SizeOf(earlier) != sizes[index])
                {
                    throw source.Fault($"layers[{index}]", $"it adds the first {sizes[index]} of {SizeOf(earlier)} values", "outputs with as many values, in a network that branches");
                }
                (layers[index], taken[index]) = (new JoinLayerSpec(JoinKind.Add, 2), [.. taken[index], earlier]);
            }
        }
        LeavePoolsOut();
        var unnamed = Graph(_ => "");
        var byName = Enumerable.Range(0, layers.Count).Where(index => !unnamed.TakesLayerBefore(index)).SelectMany(index => taken[index]).Concat(unnamed.EndsInLastLayer ? [] : unnamed.Outputs).ToHashSet();
        var names = outputs.Where(output => output.Name.Length > 0).ToDictionary(output => output.Layer, output => output.Name);
        var used = new HashSet<string>(inputs.Select(input => input.Name).Concat(names.Values), StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < layers.Count; index++)
        {
            if (byName.Contains(index) && !names.ContainsKey(index))
            {
                names[index] = ForeignNames.Of($"{layers[index].Type.Name}{index}", "", used);
            }
        }
        return new ModelSpec(inputs.Sum(input => input.Size), new EquatableArray<LayerSpec>(layers), Graph: Graph(index => names.GetValueOrDefault(index, "")));
    }

    private void AddTensor(string place, string name, float[] values)
    {
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw source.Fault(place, $"value {bad} of what becomes tensor {ModelSource.Quote(name)} is {values[bad]}", "finite numbers");
        }
        if (!tensors.TryAdd(name, values))
        {
            throw source.Fault(place, $"a tensor {ModelSource.Quote(name)} is there already", "names that differ");
        }
    }

    private void RequireShapes(string place, LayerSpec layer)
    {
        foreach (string name in TensorNames.Of(layer))
        {
            int[] shape = TensorNames.ShapeOf(layer, name, Size);
            long count = shape.Aggregate(1L, (product, dimension) => product * dimension);
            if (!tensors.TryGetValue(name, out float[]? values))
            {
                throw source.Fault(place, $"there is no tensor {ModelSource.Quote(name)}", $"one of shape [{string.Join(", ", shape)}]");
            }
            if (values.Length != count && !(layer is ScaleLayerSpec && values.Length == 1))
            {
                throw source.Fault(place, $"tensor {ModelSource.Quote(name)} has {values.Length} values", $"[{string.Join(", ", shape)}], {count} of them, for {Size} values that come in");
            }
        }
    }
}
