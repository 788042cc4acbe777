using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Writes the fixed-size blocks of floats that the bodies keep on the stack.</summary>
internal static class BufferEmitter
{
    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        bool padded = false;
        foreach (var layer in network.Layers)
        {
            switch (layer)
            {
                case LstmPlan lstm:
                    Buffer(writer, $"{lstm.Method}Units", lstm.PaddedUnits, "hidden states of the units");
                    const string Gates = "input gate, forget gate, candidate, output gate";
                    if (lstm.Form != LstmForm.Streamed)
                    {
                        Buffer(writer, $"{lstm.Method}Sums", 4 * lstm.PaddedUnits, $"gate sums: {Gates}");
                        break;
                    }
                    int rows = VectorTarget.All.Max(target => target.RowsTogether);
                    Buffer(writer, $"{lstm.Method}Sums", 4 * 32, $"gate sums of a panel, and of the narrow one that may go with it: {Gates}");
                    if (network.Together.Contains(lstm))
                    {
                        Buffer(writer, $"{lstm.Method}ManyUnits", rows * lstm.PaddedUnits, $"hidden states of the units of {rows} streams");
                        Buffer(writer, $"{lstm.Method}ManySums", rows * 4 * 16, $"gate sums of a panel for {rows} streams: {Gates}");
                    }
                    if (lstm.LooksAhead)
                    {
                        Buffer(writer, $"{lstm.Method}AheadSums", rows * lstm.AheadStride, $"gate sums of {rows} time steps, as far as the input goes, panel by panel: {Gates}");
                    }
                    break;
                case DensePlan dense when !padded && dense.PaddedInput != dense.InputSize:
                    Buffer(writer, $"{dense.Method}Input", dense.PaddedInput, "the input, padded with zeros");
                    break;
            }
            if (layer is not LstmPlan && layer.Index != network.Layers.Count - 1)
            {
                Buffer(writer, $"{layer.Method}Output", NetworkPlan.RoundUp(layer.OutputSize, 16), "what the layer puts out, padded with zeros");
            }
            padded = true;
        }
    }

    private static void Buffer(SourceWriter writer, string name, int floats, string what)
    {
        writer.Line();
        writer.Doc($"<summary>{what.Substring(0, 1).ToUpperInvariant()}{what.Substring(1)}.</summary>");
        writer.Line($"[InlineArray({floats})]");
        using (writer.Open($"file struct {name}"))
        {
            writer.Line("private float first;");
        }
    }
}
