using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A row of a table: the next layer reads it where it stands.</summary>
internal sealed record EmbeddingPlan(EmbeddingLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.Size, WeightOffset)
{
    public override string Method => $"Embedding{Index}";

    public override string Description => $"embedding of {Spec.Rows} tokens in {Spec.Size}";

    public override IReadOnlyList<string> Equations => [$"embedding: y = row x of a table of {Spec.Rows} rows with {Spec.Size} values"];

    public override bool HasMethods => false;

    public override bool NeedsBlock => false;

    public override IEnumerable<NamedPlace> Places => [.. base.Places, new("Row", Spec.Size, "from a token's row to the next")];

    public override IEnumerable<string> WeightMap => [WeightMapText.Layer(this), WeightMapText.Row(WeightOffset, "table", $"{WeightMapText.Count(Spec.Rows, "row")} of {Spec.Size}")];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing) => packing.Call($"Embedding({PackingEmitter.Literal(Spec.Tensors)}, rows: {Spec.Rows}, size: {Spec.Size})");

    public override void WriteMethods(BodyEmitter body)
    {
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        string row = LayerFlow.Variable(this, "");
        flow.Writer.Line($"ref float {row} = ref Unsafe.Add(ref weights, {Place("Weights")} + ((nint){from} * {Place("Row")}));");
        return flow.Pass(this, row, padded: false, to);
    }
}
