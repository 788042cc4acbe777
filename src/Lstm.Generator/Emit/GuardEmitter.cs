using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes what a network with <c>onNonFinite</c> does at the end of each time step (docs/decisions 18): a call of the library, by which bits are moved.</summary>
internal static class GuardEmitter
{
    /// <summary>The end of a time step whose results are in <c>output</c>; nothing for a network without a guard.</summary>
    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        if (!network.Guards)
        {
            return;
        }
        bool holds = network.Spec.OnNonFinite == OnNonFinite.Hold;
        var begins = holds ? [] : network.Cells.Where(cell => cell.Cell.InitialState).ToList();
        foreach (var cell in network.Cells)
        {
            // What fills a register behind the last unit is no state: an infinite sample times its zero weights is NaN there, in vector bodies alone.
            ClearPadding(cell.Place("Hidden"), cell.Cell.StateSize, cell.PaddedState);
            if (cell.Cell.HasCell)
            {
                ClearPadding(cell.Place("Cell"), cell.HiddenSize, cell.PaddedUnits);
            }
        }
        string arguments = $"ref state, {network.MemoryFloats}, ref output, {network.Spec.OutputSize}, ref {BodyEmitter.At("state", network.CaughtOffset)}";
        writer.Line($"{(begins.Count > 0 ? "int anew = " : "")}NonFinite.{(holds ? "Hold" : "Reset")}({arguments});");
        foreach (var cell in begins)
        {
            Begin(cell.Place("Hidden"), cell.Place("InitialHidden"), cell.Cell.StateSize);
            if (cell.Cell.HasCell)
            {
                Begin(cell.Place("Cell"), cell.Place("InitialCell"), cell.HiddenSize);
            }
        }

        void ClearPadding(string place, int floats, int padded)
        {
            if (padded > floats)
            {
                writer.Line($"NonFinite.ClearPadding(ref {BodyEmitter.At("state", place)}, {floats}, {padded});");
            }
        }

        void Begin(string to, string from, int floats) =>
            writer.Line($"NonFinite.Begin(ref {BodyEmitter.At("state", to)}, ref {BodyEmitter.At("weights", from)}, {floats}, anew);");
    }
}
