using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>One result of a sequence. A mean keeps the sums so far and their number in the state.</summary>
internal sealed record PoolPlan(PoolLayerSpec Spec, int Index, int InputSize, int WeightOffset, int StateOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Pool{Index}";

    public override string Description => Spec.Kind == PoolKind.Mean ? "mean over time" : Spec.Kind == PoolKind.Last ? "last time step" : "final state";

    public override IReadOnlyList<string> Equations =>
    [
        Spec.Kind == PoolKind.Mean ? "pool: y = the mean of x over the time steps so far"
            : Spec.Kind == PoolKind.Last ? "pool: y = x of the last time step"
            : "pool: y = the hidden state that the layer before ends with",
    ];

    public override IEnumerable<NamedPlace> Places => Spec.Kind == PoolKind.Mean
        ? [new("Sums", StateOffset, "its sums, in the state"), new("Count", CountOffset - StateOffset, "from the sums to their number")]
        : [];

    public override bool HasMethods => Spec.Kind == PoolKind.Mean;

    public override IEnumerable<string> StatePlaces => Spec.Kind == PoolKind.Mean ? [$"the sums of layer {Index} at {StateOffset}"] : [];

    /// <summary>Where the number of time steps stands, as a float.</summary>
    public int CountOffset => StateOffset + NetworkPlan.Align(InputSize);

    public override int StateFloats => Spec.Kind == PoolKind.Mean ? NetworkPlan.Align(InputSize) + 16 : 0;

    public override IEnumerable<string> WeightMap => [];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing)
    {
    }

    public override void WriteMethods(BodyEmitter body)
    {
        var writer = body.Writer;
        string count = Place("Count");
        writer.Doc($"<summary>Layer {Index}: adds a time step to the sums, behind which stands their number.</summary>");
        using (writer.Open($"private static void {Method}Add(ref float pool, ref float x)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {InputSize}; j++)"))
            {
                writer.Line("Unsafe.Add(ref pool, j) += Unsafe.Add(ref x, j);");
            }
            writer.Line($"Unsafe.Add(ref pool, {count}) += 1f;");
        }
        writer.Line();
        writer.Doc($"<summary>Layer {Index}: the mean of the time steps so far.</summary>");
        using (writer.Open($"private static void {Method}(ref float pool, ref float y)"))
        {
            writer.Line($"float count = Unsafe.Add(ref pool, {count});");
            using (writer.Open($"for (nuint j = 0; j < {InputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = {LaneSpelling.HandOn("Unsafe.Add(ref pool, j) / count")};");
            }
        }
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        if (Spec.Kind != PoolKind.Mean)
        {
            return flow.Pass(this, from, padded, to);
        }
        string sums = BodyEmitter.At("state", Place("Sums")), mean = to ?? flow.Output(this);
        flow.Writer.Line($"{Method}Add(ref {sums}, ref {from});");
        flow.Writer.Line($"{Method}(ref {sums}, ref {mean});");
        return (mean, true);
    }
}
