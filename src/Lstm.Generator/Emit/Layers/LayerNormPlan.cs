using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A layer normalisation: factors padded to 16 floats, then biases.</summary>
internal sealed record LayerNormPlan(LayerNormLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Norm{Index}";

    public override string Description => "layer normalisation";

    public override IReadOnlyList<string> Equations => [$"layer normalisation: y = (x - mean x)/√(mean (x - mean x)² + {EquationText.Number(Spec.Epsilon)})⊙w{(Spec.Bias ? " + b" : "")}, over {WeightMapText.Count(InputSize, "value")}"];

    public override IEnumerable<string> WeightMap =>
    [
        WeightMapText.Layer(this),
        WeightMapText.Row(WeightOffset, "w", WeightMapText.Count(InputSize, "factor")),
        WeightMapText.Row(WeightOffset + NetworkPlan.Align(InputSize), "b", $"{InputSize}{(Spec.Bias ? "" : ": zeros")}"),
    ];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => InputSize;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing) =>
        packing.Call($"Normalization({PackingEmitter.Literal(Spec.Tensors)}, size: {InputSize}, bias: {PackingEmitter.Flag(Spec.Bias)})");

    // One function of the library for all bodies.
    public override bool HasMethods => false;

    public override void WriteMethods(BodyEmitter body)
    {
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        string output = to ?? flow.Output(this);
        flow.Writer.Line($"LayerNormalization.Values(ref {from}, ref {output}, {InputSize}, {SpecNumbers.Digits(Spec.Epsilon)}f, ref {LayerFlow.WeightsOf(this)});");
        return (output, true);
    }
}
