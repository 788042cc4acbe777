using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes dense layers. A dense output is a dot product of 16 chains, added pairwise at the end: one order at every width.</summary>
internal static class DenseEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="target">The instruction set, or null for plain C#.</param>
    public static void Write(SourceWriter writer, DensePlan layer, VectorTarget? target)
    {
        string activation = layer.Spec.Activation.Kind.ToString().ToLowerInvariant();
        writer.Doc($"<summary>Layer {layer.Index}: dense, {layer.InputSize} to {layer.OutputSize}, {activation}. The input is padded with zeros to {layer.PaddedInput}.</summary>");
        if (target is not null)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float y)"))
        {
            if (layer.OutputSize == 1)
            {
                writer.Line($"ref float row = ref Unsafe.Add(ref weights, {layer.Place("FirstRow")});");
                Dot(writer, layer, target);
                writer.Line($"y = {Activate(layer, "weights + sum")};");
                return;
            }

            using (writer.Open($"for (nuint output = 0; output < {layer.OutputSize}; output++)"))
            {
                writer.Line($"ref float row = ref Unsafe.Add(ref weights, {layer.Place("FirstRow")} + (output * {layer.Place("Row")}));");
                Dot(writer, layer, target);
                writer.Line($"Unsafe.Add(ref y, output) = {Activate(layer, "Unsafe.Add(ref weights, output) + sum")};");
            }
            if (layer.Spec.Activation.Function.OfWholeLayer)
            {
                writer.Line($"Exponential.Softmax(MemoryMarshal.CreateSpan(ref y, {layer.OutputSize}));");
            }
        }
    }

    private static string Activate(DensePlan layer, string sum) => new LaneSpelling(null, 1).ActivateToHandOn(layer.Spec.Activation, sum);

    private static void Dot(SourceWriter writer, DensePlan layer, VectorTarget? target)
    {
        if (target is null)
        {
            writer.Line($"float sum = Dot(ref row, ref x, {layer.PaddedInput});");
            return;
        }

        int registers = 16 / target.Lanes;
        int columns = layer.PaddedInput;
        bool loop = columns > 64;
        for (int k = 0; k < registers; k++)
        {
            writer.Line($"var chains{k} = {VectorTarget.Load(target.Lanes, "row", $"{k * target.Lanes}")} * {VectorTarget.Load(target.Lanes, "x", $"{k * target.Lanes}")};");
        }
        if (loop)
        {
            using (writer.Open($"for (nuint j = 16; j < {columns}; j += 16)"))
            {
                for (int k = 0; k < registers; k++)
                {
                    string at = k == 0 ? "j" : $"j + {k * target.Lanes}";
                    writer.Line($"chains{k} = {target.MultiplyAdd(target.Lanes, VectorTarget.Load(target.Lanes, "row", at), VectorTarget.Load(target.Lanes, "x", at), $"chains{k}")};");
                }
            }
        }
        else
        {
            for (int j = 16; j < columns; j += target.Lanes)
            {
                int k = j / target.Lanes % registers;
                writer.Line($"chains{k} = {target.MultiplyAdd(target.Lanes, VectorTarget.Load(target.Lanes, "row", $"{j}"), VectorTarget.Load(target.Lanes, "x", $"{j}"), $"chains{k}")};");
            }
        }
        string[] names = new string[registers];
        for (int k = 0; k < registers; k++)
        {
            names[k] = $"chains{k}";
        }
        writer.Line($"float sum = Reduction.Sum({string.Join(", ", names)});");
    }

    /// <summary>The scalar body's dot product.</summary>
    public static void WriteScalarDot(SourceWriter writer)
    {
        writer.Doc("<summary>A dot product of 16 chains, chain k over the columns k, k + 16, …; then chains 8, 4, 2 and 1 apart are added.</summary>");
        using (writer.Open("private static float Dot(ref float row, ref float x, nuint columns)"))
        {
            writer.Line("SixteenFloats sixteen = default;");
            writer.Line("ref float chain = ref Unsafe.As<SixteenFloats, float>(ref sixteen);");
            using (writer.Open("for (nuint j = 0; j < columns; j++)"))
            {
                writer.Line("float weight = Unsafe.Add(ref row, j), value = Unsafe.Add(ref x, j);");
                writer.Line("ref float sum = ref Unsafe.Add(ref chain, j % 16);");
                writer.Line("sum = j < 16 ? weight * value : MathF.FusedMultiplyAdd(weight, value, sum);");
            }
            using (writer.Open("for (nuint apart = 8; apart > 0; apart /= 2)"))
            {
                using (writer.Open("for (nuint k = 0; k < apart; k++)"))
                {
                    writer.Line("Unsafe.Add(ref chain, k) += Unsafe.Add(ref chain, k + apart);");
                }
            }
            writer.Line("return chain;");
        }
        writer.Line();
        writer.Line("[InlineArray(16)]");
        using (writer.Open("private struct SixteenFloats"))
        {
            writer.Line("private float first;");
        }
    }
}
