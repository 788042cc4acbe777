using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A dense layer: biases padded to 16 floats, then a row of padded weights for each output.</summary>
internal sealed record DensePlan(DenseLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.Size, WeightOffset)
{
    public override string Method => $"Dense{Index}";

    public override string Description => $"dense {OutputSize}{EquationText.Behind(Spec.Activation)}";

    public override IReadOnlyList<string> Equations => [$"dense: y = {EquationText.Name(Spec.Activation)}(W x{(Spec.Bias ? " + b" : "")}), {InputSize} to {OutputSize}"];

    public override IEnumerable<NamedPlace> Places =>
    [
        .. base.Places,
        new("FirstRow", PaddedOutput, "from the biases to the first output's weights"),
        .. OutputSize > 1 ? [new("Row", PaddedInput, "from an output's weights to the next output's")] : System.Array.Empty<NamedPlace>(),
    ];

    public override IEnumerable<string> WeightMap =>
    [
        WeightMapText.Layer(this),
        WeightMapText.Row(WeightOffset, "b", $"{OutputSize}{(PaddedOutput > OutputSize ? $", padded to {PaddedOutput}" : "")}{(Spec.Bias ? "" : ": zeros")}"),
        WeightMapText.Row(WeightOffset + PaddedOutput, "W", $"{WeightMapText.Count(OutputSize, "row")} of {InputSize}{(PaddedInput > InputSize ? $", padded to {PaddedInput}" : "")}"),
    ];

    public int PaddedInput => NetworkPlan.Align(InputSize);

    public int PaddedOutput => NetworkPlan.Align(OutputSize);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)InputSize * OutputSize;

    public override int Activations => Spec.Activation.Function.IsIdentity ? 0 : OutputSize;

    public override void Pack(PackingEmitter packing) =>
        packing.Call($"Dense({PackingEmitter.Literal(Spec.Tensors)}, inputSize: {InputSize}, outputSize: {OutputSize}, bias: {PackingEmitter.Flag(Spec.Bias)}, {PackingEmitter.Factor(Spec.Activation)})");

    public override void WriteMethods(BodyEmitter body) => DenseEmitter.Write(body.Writer, this, body.Target);

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        if (!padded && PaddedInput != InputSize)
        {
            string copy = flow.Scratch(this, "Input");
            flow.Writer.Line(BodyEmitter.Copy(copy, from, InputSize));
            from = copy;
        }
        return flow.Call(this, to, output => $"ref {LayerFlow.WeightsOf(this)}, ref {from}, ref {output}");
    }
}
