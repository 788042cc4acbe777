using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>A layer, a cell or an activation that is added and forgotten somewhere stops there; it is not taken for another.</summary>
public class NewKindTests
{
    private static readonly LayerOfTomorrow NewLayer = new();

    private static readonly CellOfTomorrow NewCell = new();

    /// <summary>Every switch over layers, by what it is for. What is not here is a member of the layer itself: the compiler asks for it.</summary>
    private static readonly Dictionary<string, Action<LayerSpec>> OverLayers = new()
    {
        ["plan"] = layer => Assert.NotEmpty(new NetworkPlan(Of(layer)).Layers),
        ["emitted code"] = layer => Emitted.EmittedNetworks.Emit(Of(layer), "Any"),
    };

    public static TheoryData<string> ForLayers { get; } = [.. OverLayers.Keys];

    public static TheoryData<ActivationKind> Kinds { get; } = [.. Enum.GetValues<ActivationKind>()];

    [Theory, MemberData(nameof(ForLayers))]
    public void Every_layer_there_is_passes_and_a_new_one_stops(string what)
    {
        foreach (var layer in EveryLayer())
        {
            OverLayers[what](layer);
        }
        Assert.Throws<NotSupportedException>(() => OverLayers[what](NewLayer));
    }

    [Fact]
    public void Every_cell_there_is_has_code_and_a_new_one_stops()
    {
        foreach (var cell in EveryLayer().OfType<RecurrentLayerSpec>())
        {
            Assert.NotEmpty(CellCode.Of(cell).Equations);
        }
        Assert.Throws<NotSupportedException>(() => CellCode.Of(NewCell));
        Assert.Throws<NotSupportedException>(() => Emitted.EmittedNetworks.Emit(Of(NewCell), "Any"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_activation_has_numbers_a_name_a_factor_and_code(ActivationKind kind)
    {
        Assert.Equal(kind, Activations.Named(Activations.NameOf(kind)));
        var layer = kind == ActivationKind.Softmax ? new DenseLayerSpec("d.", 4, true, kind) : (LayerSpec)new RnnLayerSpec("", 0, 4, true, kind);
        Assert.NotEmpty(Emitted.EmittedNetworks.Emit(Of(layer), "Any"));
        Assert.NotEmpty(Emitted.EmittedNetworks.Emit(Of(new ActivationLayerSpec(kind)), "Any"));
    }

    [Fact]
    public void A_new_activation_stops()
    {
        var unknown = (ActivationKind)Enum.GetValues<ActivationKind>().Length;
        Assert.Throws<NotSupportedException>(() => ActivationSpec.Of(unknown));
        Assert.Throws<NotSupportedException>(() => LaneSpelling.FactorOf(new ActivationSpec(unknown, 0, 0)));
        Assert.Throws<NotSupportedException>(() => new LaneSpelling(null, 1).Activate(new ActivationSpec(unknown, 0, 0), "x"));
    }

    [Fact]
    public void All_layers_there_are_were_tried()
    {
        var all = typeof(LayerSpec).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerSpec)) && !type.IsAbstract).Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)));
        Assert.Equal(all, EveryLayer().Select(layer => layer.GetType()).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Equal(LayerTypes.All.Select(type => type.Name).Order(StringComparer.Ordinal), EveryLayer().Select(layer => layer.Type.Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<LayerSpec> EveryLayer() =>
    [
        new LstmLayerSpec("", 0, 5, Peephole: true, Bias: true, LstmActivations.Standard),
        new LstmLayerSpec("", 0, 5, Peephole: true, Bias: true, LstmActivations.Standard) { Coupled = true, LayerNorm = true, Projection = 2, InitialState = true },
        new GruLayerSpec("", 0, 5, Bias: true, GruActivations.Standard),
        new GruLayerSpec("", 0, 5, Bias: true, GruActivations.Standard) { ResetBefore = true },
        new RnnLayerSpec("", 0, 5, Bias: true, ActivationKind.Tanh),
        new LtmStmLayerSpec("", 0, 5, Bias: true, LtmStmActivations.Standard),
        new DenseLayerSpec("d.", 5, Bias: true, ActivationKind.Relu),
        new ScaleLayerSpec("s"),
        new LayerNormLayerSpec("n.", 1e-5f, Bias: true),
        new ActivationLayerSpec(ActivationKind.Tanh),
        new ResidualLayerSpec(ResidualLayerSpec.Input),
        new EmbeddingLayerSpec("e.", 7, 5),
        new PoolLayerSpec(PoolKind.Mean),
        new ConvLayerSpec("c.", 5, 2, 1, 1, Bias: true, ActivationKind.Identity),
        new FrameConvLayerSpec("c.", 2, 5, 1, 1, 1, 0, 0, Reflect: false, Bias: true, ActivationKind.Identity),
        new MagnitudeLayerSpec(2),
        new AnomalyLayerSpec(),
        new JoinLayerSpec(JoinKind.Add, 2),
        new JoinLayerSpec(JoinKind.Multiply, 2),
        new JoinLayerSpec(JoinKind.Concat, 2),
    ];

    // An embedding comes first; a join takes the sample and a layer of four values, anything else the layer.
    private static ModelSpec Of(LayerSpec layer) => layer is JoinLayerSpec
        ? Chain(layer) with { Graph = new(new([new GraphInput("input", 4)]), new([new GraphLayer("", new([-1])), new GraphLayer("", new([-1, 0]))]), new([1])) }
        : Chain(layer);

    private static ModelSpec Chain(LayerSpec layer) =>
        new(layer is EmbeddingLayerSpec ? 1 : 4, new EquatableArray<LayerSpec>(layer is EmbeddingLayerSpec ? [layer, new RnnLayerSpec("last.", 0, 4, true, ActivationKind.Tanh)] : [new RnnLayerSpec("first.", 0, 4, true, ActivationKind.Tanh), layer]));

    private sealed record LayerOfTomorrow() : LayerSpec("tomorrow.")
    {
        public override LayerType Type { get; } = new("tomorrow", ["type"], _ => null);

        public override string Label => "tomorrow";

        internal override string HashLine => "tomorrow";

        public override int OutputSize(int inputSize) => inputSize;

        public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

        internal override LayerFloats Floats(int inputSize) => default;

        internal override void Write(JsonMembers members, LayerWriter writer)
        {
        }
    }

    private sealed record CellOfTomorrow() : RecurrentLayerSpec("tomorrow.", 0, 5, true)
    {
        public override CellType CellType { get; } = new("tomorrow", "Tomorrow", ["type"], [new('a', "activation", ActivationKind.Tanh)], _ => null);

        public override IReadOnlyList<ActivationSpec> GateActivations => [ActivationKind.Tanh];

        public override bool HasCell => true;

        public override string Blocks => "a";

        internal override CellLayout Layout(CellSums sums) => CellSums.Layout(sums.Stage("a", sums.Input("a"), sums.Hidden("a")));
    }
}
