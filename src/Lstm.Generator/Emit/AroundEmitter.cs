namespace Lstm.Generator.Emit;

/// <summary>Writes layers that act on each value alone: the same lines in every body.</summary>
internal static class AroundEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="what">What it does, for its comment.</param>
    /// <param name="more">Further parameters, with a comma before them.</param>
    /// <param name="value">What becomes of the value <c>Unsafe.Add(ref x, j)</c>.</param>
    /// <param name="weights">Whether it has weights.</param>
    public static void Each(SourceWriter writer, LayerPlan layer, string what, string more, string value, bool weights = false)
    {
        writer.Doc($"<summary>Layer {layer.Index}: {what}.</summary>");
        using (writer.Open($"private static void {layer.Method}({(weights ? "ref float weights, " : "")}ref float x{more}, ref float y)"))
        {
            using (writer.Open($"for (nuint j = 0; j < {layer.OutputSize}; j++)"))
            {
                writer.Line($"Unsafe.Add(ref y, j) = {value};");
            }
        }
    }
}
