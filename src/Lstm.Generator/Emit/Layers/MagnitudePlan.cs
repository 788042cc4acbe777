using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>√(a² + b²).</summary>
internal sealed record MagnitudePlan(MagnitudeLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize / 2, WeightOffset)
{
    public override string Method => $"Magnitude{Index}";

    public override string Description => "magnitude";

    public override IReadOnlyList<string> Equations => ["magnitude: y = √(a⊙a + b⊙b), a and b the halves of each position"];

    public override IEnumerable<string> WeightMap => [];

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => OutputSize;

    public override void Pack(PackingEmitter packing)
    {
    }

    public override void WriteMethods(BodyEmitter body)
    {
        var writer = body.Writer;
        int half = Spec.Channels / 2, positions = InputSize / Spec.Channels;
        writer.Doc($"<summary>Layer {Index}: the magnitudes of {half} pairs at each of {positions} positions.</summary>");
        using (writer.Open($"private static void {Method}(ref float x, ref float y)"))
        {
            using (writer.Open($"for (nuint position = 0; position < {positions}; position++)"))
            {
                writer.Line($"ref float a = ref Unsafe.Add(ref x, position * {Spec.Channels});");
                writer.Line($"ref float magnitude = ref Unsafe.Add(ref y, position * {half});");
                using (writer.Open($"for (nuint j = 0; j < {half}; j++)"))
                {
                    writer.Line("float real = Unsafe.Add(ref a, j);");
                    writer.Line($"float imaginary = Unsafe.Add(ref a, j + {half});");
                    writer.Line($"Unsafe.Add(ref magnitude, j) = {LaneSpelling.HandOn("MathF.Sqrt(MathF.FusedMultiplyAdd(imaginary, imaginary, real * real))")};");
                }
            }
        }
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) => flow.Call(this, to, output => $"ref {from}, ref {output}");
}
