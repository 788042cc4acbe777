using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>An elementwise offset and factor.</summary>
internal sealed record ScalePlan(ScaleLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Scale{Index}";

    public override string Description => "scale";

    public override IReadOnlyList<string> Equations => [Spec.Offset is null ? "scale: y = s⊙x" : "scale: y = s⊙(x - o)"];

    public override IEnumerable<NamedPlace> Places => Spec.Offset is null ? base.Places : [.. base.Places, new("Offsets", Padded, "from the factors to the offsets")];

    public override IEnumerable<string> WeightMap =>
    [
        WeightMapText.Layer(this),
        WeightMapText.Row(WeightOffset, "s", $"{InputSize} factors"),
        .. Spec.Offset is null ? [] : new[] { WeightMapText.Row(WeightOffset + Padded, "o", $"{InputSize} offsets") },
    ];

    private int Padded => NetworkPlan.Align(InputSize);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => InputSize;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing)
    {
        packing.Call($"Scale({PackingEmitter.Literal(Spec.Tensors)}, size: {InputSize})");
        if (Spec.Offset is not null)
        {
            packing.Call($"Offset({PackingEmitter.Literal(Spec.Offset)}, size: {InputSize})");
        }
    }

    // The network's result is in a unit of the user's own.
    public override void WriteMethods(BodyEmitter body)
    {
        string what = Spec.Offset is null ? $"a factor for each of {InputSize} values" : $"an offset, which is subtracted, and a factor for each of {InputSize} values";
        string scaled = Spec.Offset is null
            ? "Unsafe.Add(ref weights, j) * Unsafe.Add(ref x, j)"
            : $"(Unsafe.Add(ref x, j) - Unsafe.Add(ref weights, j + {Place("Offsets")})) * Unsafe.Add(ref weights, j)";
        AroundEmitter.Each(body.Writer, this, what, "", body.IsLast(this) ? $"Exponential.FlushLeast({scaled})" : LaneSpelling.HandOn(scaled), weights: true);
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) =>
        flow.Call(this, to, output => $"ref {LayerFlow.WeightsOf(this)}, ref {from}, ref {output}");
}
