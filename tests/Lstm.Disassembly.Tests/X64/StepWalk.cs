using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>
/// Follows a method as the processor would, as far as integers decide which way it goes: the sizes of a network are
/// constants in its code, so that no branch depends on a sample or a weight.
/// </summary>
internal sealed class StepWalk
{
    private const ulong Stack = 0x7000_0000_0000;
    private const int InstructionLimit = 10_000_000;
    private static readonly Register[] Arguments = [Register.RDI, Register.RSI, Register.RDX, Register.RCX, Register.R8, Register.R9];

    private readonly Dictionary<string, JittedMethod> body;
    private readonly Dictionary<Register, ulong?> registers = [];
    private readonly Dictionary<ulong, ulong?> memory = [];
    private readonly InstructionInfoFactory usage = new();
    private Comparison? flags;
    private int instructions;

    private StepWalk(IEnumerable<JittedMethod> body)
    {
        this.body = body.ToDictionary(method => method.Name);
        registers[Register.RSP] = Stack;
        foreach (var (argument, index) in Arguments.Select((argument, index) => (argument, index)))
        {
            registers[argument] = ((ulong)index + 1) << 40; // addresses far from each other; as a flag, false
        }
        registers[Register.RCX] = 0; // the column that a layer begins with, where that is an argument; an address as good as any where it is not
        for (ulong index = 0; index < 4; index++)
        {
            memory[Stack + (8 * index)] = (index + 16) << 40; // arguments on the stack
        }
    }

    /// <summary>Lanes of fused multiply-adds so far.</summary>
    private long FusedLanes { get; set; }

    /// <summary>Lanes of comparisons so far.</summary>
    private long ComparedLanes { get; set; }

    /// <summary>The fused multiply-adds of one call of a method, those of the methods it calls included, each lane for itself.</summary>
    /// <param name="body">The methods of a body.</param>
    /// <param name="method">The one that is called.</param>
    public static long CountFusedLanes(IEnumerable<JittedMethod> body, string method) => Walked(body, method).FusedLanes;

    /// <summary>The comparisons of floats, likewise: what tells tiny values from others.</summary>
    /// <param name="body">The methods of a body.</param>
    /// <param name="method">The one that is called.</param>
    public static long CountComparedLanes(IEnumerable<JittedMethod> body, string method) => Walked(body, method).ComparedLanes;

    private static StepWalk Walked(IEnumerable<JittedMethod> body, string method)
    {
        var walk = new StepWalk(body);
        walk.Call(method);
        return walk;
    }

    private void Call(string name)
    {
        var method = body[name];
        var code = X64Code.Decode(method.Address, method.Code).ToDictionary(i => i.IP);
        ulong at = method.Address;
        Push(null); // the address to return to
        while (true)
        {
            var i = code[at];
            at = i.NextIP;
            FusedLanes += X64Code.FusedLanes(i);
            ComparedLanes += X64Code.ComparedLanes(i);
            if (++instructions > InstructionLimit)
            {
                throw new InvalidOperationException($"{method.Network}.{name} runs without end near {i}.");
            }
            switch (i.FlowControl)
            {
                case FlowControl.Return:
                    Pop();
                    return;
                case FlowControl.UnconditionalBranch:
                    at = i.NearBranchTarget;
                    break;
                case FlowControl.ConditionalBranch:
                    bool taken = flags?.Meets(i.ConditionCode) ?? throw new InvalidOperationException($"{method.Network}.{name}: what decides {i} is not known.");
                    at = taken ? i.NearBranchTarget : at;
                    break;
                case FlowControl.Call or FlowControl.IndirectCall:
                    if (method.Callees.TryGetValue(i.IP, out string? callee))
                    {
                        Call(body.ContainsKey(callee) ? callee : throw new InvalidOperationException($"{method.Network}.{name} calls {callee}, whose code is not at hand."));
                    }
                    break;
                default:
                    Execute(i);
                    break;
            }
        }
    }

