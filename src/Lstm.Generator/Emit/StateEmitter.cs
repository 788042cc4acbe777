using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Writes the State struct.</summary>
internal static class StateEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        writer.Doc("""
            <summary>
            What one stream of samples remembers from step to step. A value: <c>default</c> is the beginning, a copy is a
            checkpoint, assigning a copy goes back to it.
            </summary>
            """);
        using (writer.Open("public struct State"))
        {
            writer.Line("internal Block Values;");
            if (network.Alternates)
            {
                writer.Line("internal int Turn; // every other step reads the weights backwards");
            }
            writer.Line();
            Accessor(writer, network, "Hidden", "hidden state h", lstm => lstm.HiddenOffset);
            writer.Line();
            Accessor(writer, network, "Cell", "cell state c", lstm => lstm.CellOffset);
            writer.Line();
            writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({network.StateFloats})]");
            using (writer.Open("internal struct Block"))
            {
                writer.Line("private float first; // " + string.Join(", ", network.Lstms.Select(Describe)));
            }
        }
    }

    private static string Describe(LstmPlan lstm) =>
        $"{(lstm.StoredInput > 0 ? $"x of layer {lstm.Index} before {lstm.HiddenOffset}, " : "")}h of layer {lstm.Index} at {lstm.HiddenOffset}, c at {lstm.CellOffset}";

    private static void Accessor(SourceWriter writer, NetworkPlan network, string name, string what, System.Func<LstmPlan, int> offset)
    {
        int layers = network.Lstms.Count();
        writer.Doc($"""
            <summary>The {what} of an LSTM layer, to look at or to set.</summary>
            <param name="layer">Which LSTM layer, from 0{(layers == 1 ? "; there is one" : $" to {layers - 1}")}.</param>
            """);
        writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
        using (writer.Open($"public global::System.Span<float> {name}(int layer = 0)"))
        {
            using (writer.Open("switch (layer)"))
            {
                foreach (var lstm in network.Lstms)
                {
                    string first = $"ref {Unsafe}.Add(ref {Unsafe}.As<Block, float>(ref Values), {offset(lstm)})";
                    writer.Line($"case {lstm.Ordinal}: return global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan({first}, {lstm.HiddenSize});");
                }
                writer.Line($"default: throw new global::System.ArgumentOutOfRangeException(nameof(layer), layer, \"The network has {layers} LSTM layer{(layers == 1 ? "" : "s")}.\");");
            }
        }
    }
}
