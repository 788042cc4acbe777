using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A convolution over time: its last samples stand in a ring in the state, behind which stand the place in the ring and the steps until the next output.</summary>
internal sealed record ConvPlan(ConvLayerSpec Spec, int Index, int InputSize, int WeightOffset, int StateOffset) : LayerPlan(Index, InputSize, Spec.Filters, WeightOffset)
{
    public override string Method => $"Conv{Index}";

    public override string Description => $"convolution {Spec.Filters} over {Spec.Kernel}{EquationText.Behind(Spec.Activation)}";

    public override IReadOnlyList<string> Equations =>
        [$"convolution over time: y_t = {EquationText.Name(Spec.Activation)}(Σ_k W_k x_t-{(Spec.Dilation > 1 ? $"{Spec.Dilation}·" : "")}({Spec.Kernel - 1}-k){(Spec.Bias ? " + b" : "")}), k = 0 to {Spec.Kernel - 1}{(Spec.Stride > 1 ? $", every {Spec.Stride} steps" : "")}; {InputSize} to {OutputSize}"];

    public override IEnumerable<string> StatePlaces => [$"the last samples of layer {Index} at {StateOffset}"];

    public override IEnumerable<NamedPlace> Places =>
    [
        .. base.Places,
        new("Ring", StateOffset, "its last samples, in the state"),
        new("Place", PlaceOffset, "from the ring to the place of the oldest sample"),
        .. Spec.Stride > 1 ? [new("Wait", PlaceOffset + 1, "from the ring to the number of steps until the next output")] : System.Array.Empty<NamedPlace>(),
        .. WeightMapText.Panels("Panel", Stage),
    ];

    public override IEnumerable<string> WeightMap => WeightMapText.Stage(this, "", WeightOffset, Stage, source => source == SumInput.Bias ? "b" : "W");

    /// <summary>Samples in the ring: those remembered and the newest.</summary>
    public int Slots => (int)(Spec.History + 1);

    /// <summary>Where the ring's newest slot is kept, as an int.</summary>
    public int PlaceOffset => (int)Spec.RingFloats(InputSize);

    public override int StateFloats => NetworkPlan.Align(PlaceOffset + 2);

    /// <summary>The sums: one for each filter, over the window of all taps.</summary>
    public SumStage Stage => StageOf(Spec.Filters, Spec.Kernel * InputSize);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)Spec.Kernel * InputSize * Spec.Filters;

    public override int Activations => Spec.Activation.Function.IsIdentity ? 0 : Spec.Filters;

    public override void Pack(PackingEmitter packing) => packing.Convolution(Spec.Tensors, InputSize, Spec.Filters, Spec.Kernel, Spec.Bias, Spec.Activation);

    public override void WriteMethods(BodyEmitter body) => new ConvEmitter(body.Writer, body.TargetOf(Spec.Filters)).Write(this);

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        string Arguments(string output) => $"ref {LayerFlow.WeightsOf(this)}, ref {BodyEmitter.At("state", Place("Ring"))}, ref {from}, ref {output}";
        if (Spec.Stride == 1)
        {
            return flow.Call(this, to, Arguments);
        }
        string output = to ?? flow.Output(this);
        using (flow.Writer.Open($"if (!{Method}({Arguments(output)}))"))
        {
            flow.Writer.Line("return false;");
        }
        return (output, true);
    }

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network) =>
    [
        new($"{Method}Window", Spec.Kernel * InputSize, "the samples that an output sees"),
        new($"{Method}Sums", NetworkPlan.Align(Spec.Filters), "a sum for each filter"),
    ];

    /// <summary>Biases, then a column for each value of the window.</summary>
    public static SumStage StageOf(int filters, int columns)
    {
        static EquatableArray<SumGate> Gates() => new([new SumGate('y', new([]))]);
        return new SumStage(filters, "y", new([new SumSource(SumInput.Bias, 1, Gates()), new SumSource(SumInput.Between, columns, Gates())]));
    }
}