    private void Execute(in Instruction i)
    {
        ulong? left = Read(i, 0), right = i.OpCount > 1 ? Read(i, 1) : null;
        int bits = 8 * (i.Op0Register == Register.None ? i.MemorySize.GetSize() : i.Op0Register.GetSize());
        switch (i.Mnemonic)
        {
            case Mnemonic.Push:
                Push(left);
                break;
            case Mnemonic.Pop:
                Write(i, Pop());
                break;
            case Mnemonic.Mov or Mnemonic.Movzx:
                Write(i, right);
                break;
            case Mnemonic.Movsxd or Mnemonic.Movsx:
                Write(i, SignExtend(right, 8 * (i.Op1Register == Register.None ? i.MemorySize.GetSize() : i.Op1Register.GetSize())));
                break;
            case Mnemonic.Lea:
                Write(i, Address(i));
                break;
            case Mnemonic.Cmp:
                flags = Comparison.Of(left, right, bits);
                break;
            case Mnemonic.Sub:
                flags = Comparison.Of(left, right, bits);
                Write(i, left - right);
                break;
            case Mnemonic.Dec:
                flags = Comparison.Of(left, 1, bits);
                Write(i, left - 1);
                break;
            case Mnemonic.Test:
                flags = Comparison.Of(left & right, 0, bits);
                break;
            case Mnemonic.And:
                Result(i, left & right, bits);
                break;
            case Mnemonic.Xor:
                Result(i, i.Op0Register == i.Op1Register && i.Op0Register != Register.None ? 0 : left ^ right, bits);
                break;
            case Mnemonic.Add:
                Result(i, left + right, bits);
                break;
            case Mnemonic.Inc:
                Result(i, left + 1, bits);
                break;
            case Mnemonic.Neg:
                Result(i, 0 - left, bits);
                break;
            case Mnemonic.Shl:
                Result(i, left << (int)(right ?? 0), bits);
                break;
            case Mnemonic.Imul when i.OpCount > 1:
                Write(i, i.OpCount == 3 ? right * Read(i, 2) : left * right);
                flags = null;
                break;
            default:
                Forget(i);
                break;
        }
    }

    // Flags after an operation are those of comparing its result with 0, but for overflow, which counters do not reach.
    private void Result(in Instruction i, ulong? result, int bits)
    {
        Write(i, result);
        flags = Comparison.Of(result, 0, bits);
    }

    // Whatever else there is: what it writes is not known.
    private void Forget(in Instruction i)
    {
        foreach (var register in usage.GetInfo(i).GetUsedRegisters())
        {
            if (register.Access is not (OpAccess.Read or OpAccess.CondRead) && register.Register.IsGPR())
            {
                registers[register.Register.GetFullRegister()] = null;
            }
        }
        if (i.RflagsModified != RflagsBits.None)
        {
            flags = null;
        }
    }

    private ulong? Read(in Instruction i, int operand) => i.GetOpKind(operand) switch
    {
        OpKind.Register => Truncate(Value(i.GetOpRegister(operand)), 8 * i.GetOpRegister(operand).GetSize()),
        OpKind.Memory => Address(i) is { } address ? memory.GetValueOrDefault(address) : null,
        OpKind.NearBranch64 => null,
        _ => i.GetImmediate(operand),
    };

    private void Write(in Instruction i, ulong? value)
    {
        if (i.Op0Kind == OpKind.Register)
        {
            int bits = 8 * i.Op0Register.GetSize();
            registers[i.Op0Register.GetFullRegister()] = bits >= 32 ? Truncate(value, bits) : null;
        }
        else if (Address(i) is { } address)
        {
            memory[address] = value;
        }
    }

    private ulong? Address(in Instruction i) =>
        i.IsIPRelativeMemoryOperand ? i.IPRelativeMemoryAddress
            : Value(i.MemoryBase) + (Value(i.MemoryIndex) * (ulong)i.MemoryIndexScale) + i.MemoryDisplacement64;

    private ulong? Value(Register register) => register == Register.None ? 0 : registers.GetValueOrDefault(register.GetFullRegister());

    private void Push(ulong? value)
    {
        registers[Register.RSP] -= 8;
        memory[registers[Register.RSP]!.Value] = value;
    }

    private ulong? Pop()
    {
        ulong? value = memory[registers[Register.RSP]!.Value];
        registers[Register.RSP] += 8;
        return value;
    }

    private static ulong? Truncate(ulong? value, int bits) => bits < 64 ? value & ((1UL << bits) - 1) : value;

    private static ulong? SignExtend(ulong? value, int bits) => (ulong?)((long?)value << (64 - bits) >> (64 - bits));

    /// <summary>Two numbers that were compared, and so the processor's flags.</summary>
    private readonly record struct Comparison(ulong Left, ulong Right, int Bits)
    {
        public static Comparison? Of(ulong? left, ulong? right, int bits) =>
            left is { } l && right is { } r ? new Comparison(Truncate(l, bits)!.Value, Truncate(r, bits)!.Value, bits) : null;

        public bool Meets(ConditionCode condition) => condition switch
        {
            ConditionCode.e => Left == Right,
            ConditionCode.ne => Left != Right,
            ConditionCode.b => Left < Right,
            ConditionCode.ae => Left >= Right,
            ConditionCode.be => Left <= Right,
            ConditionCode.a => Left > Right,
            ConditionCode.l => SignedLeft < SignedRight,
            ConditionCode.ge => SignedLeft >= SignedRight,
            ConditionCode.le => SignedLeft <= SignedRight,
            ConditionCode.g => SignedLeft > SignedRight,
            _ => throw new NotSupportedException($"The condition {condition} is not followed."),
        };

        private long SignedLeft => (long)SignExtend(Left, Bits)!.Value;

        private long SignedRight => (long)SignExtend(Right, Bits)!.Value;
    }
}
