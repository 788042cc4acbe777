using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>
/// Draws a network that branches: one to three inputs, layers that take any output before them, joins, one to four outputs. Whatever is left over
/// at the end is an output too, so that everything is used.
/// </summary>
internal sealed class RandomGraph
{
    private const int LargestOutput = 300; // concatenations of concatenations take long in double precision

    private readonly Random random;
    private readonly RandomCells cells;
    private readonly List<LayerSpec> layers = [];
    private readonly List<int> sizes = [];
    private readonly List<GraphLayer> places = [];
    private readonly HashSet<int> unused = [];
    private readonly GraphInput[] inputs;
    private int denses;
    private int convs;
    private int norms;
    private int scales;

    private RandomGraph(Random random)
    {
        this.random = random;
        cells = new RandomCells(random, streaming: true);
        int count = random.Next(1, 4);
        inputs = [.. Enumerable.Range(0, count).Select(k => new GraphInput(count == 1 ? "input" : $"in{k}", random.Next(4) == 0 ? 1 : cells.Size()))];
        unused.UnionWith(Enumerable.Range(0, count).Select(NetworkGraph.Input));
        int length = random.Next(3, 13), memory = random.Next(length);
        while (layers.Count < length)
        {
            Add(layers.Count == memory ? cells.Next() : Any());
        }
        while (unused.Count(source => source >= 0) > 4 || unused.Any(source => source < 0))
        {
            Join([.. unused.Order().Take(random.Next(2, 5))]);
        }
    }

    /// <summary>The next one; always one that no chain of layers could be.</summary>
    public static ModelSpec Draw(Random random)
    {
        for (; ; )
        {
            var drawn = new RandomGraph(random);
            if (drawn.sizes.Max() <= LargestOutput && drawn.layers.Count <= SpecLimits.MaxLayers && drawn.Finish() is { } spec && SpecWriter.TryWrite(spec).Fault is null)
            {
                return spec;
            }
        }
    }

    private ModelSpec? Finish()
    {
        var outputs = unused.ToList();
        for (int more = random.Next(3); more > 0; more--)
        {
            outputs.Add(random.Next(layers.Count)); // whose output a layer takes too
        }
        int[] order = [.. outputs.Distinct().OrderBy(_ => random.Next())];
        var graph = new NetworkGraph(new(inputs), new(places), new(order));
        bool chain = inputs.Length == 1 && places.Select((place, k) => place.From.SequenceEqual([k - 1])).All(before => before) && order is [var last] && last == layers.Count - 1;
        return order.Length > SpecLimits.MaxParts || chain ? null : new ModelSpec(inputs.Sum(input => input.Size), new EquatableArray<LayerSpec>(layers), Graph: graph);
    }

    private void Add(LayerSpec layer) => Add(layer, [Any(unused)]);

    private void Add(LayerSpec layer, int[] from)
    {
        unused.ExceptWith(from);
        unused.Add(layers.Count);
        sizes.Add(layer.OutputSize(from.Sum(SizeOf)));
        places.Add(new GraphLayer($"layer{layers.Count}", new(from)));
        layers.Add(layer);
    }

    private LayerSpec Any() => random.Next(10) switch
    {
        0 or 1 => cells.Next(),
        2 or 3 => Dense(),
        4 => new ScaleLayerSpec($"scale{++scales}", random.Next(2) == 0 ? null : $"offset{scales}"),
        5 => new ActivationLayerSpec(RandomActivations.Gate(random)),
        6 => new ConvLayerSpec($"conv{convs++}.", cells.Size(), random.Next(1, 4), 1, random.Next(1, 3), random.Next(4) != 0, RandomActivations.Gate(random)),
        9 => new LayerNormLayerSpec($"norm{norms++}.", 1e-3f, random.Next(4) != 0),
        _ => Joined(),
    };

    // Joins add themselves, and the layer that comes next is a dense one of what they make.
    private DenseLayerSpec Joined()
    {
        int[] from = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Any(unused))];
        Join(from);
        return Dense();
    }

    private void Join(int[] from)
    {
        int[] alike = [.. Enumerable.Range(-inputs.Length, inputs.Length + layers.Count).Where(source => SizeOf(source) == SizeOf(from[0]))];
        if (random.Next(2) == 0 && alike.Length > 0)
        {
            from = [from[0], .. Enumerable.Range(1, random.Next(1, 3)).Select(_ => alike[random.Next(alike.Length)])];
            Add(new JoinLayerSpec(random.Next(2) == 0 ? JoinKind.Add : JoinKind.Multiply, from.Length), from);
            return;
        }
        from = from.Length < 2 ? [from[0], from[0]] : from;
        Add(new JoinLayerSpec(JoinKind.Concat, from.Length), from);
    }

    private DenseLayerSpec Dense()
    {
        int size = cells.Size();
        return new DenseLayerSpec($"dense{denses++}.", size, random.Next(4) != 0, RandomActivations.Layer(random, size));
    }

    // What nobody has taken yet, more often than not.
    private int Any(HashSet<int> first) => random.Next(3) > 0 && first.Count > 0 ? first.Order().ElementAt(random.Next(first.Count)) : random.Next(-inputs.Length, layers.Count);

    private int SizeOf(int source) => source >= 0 ? sizes[source] : inputs[~source].Size;
}
