using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>What came before, added.</summary>
internal sealed record ResidualPlan(ResidualLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Residual{Index}";

    public override string Description => Spec.From == ResidualLayerSpec.Input ? "plus the input" : $"plus layer {Spec.From}";

    public override IReadOnlyList<string> Equations => [$"residual: y = x + {Added}"];

    private string Added => Spec.From == ResidualLayerSpec.Input ? "the sample" : $"the output of layer {Spec.From}";

    public override IEnumerable<string> WeightMap => [];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing)
    {
    }

    public override void WriteMethods(BodyEmitter body) =>
        AroundEmitter.Each(body.Writer, this, $"{Added} is added", ", ref float skipped", LaneSpelling.HandOn("Unsafe.Add(ref x, j) + Unsafe.Add(ref skipped, j)"));

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) =>
        flow.Call(this, to, output => $"ref {from}, ref {flow.PlaceOf(Spec.From)}, ref {output}");
}
