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
                    Buffer(writer, $"{lstm.Method}Units", NetworkPlan.RoundUp(lstm.HiddenSize, 4), "hidden states of the units");
                    Buffer(writer, $"{lstm.Method}Sums", 4 * lstm.PaddedUnits, "gate sums: input gate, forget gate, candidate, output gate");
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
