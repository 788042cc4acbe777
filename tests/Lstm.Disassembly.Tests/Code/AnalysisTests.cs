using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using Lstm.Disassembly.Tests.X64;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace Lstm.Disassembly.Tests.Code;

/// <summary>What reads the code sees what it is there to see, in small methods written for it.</summary>
public class AnalysisTests
{
    private const ulong Address = 0x1000;

    [Fact]
    public void A_loop_over_columns_in_registers_is_fine()
    {
        var method = X64Code.Read(Columns(_ => { }));
        Assert.Equal(new Counts(Instructions: 4, Loads: 1, Stores: 0, Frame: 0, Fused: 1, ByElement: 0, Shuffles: 0, Divisions: 0, Calls: 0), Counts.Of([.. Assert.Single(method.InnerLoops)]));
        Assert.Empty(method.Faults());
    }

    [Fact]
    public void A_spill_in_a_loop_is_a_fault()
    {
        var method = X64Code.Read(Columns(c => c.vmovups(__ymmword_ptr[rsp + 32], ymm0)));
        Assert.Equal("Net.Lstm0, loop 1, goes to the stack (vmovups [rsp+20h],ymm0): a loop over columns keeps everything in registers.", Assert.Single(method.Faults()));
    }

    [Fact]
    public void A_block_of_sums_on_the_stack_is_none() => Assert.Empty(X64Code.Read(Columns(c => c.vmovups(__ymmword_ptr[rsp + rax * 4 + 32], ymm0))).Faults());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_frame_pointer_is_the_stack_where_it_is_one(bool framePointer)
    {
        var method = X64Code.Read(Columns(c => c.vmovups(ymm3, __ymmword_ptr[rbp - 32]), c =>
        {
            if (framePointer)
            {
                c.lea(rbp, __[rsp + 64]);
            }
        }));
        Assert.Equal(framePointer ? 1 : 0, method.Faults().Count());
    }

    [Fact]
    public void A_helper_that_was_not_inlined_is_a_fault()
    {
        var method = Assemble(c => c.call(0x5000), "Exponential.OnePlusExp");
        Assert.Equal("Net.Lstm0 calls Exponential.OnePlusExp (call 0000000000005000h): a layer calls nothing but methods of its own body; was a helper not inlined?", Assert.Single(X64Code.Read(method).Faults()));
        Assert.Empty(X64Code.Read(Assemble(c => c.call(0x5000), "Lstm0Sums")).Faults());
        Assert.Empty((X64Code.Read(method) with { Name = "Run" }).Faults());
    }

    [Fact]
    public void Only_the_inner_loop_counts()
    {
        var method = X64Code.Read(Assemble(c =>
        {
            var outer = c.CreateLabel();
            var inner = c.CreateLabel();
            c.Label(ref outer);
            c.vmovups(__ymmword_ptr[rsp + 32], ymm0);
            c.Label(ref inner);
            c.vfmadd231ps(ymm0, ymm1, __ymmword_ptr[rdi]);
            c.dec(rax);
            c.jne(inner);
            c.dec(rcx);
            c.jne(outer);
        }));
        Assert.Equal(3, Assert.Single(method.InnerLoops).Count);
        Assert.Empty(method.Faults());
    }

    [Fact]
    public void The_walk_goes_round_as_often_as_the_processor() =>
        Assert.Equal(8 * 8, StepWalk.CountFusedLanes([Columns(_ => { })], "Lstm0"));

    [Fact]
    public void The_walk_does_not_guess()
    {
        var method = Assemble(c =>
        {
            var loop = c.CreateLabel();
            c.Label(ref loop);
            c.cmp(__dword_ptr[rdi], 3);
            c.jne(loop);
        });
        var refusal = Assert.Throws<InvalidOperationException>(() => StepWalk.CountFusedLanes([method], "Lstm0"));
        Assert.Equal("Net.Lstm0: what decides jne short 0000000000001000h is not known.", refusal.Message);
    }

    [Fact]
    public void A_table_is_read_as_it_was_written()
    {
        var row = new CountTable.Row("Net", "Lstm0:1", new Counts(1, 2, 3, 4, 5, 6, 7, 8, 9));
        Assert.Equal(row, CountTable.Parse(CountTable.Format(row)));
    }

    [Theory]
    [InlineData("Lstm0:1", 100, 20, false)]
    [InlineData("Lstm0:1", 99, 20, true)]
    [InlineData("Lstm0", 1020, 20, false)]
    [InlineData("Lstm0", 1021, 20, true)]
    [InlineData("Lstm0", 100, 20, false)]
    [InlineData("Lstm0", 1000, 21, true)]
    public void What_is_held_is_compared(string code, int instructions, int fused, bool differs)
    {
        var counts = new Counts(Instructions: code.Contains(':', StringComparison.Ordinal) ? 100 : 1000, 0, 0, 0, Fused: 20, 0, 0, 0, 0);
        var held = new CountTable.Row("Net", code, counts);
        var found = held with { Counts = counts with { Instructions = instructions, Fused = fused } };
        Assert.Equal(differs, CountTable.Differences([held], [found]).Any());
    }

    [Fact]
    public void What_is_missing_or_new_is_said()
    {
        var counts = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);
        Assert.Equal(
            ["Net.Lstm0 is held, and is not there any more.", "Net.Lstm1 is there, and is not held yet."],
            CountTable.Differences([new("Net", "Lstm0", counts)], [new("Net", "Lstm1", counts)]));
    }

    // Eight columns: a fused multiply-add with a weight from memory, and whatever a test wants besides.
    private static JittedMethod Columns(Action<Assembler> inLoop, Action<Assembler>? before = null) => Assemble(c =>
    {
        var loop = c.CreateLabel();
        before?.Invoke(c);
        c.xor(eax, eax);
        c.Label(ref loop);
        c.vfmadd231ps(ymm0, ymm1, __ymmword_ptr[rdi + rax * 4]);
        inLoop(c);
        c.add(rax, 8);
        c.cmp(rax, 64);
        c.jb(loop);
    });

    private static JittedMethod Assemble(Action<Assembler> write, string callee = "")
    {
        var assembler = new Assembler(64);
        write(assembler);
        assembler.ret();
        using var stream = new System.IO.MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), Address);
        byte[] code = stream.ToArray();
        var callees = X64Code.Decode(Address, code).Where(i => i.Mnemonic == Mnemonic.Call).ToDictionary(i => i.IP, _ => callee);
        return new JittedMethod("Net", "Lstm0", Address, code, callees);
    }
}
