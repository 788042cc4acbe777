using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a recurrent layer other than the plain LSTM: its stages of sums go through memory, and between them and after them each
/// register of units is updated in a loop.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="target">The instruction set, or null for plain C#.</param>
/// <param name="layer">The layer.</param>
/// <param name="together">Whether several streams go through it together.</param>
internal sealed class RecurrentEmitter(SourceWriter writer, VectorTarget? target, RecurrentPlan layer, bool together)
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

        bool many = together && target is not null;
        if (many)
        {
            first.WriteTogetherMethods();
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
            if (many)
            {
                writer.Line($"{layer.Method}Update(ref weights, ref sums, ref hidden{Memory("cell")});");
            }
            else
            {
                WriteUpdate(second);
            }
        }
        if (many)
        {
            writer.Line();
            writer.Doc("<summary>The new state of one stream, from its sums.</summary>");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Open($"private static void {layer.Method}Update(ref float weights, ref float sums, ref float hidden{memory})"))
            {
                WriteUpdate(second);
            }
            writer.Line();
            WriteMany(first, memory);
        }
    }

    private void WriteUpdate(PanelEmitter? second)
    {
        var cell = new CellWriter(writer, target, layer, second);
        layer.Code.Write(cell);
        ClearPadding(cell.Bound);
    }

    /// <summary>The sums of all streams, panel by panel; then each stream's update.</summary>
    private void WriteMany(PanelEmitter sums, string memory)
    {
        writer.Doc($"<summary>{layer.Title} for some streams, at least {StackFootprint.LeastTogether}, whose states stand one behind the other: all of them go through a panel before the next one is read.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}Many(ref float weights, ref float x, nint xStride, ref float hidden{memory}, nint streams)"))
        {
            BodyEmitter.Block(writer, layer.Method + "ManySums", "sums", $" // of each stream gate by gate: {SumPlaces}");
            sums.WriteTogetherCalls($"{layer.SumFloats}");
            using (writer.Open("for (nint stream = 0; stream < streams; stream++)"))
            {
                writer.Line($"{layer.Method}Update(ref weights, ref Unsafe.Add(ref sums, stream * {layer.SumFloats}), ref Unsafe.Add(ref hidden, stream * {PlaceEmitter.StateStride}){Memory($"Unsafe.Add(ref cell, stream * {PlaceEmitter.StateStride})")});");
            }
        }
    }

    private string Memory(string cell) => layer.Spec.HasCell ? $", ref {cell}" : "";

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
