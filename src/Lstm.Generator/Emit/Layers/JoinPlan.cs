using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The outputs of several layers made one.</summary>
/// <param name="Spec">How.</param>
/// <param name="Index">Which layer it is.</param>
/// <param name="Sizes">Values of each output.</param>
/// <param name="WeightOffset">Where its weights would begin.</param>
internal sealed record JoinPlan(JoinLayerSpec Spec, int Index, EquatableArray<int> Sizes, int WeightOffset) : LayerPlan(Index, Sizes.Sum(), Spec.OutputSize(Sizes.Sum()), WeightOffset)
{
    public override string Method => $"{Name}{Index}";

    public override string Description => Spec.Kind switch
    {
        JoinKind.Add => $"sum of {Spec.Count}",
        JoinKind.Multiply => $"product of {Spec.Count}",
        _ => $"concatenation of {Spec.Count}",
    };

    public override IReadOnlyList<string> Equations =>
    [
        Spec.Kind == JoinKind.Concat
            ? $"concatenation: y = {string.Join(", ", Sizes.Select((size, k) => $"x{k} ({size})"))}, one behind the other"
            : $"{(Spec.Kind == JoinKind.Add ? "sum" : "product")}: y = {string.Join(Operator, Sizes.Select((_, k) => $"x{k}"))}, {OutputSize} values",
    ];

    public override bool HasMethods => Spec.Kind != JoinKind.Concat;

    public override IEnumerable<string> WeightMap => [];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;

    private string Name => Spec.Kind.ToString();

    private string Operator => Spec.Kind == JoinKind.Add ? " + " : "⊙";

    public override void Pack(PackingEmitter packing)
    {
    }

    public override void WriteMethods(BodyEmitter body)
    {
        string more = string.Concat(Sizes.Skip(1).Select((_, k) => $", ref float x{k + 1}"));
        string operation = Spec.Kind == JoinKind.Add ? " + " : " * ";
        string joined = Sizes.Skip(1).Select((_, k) => $"Unsafe.Add(ref x{k + 1}, j)").Aggregate("Unsafe.Add(ref x, j)", (before, next) => before.Contains(operation) ? $"({before}){operation}{next}" : before + operation + next);
        AroundEmitter.Each(body.Writer, this, $"{Description}, {OutputSize} values each", more, LaneSpelling.HandOn(joined));
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        var sources = flow.SourcesOf(this);
        if (Spec.Kind != JoinKind.Concat)
        {
            return flow.Call(this, to, output => $"{string.Join(", ", sources.Select(source => $"ref {source}"))}, ref {output}");
        }
        string joined = to ?? flow.Output(this);
        int offset = 0;
        for (int k = 0; k < sources.Count; k++)
        {
            flow.Writer.Line(BodyEmitter.Copy(BodyEmitter.At(joined, offset), sources[k], Sizes[k]));
            offset += Sizes[k];
        }
        return (joined, true);
    }
}
