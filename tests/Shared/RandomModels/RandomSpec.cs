using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>Draws a network of one to five layers that a spec file can describe, of all types and with all options.</summary>
internal sealed class RandomSpec
{
    private readonly Random random;
    private readonly RandomCells cells;
    private readonly List<LayerSpec> layers = [];
    private readonly List<int> sizes = [];
    private readonly int inputSize;
    private int denses;
    private int convs;
    private int norms;
    private bool pooled;
    private int firstAddable = ResidualLayerSpec.Input; // by a residual layer

    private RandomSpec(Random random, bool streaming)
    {
        this.random = random;
        cells = new RandomCells(random, streaming);
        bool tokens = random.Next(6) == 0;
        inputSize = tokens ? 1 : cells.Size();
        if (tokens)
        {
            Add(new EmbeddingLayerSpec(random.Next(3) == 0 ? "table." : "embedding0.", cells.Size(), cells.Size()));
            firstAddable = 0;
        }
        int count = layers.Count + random.Next(1, 6), remembering = random.Next(layers.Count, count);
        while (layers.Count < count)
        {
            bool mustRemember = layers.Count == remembering;
            Add(mustRemember ? Remembering() : Any(mayPool: layers.Count > remembering));
        }
        if (firstAddable == ResidualLayerSpec.Input && Size <= inputSize && random.Next(3) == 0)
        {
            var reconstruction = new AnomalyLayerSpec(AnomalyKind.Reconstruction);
            bool copies = SpecWriter.TryWrite(new ModelSpec(inputSize, new EquatableArray<LayerSpec>([.. layers, reconstruction]))).Fault is not null;
            Add(copies || random.Next(2) == 0 ? new AnomalyLayerSpec() : reconstruction);
        }
    }

    private int Size => sizes.Count == 0 ? inputSize : sizes[^1];

    /// <param name="random">Where from.</param>
    /// <param name="streaming">Whether the network has a step; otherwise it may need whole sequences.</param>
    public static ModelSpec Draw(Random random, bool streaming)
    {
        var drawn = new RandomSpec(random, streaming);
        return new ModelSpec(drawn.inputSize, new EquatableArray<LayerSpec>(drawn.layers));
    }

    private void Add(LayerSpec layer)
    {
        sizes.Add(layer.OutputSize(Size));
        layers.Add(layer);
        if (layer is PoolLayerSpec or ConvLayerSpec { Stride: > 1 } or RecurrentLayerSpec { Direction: not Direction.Forward })
        {
            firstAddable = layers.Count - 1;
        }
        pooled |= layer is PoolLayerSpec;
    }

    private LayerSpec Remembering() => random.Next(4) == 0 ? Conv() : cells.Next();

    private LayerSpec Any(bool mayPool) => random.Next(12) switch
    {
        0 or 1 or 2 when !pooled => Remembering(),
        3 or 4 => Dense(),
        5 => new ScaleLayerSpec($"scale{layers.Count}", random.Next(2) == 0 ? $"offset{layers.Count}" : null),
        6 => new ActivationLayerSpec(RandomActivations.Layer(random, Size)),
        7 when Addable() is { Length: > 0 } from => new ResidualLayerSpec(from[random.Next(from.Length)]),
        8 when mayPool && !pooled => new PoolLayerSpec((PoolKind)random.Next(layers[^1] is RecurrentLayerSpec ? 3 : 2)),
        9 => RandomFrames.Conv(random, $"conv{convs++}.", Size),
        10 when Size % 2 == 0 => RandomFrames.Magnitude(random, Size),
        11 when Size > 1 => Norm(),
        _ => Dense(),
    };

    // All but what comes in anyway, as wide as that at least.
    private int[] Addable() => [.. Enumerable.Range(firstAddable, Math.Max(0, layers.Count - 1 - firstAddable)).Where(from => (from < 0 ? inputSize : sizes[from]) >= Size)];

    private DenseLayerSpec Dense()
    {
        int size = cells.Size(), number = denses++;
        return new DenseLayerSpec(random.Next(3) == 0 ? $"head{number}." : $"dense{number}.", size, random.Next(4) != 0, RandomActivations.Layer(random, size));
    }

    // The usual ε of 1e-5 would magnify the rounding of values that are nearly equal three hundred times.
    private LayerNormLayerSpec Norm() => new($"norm{norms++}.", random.Next(2) == 0 ? 1e-3f : 0.25f, random.Next(4) != 0);

    private ConvLayerSpec Conv() =>
        new($"conv{convs++}.", cells.Size(), random.Next(1, 6), random.Next(2) == 0 ? 1 : random.Next(1, 4), random.Next(1, 4), random.Next(4) != 0, RandomActivations.Gate(random));
}
