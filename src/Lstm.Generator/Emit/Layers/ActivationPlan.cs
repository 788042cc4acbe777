using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>An activation by itself.</summary>
internal sealed record ActivationPlan(ActivationLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Activation{Index}";

    public override string Description => EquationText.Name(Spec.Activation) is { Length: > 0 } name ? name : "identity";

    public override IReadOnlyList<string> Equations => [$"activation: y = {EquationText.Name(Spec.Activation)}(x)"];

    public override IEnumerable<string> WeightMap => [];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => InputSize;

    public override void Pack(PackingEmitter packing)
    {
    }

    public override void WriteMethods(BodyEmitter body)
    {
        if (Spec.Activation.Function.OfWholeLayer)
        {
            Softmax(body.Writer);
            return;
        }
        string name = EquationText.Name(Spec.Activation), x = "Unsafe.Add(ref x, j)";
        AroundEmitter.Each(body.Writer, this, $"{(name.Length == 0 ? "identity" : name)} of {InputSize} values", "", LaneSpelling.HandOn(new LaneSpelling(null, 1).ActivatePlain(Spec.Activation, x)));
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) => flow.Call(this, to, output => $"ref {from}, ref {output}");

    private void Softmax(SourceWriter writer)
    {
        writer.Doc($"<summary>Layer {Index}: softmax of {InputSize} values.</summary>");
        using (writer.Open($"private static void {Method}(ref float x, ref float y)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {InputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = Unsafe.Add(ref x, j) * {LaneSpelling.Literal(LaneSpelling.FactorOf(ActivationKind.Softmax))};");
            }
            writer.Line($"Exponential.Softmax(MemoryMarshal.CreateSpan(ref y, {InputSize}));");
        }
    }
}
