using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Disassembly.Tests.Code;

/// <summary>The machine code of one method of an emitted body.</summary>
/// <param name="Network">The class of the network.</param>
/// <param name="Name">The method, e.g. <c>Lstm0Sums</c>.</param>
/// <param name="Instructions">In the order of their addresses.</param>
internal sealed record MachineMethod(string Network, string Name, IReadOnlyList<MachineInstruction> Instructions)
{
    /// <summary>Whether it computes a layer. <c>Step</c>, <c>Run</c>, <c>StepMany</c> and their like call these, and also copy samples and results.</summary>
    public bool IsLayer => Name != "Run" && !Name.StartsWith("Step", StringComparison.Ordinal);

    /// <summary>The loops that do the work, by address: they hold multiply-adds and no other loop.</summary>
    public IReadOnlyList<IReadOnlyList<MachineInstruction>> InnerLoops
    {
        get
        {
            // Of jumps back to one place the last is the end of the loop.
            var loops = Instructions
                .Where(jump => jump.JumpsTo <= jump.Address)
                .GroupBy(jump => jump.JumpsTo!.Value)
                .Select(jumps => (Start: jumps.Key, End: jumps.Max(jump => jump.Address)))
                .OrderBy(loop => loop.Start)
                .ToList();
            return [.. loops
                .Where(outer => !loops.Exists(inner => inner != outer && outer.Start <= inner.Start && inner.End <= outer.End))
                .Select(loop => Instructions.Where(i => loop.Start <= i.Address && i.Address <= loop.End).ToList())
                .Where(loop => loop.Exists(i => i.FusedLanes > 0))];
        }
    }

    /// <summary>Whether a loop is one of activations: what is not neither divides nor compares.</summary>
    public static bool UpdatesCells(IEnumerable<MachineInstruction> loop) => loop.Any(i => i.Divides || i.Text.StartsWith("vcmp", StringComparison.Ordinal) || i.Text.StartsWith("fcm", StringComparison.Ordinal));

    /// <summary>What a layer must never do, a sentence for each place where it does.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsLayer)
        {
            yield break;
        }
        // Layer normalisation is one piece of code for all bodies, with loops of its own.
        foreach (var call in Instructions.Where(i => i.Calls is { SameBody: false } calls && !calls.Name.Contains("LayerNormalization", StringComparison.Ordinal)))
        {
            yield return $"{Network}.{Name} calls {call.Calls!.Name} ({call.Text}): a layer calls nothing but methods of its own body; was a helper not inlined?";
        }
        foreach (var (loop, number) in InnerLoops.Select((loop, index) => (loop, index + 1)))
        {
            // Cell updates need more constants than AVX2 has registers: what they take from the stack is held in the table.
            foreach (var spill in loop.Where(i => i.TouchesFrame && !UpdatesCells(loop)))
            {
                yield return $"{Network}.{Name}, loop {number}, goes to the stack ({spill.Text}): a loop over columns keeps everything in registers.";
            }
        }
    }
}
