using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Tests.Specification;

/// <summary>The layers of one random network, each such that it can follow those before it.</summary>
internal sealed class RandomLayers
{
    private readonly Random random;
    private readonly RandomCells cells;
    private readonly RandomActivations activations;
    private readonly int largest;
    private readonly List<LayerSpec> layers = [];
    private readonly List<int> sizes = [];
    private readonly Dictionary<string, int> numbered = [];
    private bool remembers;
    private int reach = ResidualLayerSpec.Input;

    public RandomLayers(Random random, int largest)
    {
        this.random = random;
        this.largest = largest;
        activations = new RandomActivations(random);
        cells = new RandomCells(random, Size);
        Tokens = random.Next(8) == 0;
        InputSize = Tokens ? 1 : Size(SpecLimits.MaxInputSize);
    }

    public int InputSize { get; }

    private bool Tokens { get; }

    private bool Pooled => layers.Any(layer => layer is PoolLayerSpec);

    private int Now => sizes.Count == 0 ? InputSize : sizes[^1];

    /// <summary>As many layers, and one more if none of them remembers.</summary>
    public EquatableArray<LayerSpec> Take(int count)
    {
        if (Tokens)
        {
            Add(new EmbeddingLayerSpec(Prefix("embedding"), Size(SpecLimits.MaxTokens), Size(SpecLimits.MaxLayerSize)));
        }
        while (layers.Count < count)
        {
            Add(Next());
        }
        if (!remembers)
        {
            Add(cells.Next());
        }
        if (!Tokens && reach == ResidualLayerSpec.Input && Now <= InputSize && Flag())
        {
            Add(new AnomalyLayerSpec());
        }
        return new EquatableArray<LayerSpec>(layers);
    }

    private LayerSpec Next()
    {
        switch (random.Next(11))
        {
            case 0:
                int size = Size(SpecLimits.MaxLayerSize);
                return new DenseLayerSpec(Prefix("dense"), size, Flag(), activations.Next(softmax: size > 1));
            case 1:
                return new ScaleLayerSpec($"scale \"{layers.Count}\" \\ 😀é", Flag() ? null : $"offset {layers.Count}");
            case 2:
                return new ActivationLayerSpec(activations.Next(softmax: Now > 1));
            case 3 when Addends() is { Count: > 0 } addends:
                return new ResidualLayerSpec(addends[random.Next(addends.Count)]);
            case 4 when remembers && !Pooled:
                return new PoolLayerSpec(layers[^1] is RecurrentLayerSpec ? (PoolKind)random.Next(3) : (PoolKind)random.Next(2));
            case 5 when !Pooled:
                return new ConvLayerSpec(Prefix("conv"), Size(SpecLimits.MaxLayerSize), Size(SpecLimits.MaxKernel), Flag() ? 1 : Size(SpecLimits.MaxKernel), Flag() ? 1 : Size(SpecLimits.MaxKernel), Flag(), activations.Next());
            case 6 when FrameConv() is { } conv:
                return conv;
            case 7 when Divisors(Now).Where(channels => channels % 2 == 0).ToList() is { Count: > 0 } even:
                return new MagnitudeLayerSpec(even[random.Next(even.Count)]);
            case 8 when Now > 1:
                return new LayerNormLayerSpec(Prefix("norm"), Flag() ? LayerNormLayerSpec.UsualEpsilon : random.NextSingle() + 1e-9f, Flag());
            default:
                return Pooled ? new ActivationLayerSpec(activations.Next()) : cells.Next();
        }
    }

    // What can be added is there for the same time step and is no smaller.
    private List<int> Addends() =>
        [.. Enumerable.Range(reach, Math.Max(0, layers.Count - 1 - reach)).Where(from => from >= 0 ? sizes[from] >= Now : !Tokens && InputSize >= Now)];

    private FrameConvLayerSpec? FrameConv()
    {
        int channels = Divisors(Now).Where(divisor => divisor <= SpecLimits.MaxLayerSize).OrderBy(_ => random.Next()).First();
        int positions = Now / channels;
        bool reflect = Flag() && positions > 1;
        int Pad() => Flag() ? 0 : random.Next(0, reflect ? Math.Min(positions, SpecLimits.MaxKernel) : 20);
        int left = Pad(), right = Pad(), padded = positions + left + right;
        int kernel = random.Next(1, Math.Min(padded, SpecLimits.MaxKernel) + 1);
        int dilation = kernel == 1 ? Size(SpecLimits.MaxKernel) : random.Next(1, Math.Min((padded - 1) / (kernel - 1), SpecLimits.MaxKernel) + 1);
        int stride = Flag() ? 1 : Size(SpecLimits.MaxKernel);
        var conv = new FrameConvLayerSpec("", channels, Size(SpecLimits.MaxLayerSize), kernel, stride, dilation, left, right, reflect, Flag(), activations.Next());
        return (long)conv.OutputPositions(Now) * conv.Filters <= SpecLimits.MaxInputSize ? conv with { Tensors = Prefix("conv") } : null;
    }

    private void Add(LayerSpec layer)
    {
        remembers |= layer is RecurrentLayerSpec or ConvLayerSpec;
        if (layer is PoolLayerSpec or RecurrentLayerSpec { Direction: not Direction.Forward } or ConvLayerSpec { Stride: > 1 })
        {
            reach = layers.Count;
        }
        sizes.Add(layer.OutputSize(Now));
        layers.Add(layer);
    }

    private static IEnumerable<int> Divisors(int size) => Enumerable.Range(1, size).Where(divisor => size % divisor == 0);

    private string Prefix(string kind)
    {
        numbered.TryGetValue(kind, out int before);
        numbered[kind] = before + 1;
        return Flag() ? $"{kind}{before}." : $"other.{layers.Count}.";
    }

    private int Size(int max) => Math.Min(Flag() ? random.Next(1, Math.Min(50, max)) : random.Next(1, Math.Min(max, largest) + 1), largest);

    private bool Flag() => random.Next(2) == 0;
}
