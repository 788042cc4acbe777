using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the layers that act on each value alone: the same lines in every body.</summary>
internal static class AroundEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="isLast">Whether what it puts out is the network's result: a scale layer's is then in a unit of the user's own.</param>
    public static void Write(SourceWriter writer, LayerPlan layer, bool isLast)
    {
        string scaled(string value) => isLast ? $"Exponential.FlushLeast({value})" : LaneSpelling.HandOn(value);
        switch (layer)
        {
            case ScalePlan { Spec.Offset: null }:
                Each(writer, layer, $"a factor for each of {layer.InputSize} values", "", scaled("Unsafe.Add(ref weights, j) * Unsafe.Add(ref x, j)"), weights: true);
                break;
            case ScalePlan:
                Each(writer, layer, $"an offset, which is subtracted, and a factor for each of {layer.InputSize} values", "", scaled($"(Unsafe.Add(ref x, j) - Unsafe.Add(ref weights, j + {NetworkPlan.RoundUp(layer.InputSize, 16)})) * Unsafe.Add(ref weights, j)"), weights: true);
                break;
            case ActivationPlan { Spec.Activation.Function.OfWholeLayer: true }:
                Softmax(writer, layer);
                break;
            case ActivationPlan activation:
                string name = HeaderEmitter.Name(activation.Spec.Activation);
                Each(writer, layer, $"{(name.Length == 0 ? "identity" : name)} of {layer.InputSize} values", "", LaneSpelling.HandOn(new LaneSpelling(null, 1).ActivatePlain(activation.Spec.Activation, "Unsafe.Add(ref x, j)")));
                break;
            case ResidualPlan residual:
                string from = residual.Spec.From == ResidualLayerSpec.Input ? "the sample" : $"what layer {residual.Spec.From} put out";
                Each(writer, layer, $"{from} is added", ", ref float skipped", LaneSpelling.HandOn("Unsafe.Add(ref x, j) + Unsafe.Add(ref skipped, j)"));
                break;
            case MagnitudePlan magnitude:
                Magnitude(writer, magnitude);
                break;
            case PoolPlan { Spec.Kind: PoolKind.Mean } pool:
                Mean(writer, pool);
                break;
            default:
                throw Unhandled.Kind(layer);
        }
    }

    private static void Each(SourceWriter writer, LayerPlan layer, string what, string more, string value, bool weights = false)
    {
        writer.Doc($"<summary>Layer {layer.Index}: {what}.</summary>");
        using (writer.Open($"private static void {layer.Method}({(weights ? "ref float weights, " : "")}ref float x{more}, ref float y)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {layer.InputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = {value};");
            }
        }
    }

    private static void Softmax(SourceWriter writer, LayerPlan layer)
    {
        writer.Doc($"<summary>Layer {layer.Index}: softmax of {layer.InputSize} values.</summary>");
        using (writer.Open($"private static void {layer.Method}(ref float x, ref float y)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {layer.InputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = Unsafe.Add(ref x, j) * {LaneSpelling.Literal(LaneSpelling.FactorOf(ActivationKind.Softmax))};");
            }
            writer.Line($"Exponential.Softmax(MemoryMarshal.CreateSpan(ref y, {layer.InputSize}));");
        }
    }

    private static void Magnitude(SourceWriter writer, MagnitudePlan layer)
    {
        int half = layer.Spec.Channels / 2, positions = layer.InputSize / layer.Spec.Channels;
        writer.Doc($"<summary>Layer {layer.Index}: the magnitudes of {half} pairs at each of {positions} positions.</summary>");
        using (writer.Open($"private static void {layer.Method}(ref float x, ref float y)"))
        {
            using (writer.Open($"for (nuint position = 0; position < {positions}; position++)"))
            {
                writer.Line($"ref float a = ref Unsafe.Add(ref x, position * {layer.Spec.Channels});");
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

    private static void Mean(SourceWriter writer, PoolPlan layer)
    {
        int count = layer.CountOffset - layer.StateOffset;
        writer.Doc($"<summary>Layer {layer.Index}: adds a time step to the sums, behind which stands their number.</summary>");
        using (writer.Open($"private static void {layer.Method}Add(ref float pool, ref float x)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {layer.InputSize}; j++)"))
            {
                writer.Line("Unsafe.Add(ref pool, j) += Unsafe.Add(ref x, j);");
            }
            writer.Line($"Unsafe.Add(ref pool, {count}) += 1f;");
        }
        writer.Line();
        writer.Doc($"<summary>Layer {layer.Index}: the mean of the time steps so far.</summary>");
        using (writer.Open($"private static void {layer.Method}(ref float pool, ref float y)"))
        {
            writer.Line($"float count = Unsafe.Add(ref pool, {count});");
            using (writer.Open($"for (nuint j = 0; j < {layer.InputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = {LaneSpelling.HandOn("Unsafe.Add(ref pool, j) / count")};");
            }
        }
    }
}
