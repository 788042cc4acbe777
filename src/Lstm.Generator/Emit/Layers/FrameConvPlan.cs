using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A convolution within a sample.</summary>
internal sealed record FrameConvPlan(FrameConvLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.OutputSize(InputSize), WeightOffset)
{
    public override string Method => $"Conv{Index}";

    public override string Description => $"frame convolution {OutputPositions}×{Spec.Filters}{EquationText.Behind(Spec.Activation)}";

    public override IReadOnlyList<string> Equations =>
        [$"convolution within a frame: {Positions} positions of {Spec.Channels} to {OutputPositions} of {Spec.Filters}, y_p = {EquationText.Name(Spec.Activation)}(Σ_k W_k x_{(Spec.Stride > 1 ? $"{Spec.Stride}" : "")}p+{(Spec.Dilation > 1 ? $"{Spec.Dilation}" : "")}k{(Spec.PadLeft > 0 ? $"-{Spec.PadLeft}" : "")}{(Spec.Bias ? " + b" : "")}), k = 0 to {Spec.Kernel - 1}"];

    public override IEnumerable<NamedPlace> Places => [.. base.Places, .. WeightMapText.Panels("Panel", Stage)];

    public override IEnumerable<string> WeightMap => WeightMapText.Stage(this, "", WeightOffset, Stage, source => source == SumInput.Bias ? "b" : "W");

    public int Positions => Spec.Positions(InputSize);

    public int OutputPositions => Spec.OutputPositions(InputSize);

    public int PaddedPositions => Positions + Spec.PadLeft + Spec.PadRight;

    public bool Pads => Spec.PadLeft + Spec.PadRight > 0;

    /// <summary>The sums of one position: one for each filter, over the window of all taps.</summary>
    public SumStage Stage => ConvPlan.StageOf(Spec.Filters, Spec.Kernel * Spec.Channels);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)OutputPositions * Spec.Kernel * Spec.Channels * Spec.Filters;

    public override int Activations => Spec.Activation.Function.IsIdentity ? 0 : OutputSize;

    public override void Pack(PackingEmitter packing) => packing.Convolution(Spec.Tensors, Spec.Channels, Spec.Filters, Spec.Kernel, Spec.Bias, Spec.Activation);

    public override void WriteMethods(BodyEmitter body) => new ConvEmitter(body.Writer, body.TargetOf(Spec.Filters)).Write(this);

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) =>
        flow.Call(this, to, output => $"ref {LayerFlow.WeightsOf(this)}, ref {from}, ref {output}");

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network)
    {
        if (Pads)
        {
            yield return new($"{Method}Frame", PaddedPositions * Spec.Channels, "the frame with what stands around it");
        }
        if (Spec.Dilation > 1)
        {
            yield return new($"{Method}Window", Spec.Kernel * Spec.Channels, "the positions that an output sees");
        }
        yield return new($"{Method}Sums", NetworkPlan.Align(Spec.Filters), "a sum for each filter");
    }
}
