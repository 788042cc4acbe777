using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the fixed-size blocks of floats that the bodies keep on the stack.</summary>
internal static class BufferEmitter
{
    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        foreach (var layer in network.Layers)
        {
            switch (layer)
            {
                case SequencePlan sequence:
                    foreach (var cell in sequence.Cells.Where(cell => !cell.Borrows))
                    {
                        Cell(writer, network, cell);
                    }
                    break;
                case CellPlan { Borrows: true }:
                    break;
                case CellPlan cell:
                    Cell(writer, network, cell);
                    break;
                case ConvPlan conv:
                    Buffer(writer, $"{conv.Method}Window", conv.Spec.Kernel * conv.InputSize, "the samples that an output sees");
                    Buffer(writer, $"{conv.Method}Sums", NetworkPlan.RoundUp(conv.Spec.Filters, 16), "a sum for each filter");
                    break;
                case FrameConvPlan conv:
                    Frame(writer, conv);
                    break;
                case DensePlan or ScalePlan or ActivationPlan or ResidualPlan or EmbeddingPlan or PoolPlan or MagnitudePlan:
                    break; // they work in what they pass on
                default:
                    throw Unhandled.Kind(layer);
            }
            if (network.Buffers.Contains((layer.Index, "Sample")))
            {
                bool pads = layer is DensePlan;
                Buffer(writer, $"{layer.Method}Sample", pads ? NetworkPlan.RoundUp(layer.InputSize, 16) : layer.InputSize, $"the sample, tiny values made zero{(pads ? ", and padded with zeros" : "")}");
            }
            if (network.Buffers.Contains((layer.Index, "Input")))
            {
                Buffer(writer, $"{layer.Method}Input", NetworkPlan.RoundUp(layer.InputSize, 16), "the input, padded with zeros");
            }
            if (network.Buffers.Contains((layer.Index, "Output")))
            {
                Buffer(writer, $"{layer.Method}Output", NetworkPlan.RoundUp(layer.OutputSize, 16), "what the layer puts out, padded with zeros");
            }
        }
    }

    private static void Frame(SourceWriter writer, FrameConvPlan conv)
    {
        if (conv.Pads)
        {
            Buffer(writer, $"{conv.Method}Frame", conv.PaddedPositions * conv.Spec.Channels, "the frame with what stands around it");
        }
        if (conv.Spec.Dilation > 1)
        {
            Buffer(writer, $"{conv.Method}Window", conv.Spec.Kernel * conv.Spec.Channels, "the positions that an output sees");
        }
        Buffer(writer, $"{conv.Method}Sums", NetworkPlan.RoundUp(conv.Spec.Filters, 16), "a sum for each filter");
    }

    private static void Cell(SourceWriter writer, NetworkPlan network, CellPlan cell)
    {
        if (cell is RecurrentPlan recurrent)
        {
            Buffer(writer, $"{recurrent.Method}Sums", recurrent.SumFloats, $"sums of the units: {string.Join(", ", recurrent.Layout.Stages[0].Gates.ToCharArray())}");
            if (recurrent.Layout.Stages.Count > 1)
            {
                Buffer(writer, $"{recurrent.Method}Between", recurrent.PaddedUnits, "what the second stage of sums multiplies");
            }
            return;
        }
        var lstm = (LstmPlan)cell;
        Buffer(writer, $"{lstm.Method}Units", lstm.PaddedUnits, "hidden states of the units");
        const string Gates = "input gate, forget gate, candidate, output gate";
        if (lstm.Form != LstmForm.Streamed)
        {
            Buffer(writer, $"{lstm.Method}Sums", 4 * lstm.PaddedUnits, $"gate sums: {Gates}");
            return;
        }
        const int rows = StackFootprint.RowsTogether;
        Buffer(writer, $"{lstm.Method}Sums", 4 * 32, $"gate sums of a panel, and of the narrow one that may go with it: {Gates}");
        if (network.Together.Contains(lstm))
        {
            Buffer(writer, $"{lstm.Method}ManyUnits", rows * lstm.PaddedUnits, $"hidden states of the units of {rows} streams");
            Buffer(writer, $"{lstm.Method}ManySums", rows * 4 * 16, $"gate sums of a panel for {rows} streams: {Gates}");
        }
        if (lstm.LooksAhead)
        {
            Buffer(writer, $"{lstm.Method}AheadSamples", rows * lstm.InputSize, $"the samples of {rows} time steps, tiny values made zero");
            Buffer(writer, $"{lstm.Method}AheadSums", rows * lstm.AheadStride, $"gate sums of {rows} time steps, as far as the input goes, panel by panel: {Gates}");
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
