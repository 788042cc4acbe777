using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes what the user sees of a network that needs whole sequences: Run, and a Step that says why there is none.</summary>
internal static class SequenceSurface
{
    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        var spec = network.Spec;
        int input = spec.InputSize, output = spec.OutputSize;
        int workspace = network.WorkspacePerStep;
        bool strides = network.Stride > 1, pools = network.Pool is not null;
        int backwards = network.Layers.First(layer => layer is SequencePlan).Index;
        string reason = $"Layer {backwards} goes backwards through a sequence, so there is no result before its end: use Run with the whole sequence.";
        writer.Doc($"<summary>There is none: {reason}</summary>");
        writer.Line($"[global::System.Obsolete(\"{reason}\", error: true)]");
        writer.Line($"public void Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => throw new global::System.NotSupportedException(\"{reason}\");");
        writer.Line();
        string perResult = pools ? $"Receives the {output} value{(output == 1 ? "" : "s")} of the sequence" : $"Receives {output} value{(output == 1 ? "" : "s")} for each {(strides ? $"result; has room for one at every {network.Stride} samples, rounded up" : "sample")}";
        writer.Doc($"""
            <summary>Takes a whole sequence.</summary>
            <param name="state">The initial states of the layers, of both directions; afterwards the final ones. For a new sequence begin with {(network.Cells.Any(cell => cell.Cell.InitialState) ? "<see cref=\"NewState\"/>" : "<c>default</c>")}.</param>
            <param name="inputs">The samples, {input} value{(input == 1 ? "" : "s")} each, one behind the other; at least one.</param>
            <param name="outputs">{perResult}. Not the memory of <paramref name="inputs"/>, nor of the state.</param>
            {(workspace > 0 ? $"<param name=\"workspace\">Memory to work in: <see cref=\"WorkspacePerStep\"/> floats for each sample, or more; its content is of no consequence. Overlaps nothing else.</param>\n" : "")}{(strides && !pools ? "<returns>How many results there are.</returns>\n" : "")}<exception cref="global::System.ArgumentException">A span has another length, or spans overlap{(spec.TokenColumns.Count > 0 ? ", or a sample is no token" : "")}; nothing has been changed.</exception>
            """);
        string more = workspace > 0 ? ", global::System.Span<float> workspace" : "";
        using (writer.Open($"public {(strides && !pools ? "int" : "void")} Run(ref State state, global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs{more})"))
        {
            writer.Line("int steps = inputs.Length / InputSize;");
            writer.Line($"long room = {(pools ? "OutputSize" : strides ? $"(steps + {network.Stride - 1L}L) / {network.Stride} * OutputSize" : "(long)steps * OutputSize")};");
            string enough = workspace > 0 ? " || workspace.Length < (long)steps * WorkspacePerStep" : "";
            string given = workspace > 0 ? "workspace.Length, (long)steps * WorkspacePerStep" : "0, 0";
            SurfaceEmitter.Check(writer, $"steps == 0 || inputs.Length != (long)steps * InputSize || outputs.Length != room{enough}", $"ThrowSequenceLengths(inputs.Length, InputSize, outputs.Length, room, {given})");
            writer.Line($"global::Lstm.Embedded.SpanCheck.SequenceOverlaps<State>({SurfaceEmitter.StateSpan}, inputs, outputs, {(workspace > 0 ? "workspace" : "default")});");
            SurfaceEmitter.CheckTokens(writer, network, "inputs");
            SurfaceEmitter.References(writer, "inputs", "outputs");
            if (workspace > 0)
            {
                writer.Line("ref float between = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(workspace);");
            }
            writer.Line($"{(strides && !pools ? "return " : "")}RunOn(body, ref packedWeights.Reference, ref state, ref x, ref y, {(workspace > 0 ? "ref between, " : "")}steps);");
        }
    }
}
