using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using Lstm.Disassembly.Tests.Code;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>Reads x64 machine code.</summary>
internal static class X64Code
{
    private static readonly string[] ShufflePrefixes = ["VBROADCAST", "VPBROADCAST", "VPERM", "VSHUF", "VPSHUF", "VEXTRACT", "VINSERT", "VUNPCK", "VMOVSHDUP", "VMOVSLDUP", "VALIGN"];

    /// <summary>The instructions of a method.</summary>
    public static IReadOnlyList<Instruction> Decode(ulong address, byte[] code)
    {
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(code), address);
        var instructions = new List<Instruction>();
        while (decoder.IP < address + (ulong)code.Length)
        {
            instructions.Add(decoder.Decode());
        }
        return instructions;
    }

    /// <summary>What they mean to the counts.</summary>
    public static MachineMethod Read(JittedMethod method)
    {
        var code = Decode(method.Address, method.Code);
        bool framePointer = code.Any(SetsFramePointer);
        return new MachineMethod(method.Network, method.Name, [.. code.Select(i => Read(i, framePointer, method.Callees))]);
    }

    /// <summary>How many fused multiply-adds an instruction makes at once; 0 if it is something else.</summary>
    public static int FusedLanes(in Instruction instruction)
    {
        string name = instruction.Mnemonic.ToString();
        return !name.StartsWith("Vfmadd", StringComparison.Ordinal) && !name.StartsWith("Vfnmadd", StringComparison.Ordinal) && !name.StartsWith("Vfmsub", StringComparison.Ordinal) && !name.StartsWith("Vfnmsub", StringComparison.Ordinal) ? 0
            : name.EndsWith("ps", StringComparison.Ordinal) ? instruction.Op0Register.GetSize() / sizeof(float)
            : 1;
    }

    /// <summary>How many floats it compares at once; 0 if it is something else.</summary>
    public static int ComparedLanes(in Instruction instruction) => instruction.Mnemonic == Mnemonic.Vcmpps ? instruction.Op1Register.GetSize() / sizeof(float) : 0;

    /// <summary>
    /// Whether the call behind it touches the pages of a large stack frame, once for each call of a method: nothing that
    /// was not inlined, and so no call to hold against anybody.
    /// </summary>
    public static bool PreparesStackProbe(in Instruction instruction) =>
        instruction.Mnemonic == Mnemonic.Lea && instruction.Op0Register == Register.R11 && instruction.MemoryBase == Register.RSP;

    private static MachineInstruction Read(in Instruction instruction, bool framePointer, IReadOnlyDictionary<ulong, string> callees)
    {
        var (loads, stores) = instruction.FlowControl == FlowControl.Next ? Memory(instruction) : default;
        string name = instruction.Mnemonic.ToString().ToUpperInvariant();
        bool calls = instruction.Mnemonic == Mnemonic.Call;
        string? callee = callees.GetValueOrDefault(instruction.IP);
        return new MachineInstruction(instruction.IP, instruction.ToString())
        {
            Loads = loads,
            Stores = stores,
            TouchesFrame = (loads || stores) && instruction.MemoryIndex == Register.None
                && (instruction.MemoryBase == Register.RSP || (framePointer && instruction.MemoryBase == Register.RBP)),
            FusedLanes = FusedLanes(instruction),
            Shuffles = ShufflePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)),
            Divides = name.StartsWith("VDIV", StringComparison.Ordinal),
            Pads = instruction.Mnemonic is Mnemonic.Nop or Mnemonic.Int3,
            JumpsTo = !calls && instruction.Op0Kind == OpKind.NearBranch64 ? instruction.NearBranchTarget : null,
            Calls = callee is null ? null : new Callee(callee, SameBody: !callee.Contains('.', StringComparison.Ordinal) && !callee.Contains(' ', StringComparison.Ordinal)),
        };
    }

    private static bool SetsFramePointer(Instruction instruction) =>
        instruction.Op0Register == Register.RBP
        && ((instruction.Mnemonic == Mnemonic.Lea && instruction.MemoryBase == Register.RSP) || (instruction.Mnemonic == Mnemonic.Mov && instruction.Op1Register == Register.RSP));

    // Memory that an operand names; push and pop name none.
    private static (bool Loads, bool Stores) Memory(in Instruction instruction)
    {
        bool loads = false, stores = false;
        var info = new InstructionInfoFactory().GetInfo(instruction);
        for (int k = 0; k < instruction.OpCount; k++)
        {
            if (instruction.GetOpKind(k) == OpKind.Memory)
            {
                var access = info.GetOpAccess(k);
                loads |= access is OpAccess.Read or OpAccess.ReadWrite or OpAccess.CondRead or OpAccess.ReadCondWrite;
                stores |= access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite;
            }
        }
        return (loads, stores);
    }
}
