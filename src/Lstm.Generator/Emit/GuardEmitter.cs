using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes what a network with <c>onNonFinite</c> does at the end of each time step (docs/decisions 18): one method for all bodies, which
/// moves bits by a mask.
/// </summary>
internal static class GuardEmitter
{
    private const string ClassName = "Guard";

    /// <summary>The call at the end of a time step; nothing for a network without a guard.</summary>
    public static void Call(SourceWriter writer, NetworkPlan network)
    {
        if (network.Guards)
        {
            writer.Line($"{ClassName}.Step({(Begins(network) ? "ref weights, " : "")}ref state, ref output);");
        }
    }

    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        if (!network.Guards)
        {
            return;
        }
        writer.Line();
        bool holds = network.Spec.OnNonFinite == OnNonFinite.Hold;
        writer.Doc($"""
            <summary>
            What is done about a time step whose results or new state are not all finite: {(holds ? "the state is again that of the last good step, and its results are put out again" : "the stream begins anew, and the step puts out zeros")}.
            No branch depends on a value.
            </summary>
            """);
        using (writer.Open($"file static class {ClassName}"))
        {
            Method(writer, network, holds);
        }
    }

    private static void Method(SourceWriter writer, NetworkPlan network, bool holds)
    {
        int memory = network.MemoryFloats, output = network.Spec.OutputSize;
        using (writer.Open($"internal static void Step({(Begins(network) ? "ref float weights, " : "")}ref float state, ref float output)"))
        {
            writer.Line($"int caught = NonFinite.Mask(ref state, {memory}) | NonFinite.Mask(ref output, {output});");
            if (holds)
            {
                writer.Line($"NonFinite.Hold(ref state, ref {BodyEmitter.At("state", memory)}, {memory}, caught);");
                writer.Line($"NonFinite.Hold(ref output, ref {BodyEmitter.At("state", 2 * memory)}, {output}, caught);");
            }
            else
            {
                writer.Line($"NonFinite.Clear(ref state, {memory}, caught);");
                foreach (var cell in network.Cells.Where(cell => cell.Cell.InitialState))
                {
                    writer.Line($"NonFinite.Begin(ref {BodyEmitter.At("state", cell.HiddenOffset)}, ref {BodyEmitter.At("weights", cell.InitialOffset)}, {cell.Cell.StateSize}, caught);");
                    if (cell.Cell.HasCell)
                    {
                        writer.Line($"NonFinite.Begin(ref {BodyEmitter.At("state", cell.CellOffset)}, ref {BodyEmitter.At("weights", cell.InitialOffset + cell.PaddedState)}, {cell.HiddenSize}, caught);");
                    }
                }
                writer.Line($"NonFinite.Clear(ref output, {output}, caught);");
            }
            writer.Line($"NonFinite.Count(ref {BodyEmitter.At("state", network.CaughtOffset)}, caught);");
        }
    }

    private static bool Begins(NetworkPlan network) => network.Spec.OnNonFinite == OnNonFinite.Reset && network.Cells.Any(cell => cell.Cell.InitialState);
}
