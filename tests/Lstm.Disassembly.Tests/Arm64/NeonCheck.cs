using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Disassembly.Tests.Code;

namespace Lstm.Disassembly.Tests.Arm64;

/// <summary>What tests hold for x64, for the NEON bodies: they are compiled by tests/neon-listing.sh, which takes longer than a test should.</summary>
internal static class NeonCheck
{
    private const int FewestGates = 3; // of an LSTM: coupled gates

    /// <summary>The argument that checks a listing: <c>--neon LISTING</c>.</summary>
    public const string Argument = "--neon";

    /// <summary>The argument that writes each loop over columns to a file of its own, for llvm-mca: <c>--neon-loops LISTING DIRECTORY</c>.</summary>
    public const string LoopsArgument = "--neon-loops";

    /// <summary>Checks and says how it went; the last line is "N passed, N failed".</summary>
    /// <returns>The exit code of the program.</returns>
    public static int Check(string listing)
    {
        var methods = ObjdumpListing.Read(File.ReadLines(listing));
        (string Rule, IReadOnlyList<string> Faults)[] checks =
        [
            ("the listing has NEON bodies, and loops in them", methods.Any(method => method.InnerLoops.Count > 0) ? [] : [$"{listing} has none: make it with tests/neon-listing.sh"]),
            ("layers call nothing, and loops over columns stay in registers", [.. methods.SelectMany(method => method.Faults())]),
            ("loops over columns multiply by element or by a shared broadcast", [.. methods.SelectMany(Broadcasts)]),
            ("counts are as held", CountTable.Compare("Neon", "dotnet run -c Release --project tests/Lstm.Disassembly.Tests -- --neon LISTING", methods)),
        ];
        foreach (var (rule, faults) in checks)
        {
            Console.WriteLine(faults.Count == 0 ? $"{rule}: ok" : $"{rule}: FAILED\n  {string.Join("\n  ", faults)}");
        }
        int failed = checks.Count(check => check.Faults.Count > 0);
        Console.WriteLine($"{checks.Length - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Writes the assembly text of every loop over columns, and of the sums of layers that have none.</summary>
    /// <returns>The exit code of the program.</returns>
    public static int WriteLoops(string listing, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var method in ObjdumpListing.Read(File.ReadLines(listing)).Where(IsLstm))
        {
            var loops = ColumnLoops(method).ToList();
            foreach (var (loop, number) in loops.Select((loop, index) => (loop, index + 1)))
            {
                Write($"{method.Network}.{method.Name}.{number}.s", loop);
            }
            if (loops.Count == 0 && method.Instructions.Any(i => i.ByElement))
            {
                Write($"{method.Network}.{method.Name}.sums.s", WrittenOut(method));
            }
        }
        return 0;

        void Write(string name, IEnumerable<MachineInstruction> code) =>
            File.WriteAllLines(Path.Combine(directory, name), ["loop:", .. code.Select(i => i.JumpsTo is null ? i.Text : $"{i.Text.Split(' ')[0]} loop")]);
    }

    /// <summary>A column's value is an element of a register, or a broadcast that four multiply-adds share.</summary>
    private static IEnumerable<string> Broadcasts(MachineMethod method) => !IsLstm(method) ? [] :
        ColumnLoops(method).Where(loop => loop.Count(i => i.FusedLanes > 0 && !i.ByElement) < FewestGates * loop.Count(i => i.Shuffles))
            .Select(loop => string.Create(CultureInfo.InvariantCulture, $"{method.Network}.{method.Name} has {loop.Count(i => i.Shuffles)} broadcasts for {loop.Count(i => i.FusedLanes > 0 && !i.ByElement)} multiply-adds in its loop at {loop[0].Address:x}: a column's value is an element of a register, or a broadcast that all gates share."));

    private static bool IsLstm(MachineMethod method) => method.Name.StartsWith("Lstm", StringComparison.Ordinal);

    private static IEnumerable<IReadOnlyList<MachineInstruction>> ColumnLoops(MachineMethod method) => method.InnerLoops.Where(loop => !MachineMethod.UpdatesCells(loop));

    // The sums of a layer whose columns are all written out: of each straight piece of code that holds some, all up to the last.
    private static IEnumerable<MachineInstruction> WrittenOut(MachineMethod method)
    {
        var piece = new List<MachineInstruction>();
        foreach (var i in method.Instructions)
        {
            piece.Add(i);
            if (i.JumpsTo is not null)
            {
                piece.Clear();
            }
            else if (i.ByElement)
            {
                foreach (var sum in piece)
                {
                    yield return sum;
                }
                piece.Clear();
            }
        }
    }
}
