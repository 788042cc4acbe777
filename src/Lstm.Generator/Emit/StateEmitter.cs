using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the State struct.</summary>
internal static class StateEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        string large = network.StateBytes < SizeLimits.LargeStateBytes ? "" : $"\n<remarks>{network.StateBytes} bytes, too many for an element of an array or a List and for a local on a small stack: a field of a class holds one, a <see cref=\"global::Lstm.Embedded.StateBlock{{TState}}\"/> those of several streams.</remarks>";
        writer.Doc($"""
            <summary>
            What one stream of samples remembers from step to step. A value: <c>default</c> is the beginning, a copy is a
            checkpoint, assigning a copy goes back to it.
            </summary>{large}
            """);
        using (writer.Open("public struct State"))
        {
            writer.Line("internal Block Values;");
            if (network.Alternates)
            {
                writer.Line("internal int Turn; // every other step reads the weights backwards");
            }
            if (network.Guards)
            {
                writer.Line("internal int Caught;");
            }
            writer.Line();
            if (network.Guards)
            {
                writer.Doc("<summary>How many time steps of this stream were caught since its beginning, as their results or new states were not all finite.</summary>");
                writer.Line("public readonly int NonFinite => Caught;");
                writer.Line();
            }
            if (network.Cells.Count > 0)
            {
                Accessor(writer, network, "Hidden", "hidden state h", network.Cells, cell => (cell.Place("Hidden"), cell.Cell.StateSize));
                writer.Line();
            }
            if (network.Cells.Any(cell => cell.Cell.HasCell))
            {
                Accessor(writer, network, "Cell", "cell state c", [.. network.Cells.Where(cell => cell.Cell.HasCell)], cell => (cell.Place("Cell"), cell.HiddenSize));
                writer.Line();
            }
            writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({network.StateFloats})]");
            using (writer.Open("internal struct Block"))
            {
                writer.Line("private float first; // " + string.Join(", ", network.Layers.SelectMany(layer => layer.StatePlaces).Concat(Kept(network))));
            }
        }
    }

    private static IEnumerable<string> Kept(NetworkPlan network) => network.Spec.OnNonFinite == OnNonFinite.Hold
        ? [$"all of it after the last good step at {network.MemoryFloats}", $"the results of that at {2 * network.MemoryFloats}"]
        : [];

    private static void Accessor(SourceWriter writer, NetworkPlan network, string name, string what, IReadOnlyList<CellPlan> cells, System.Func<CellPlan, (string Offset, int Size)> place)
    {
        int layers = network.Cells.Count;
        string kind = network.Cells.All(cell => cell.Cell is LstmLayerSpec) ? "an LSTM layer" : "a recurrent layer";
        string which = kind.Substring(kind.IndexOf(' ') + 1);
        string both = network.Layers.Any(layer => layer is SequencePlan { Cells.Count: 2 }) ? "; a bidirectional layer counts as two, the forward and the reverse direction" : "";
        writer.Doc($"""
            <summary>The {what} of {kind}, to look at or to set.</summary>
            <param name="layer">Which {which}, from 0{(layers == 1 ? "; there is one" : $" to {layers - 1}")}{both}.</param>
            """);
        writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
        using (writer.Open($"public global::System.Span<float> {name}(int layer = {cells[0].Ordinal})"))
        {
            // Not a switch: those cost a compiler that starts anew more than the rest of the class.
            foreach (var cell in cells)
            {
                var (offset, size) = place(cell);
                using (writer.Open($"if (layer == {cell.Ordinal})"))
                {
                    writer.Line($"return global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {Unsafe}.Add(ref {Unsafe}.As<Block, float>(ref Values), global::Lstm.Embedded.Generated.{offset}), {size});");
                }
            }
            string count = $"The network has {layers} {which}{(layers == 1 ? "" : "s")}";
            string without = cells.Count == layers ? "" : $", and only these have a {what.Substring(0, what.Length - 2)}: {string.Join(", ", cells.Select(cell => cell.Ordinal))}";
            writer.Line($"throw new global::System.ArgumentOutOfRangeException(nameof(layer), layer, \"{count}{without}.\");");
        }
    }
}
