using System.Collections.Generic;
using System.Linq;

namespace Lstm.Disassembly.Tests.Code;

/// <summary>What is counted in a stretch of machine code, as it stands there, not as often as it runs.</summary>
/// <param name="Instructions">All but padding.</param>
/// <param name="Loads">Instructions that read memory.</param>
/// <param name="Stores">Instructions that write memory.</param>
/// <param name="Frame">Those of either that go to a fixed place in the stack frame.</param>
/// <param name="Fused">Fused multiply-adds, of however many lanes.</param>
/// <param name="ByElement">Those of them with an element of a register as a factor.</param>
/// <param name="Shuffles">Broadcasts and permutations.</param>
/// <param name="Divisions">Divisions.</param>
/// <param name="Calls">Calls of methods of the same body; whether a copy calls the runtime depends on the processor.</param>
internal sealed record Counts(int Instructions, int Loads, int Stores, int Frame, int Fused, int ByElement, int Shuffles, int Divisions, int Calls)
{
    public static Counts Of(IReadOnlyCollection<MachineInstruction> code) => new(
        code.Count(i => !i.Pads),
        code.Count(i => i.Loads),
        code.Count(i => i.Stores),
        code.Count(i => i.TouchesFrame),
        code.Count(i => i.FusedLanes > 0),
        code.Count(i => i.ByElement),
        code.Count(i => i.Shuffles),
        code.Count(i => i.Divides),
        code.Count(i => i.Calls is { SameBody: true }));

    /// <summary>
    /// Whether a method's counts are no worse than those held: what the arithmetic needs is exact, what a patch of the
    /// compiler may shift is 2 % above at most, or four instructions in a short method. A register that no longer holds a sum costs more.
    /// </summary>
    public bool IsNoWorseThan(Counts held) =>
        (Fused, ByElement, Divisions, Calls) == (held.Fused, held.ByElement, held.Divisions, held.Calls)
        && Within(Instructions, held.Instructions) && Within(Loads, held.Loads) && Within(Stores, held.Stores)
        && Within(Frame, held.Frame) && Within(Shuffles, held.Shuffles);

    private static bool Within(int count, int held) => count <= held + int.Max(4, held / 50);
}
