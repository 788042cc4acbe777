using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Disassembly.Tests.Code;

namespace Lstm.Disassembly.Tests.Arm64;

/// <summary>
/// Reads ARM64 machine code as tests/neon-listing.sh shows it: objdump, which the cross compiler brings,
/// knows the symbols of an object file as well as its instructions.
/// </summary>
internal static partial class ObjdumpListing
{
    // What a large block is copied and cleared with: nothing that the compiler failed to inline.
    private static readonly string[] Copies = ["SpanHelpers__Memmove", "SpanHelpers__ClearWithoutReferences"];
    private static readonly string[] Shuffles = ["dup", "ld1r", "ins", "ext", "tbl", "tbx", "zip1", "zip2", "uzp1", "uzp2", "trn1", "trn2", "rev64"];

    /// <summary>The methods of the NEON bodies in a listing; its other lines are passed over.</summary>
    public static IReadOnlyList<MachineMethod> Read(IEnumerable<string> lines)
    {
        var methods = new List<(string Symbol, MachineMethod Method, List<MachineInstruction> Code)>();
        foreach (string line in lines)
        {
            if (Symbol().Match(line) is { Success: true } symbol)
            {
                var code = new List<MachineInstruction>();
                methods.Add((symbol.Groups["body"].Value, new MachineMethod(symbol.Groups["network"].Value, symbol.Groups["method"].Value, code), code));
            }
            else if (methods.Count > 0 && Instruction().Match(line) is { Success: true } instruction)
            {
                methods[^1].Code.Add(Read(instruction, methods[^1].Symbol));
            }
        }
        return [.. methods.Select(m => m.Method with { Instructions = WithoutConstants(m.Code) })
            .OrderBy(m => m.Network, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal)];
    }

    private static MachineInstruction Read(Match line, string body)
    {
        string name = line.Groups["name"].Value, operands = line.Groups["operands"].Value;
        bool loads = name.StartsWith("ld", StringComparison.Ordinal), stores = name.StartsWith("st", StringComparison.Ordinal);
        bool fused = name is "fmla" or "fmls";
        bool calls = name is "bl" or "blr";
        bool jumps = !calls && (name is "b" or "cbz" or "cbnz" or "tbz" or "tbnz" || name.StartsWith("b.", StringComparison.Ordinal));
        return new MachineInstruction(Hexadecimal(line.Groups["address"].Value), $"{name} {operands}")
        {
            Loads = loads,
            Stores = stores,
            TouchesFrame = (loads || stores) && FrameMemory().IsMatch(operands),
            FusedLanes = !fused ? 0 : operands.Contains(".4s", StringComparison.Ordinal) ? 4 : 2,
            ByElement = fused && operands.EndsWith(']'),
            Shuffles = Shuffles.Contains(name) || (name == "mov" && operands.Contains(".s[", StringComparison.Ordinal)),
            Divides = name == "fdiv",
            Pads = name == "nop",
            JumpsTo = jumps ? Hexadecimal(JumpTarget().Match(operands).Groups["address"].Value) : null,
            Calls = calls && !Copies.Any(copy => line.Groups["target"].Value.EndsWith(copy, StringComparison.Ordinal)) ? new Callee(line.Groups["target"].Value, SameBody: line.Groups["target"].Value.Contains(body, StringComparison.Ordinal)) : null,
        };
    }

    // Constants stand behind the last return, and objdump takes them for instructions.
    private static List<MachineInstruction> WithoutConstants(List<MachineInstruction> code)
    {
        ulong reached = 0;
        int end = code.FindIndex(i =>
        {
            reached = ulong.Max(reached, i.JumpsTo ?? 0);
            return i.Address >= reached && (i.Text.StartsWith("ret", StringComparison.Ordinal) || i.Text.StartsWith("b ", StringComparison.Ordinal));
        });
        return end < 0 ? code : code[..(end + 1)];
    }

    private static ulong Hexadecimal(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<body>\w*?(?<network>[A-Za-z0-9]+)_g_F[0-9A-F]+__NeonBody__)(?<method>\w+):$")]
    private static partial Regex Symbol();

    // 464a04:	fmla	v16.4s, v7.4s, v6.s[0]  or  b.cc	4649f8 <symbol+0xd8>  // comment
    [GeneratedRegex(@"^(?<address>[0-9a-f]+):\t(?<name>[a-z0-9.]+)(\t(?<operands>[^<\t/]*?)\s*(<(?<target>[^>]*)>)?\s*(//.*)?)?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\[(sp|x29)(, #-?\w+)?\]")]
    private static partial Regex FrameMemory();

    [GeneratedRegex(@"(?<address>[0-9a-f]+)$")]
    private static partial Regex JumpTarget();
}
