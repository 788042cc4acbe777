using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a recurrent layer other than the plain LSTM: its stages of sums go through memory, and between them and after them each
/// register of units is updated in a loop.
/// </summary>
internal sealed class RecurrentEmitter(SourceWriter writer, VectorTarget? target, RecurrentPlan layer)
{
    private string Gates => layer.Layout.Stages[0].Gates;

    private string SumPlaces => string.Join(", ", Gates.Select((gate, k) => $"{gate} at {k * layer.PaddedUnits}"));

    private bool HasBetween => layer.Layout.Stages.Count > 1;

    public void Write()
    {
        var stages = layer.Layout.Stages;
        var first = new PanelEmitter(writer, target, layer.Method + "Sums", layer.MethodPlace("Panel"), stages[0], [.. Enumerable.Range(0, Gates.Length)], layer.PaddedUnits);
        first.WriteMethods();
        writer.Line();
        var second = HasBetween ? Second(stages[1]) : null;
        if (second is not null)
        {
            second.WriteMethods();
            writer.Line();
        }

        string memory = layer.Spec.HasCell ? ", ref float cell" : "";
        writer.Doc($"<summary>{layer.Title}: {layer.Description}, {layer.InputSize} inputs.</summary>");
        if (target is not null)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float hidden{memory})"))
        {
            BodyEmitter.Block(writer, layer.Method + "Sums", "sums", $" // gate by gate: {SumPlaces}");
            if (HasBetween)
            {
                BodyEmitter.Block(writer, layer.Method + "Between", "between");
            }
            first.WriteCalls("weights", "sums");
            var cell = new CellWriter(writer, target, layer, second);
            layer.Code.Write(cell);
            ClearPadding(cell.Bound);
        }
    }

    private PanelEmitter Second(SumStage stage)
    {
        // A GRU's candidate continues; the use gate's sums take the place of the learn gate's; a projection is the hidden state itself.
        int slot = Gates.IndexOf(stage.Gates[0]);
        return new PanelEmitter(writer, target, layer.Method + "Next", layer.MethodPlace("NextPanel"), stage, [Math.Max(slot, 0)], layer.PaddedUnits, continues: slot >= 0, handsOn: layer.Projects);
    }

    /// <summary>The padding's hidden state stays zero, whatever its sums are: a dense layer reads it too.</summary>
    private void ClearPadding(int bound)
    {
        int size = layer.Spec.StateSize;
        int written = layer.Projects ? Panels.For(size).Sum() : bound;
        if (target is not null && written > size)
        {
            writer.Line($"Unsafe.InitBlockUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref hidden, {size})), 0, {(written - size) * sizeof(float)}); // the padding");
        }
    }
}
