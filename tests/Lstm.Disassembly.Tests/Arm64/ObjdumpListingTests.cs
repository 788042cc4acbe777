using System.Linq;
using Lstm.Disassembly.Tests.Code;
using Xunit;

namespace Lstm.Disassembly.Tests.Arm64;

/// <summary>What reads a listing sees what is in it.</summary>
public class ObjdumpListingTests
{
    private const string Body = "Lstm_Golden_Lstm_Golden_H32_g_FF8B3__NeonBody__";

    [Fact]
    public void A_loop_over_columns_is_read()
    {
        var method = Read(
            "ldr	q6, [x2, x6]",
            "ldp	q7, q5, [x4, #240]",
            "fmla	v31.4s, v7.4s, v6.s[0]",
            "fmla	v30.4s, v5.4s, v6.4s",
            "dup	v7.4s, v7.s[0]",
            "b.cc	1000 <" + Body + "Lstm0>  // b.lo, b.ul, b.last",
            "ret",
            ".inst	0xc3a00000 ; undefined");
        Assert.Equal(("H32", "Lstm0"), (method.Network, method.Name));
        Assert.Equal(7, method.Instructions.Count);
        var expected = new Counts(Instructions: 6, Loads: 2, Stores: 0, Frame: 0, Fused: 2, ByElement: 1, Shuffles: 1, Divisions: 0, Calls: 0);
        Assert.Equal(expected, Counts.Of([.. Assert.Single(method.InnerLoops)]));
        Assert.Empty(method.Faults());
    }

    [Theory]
    [InlineData("str	q6, [sp, #16]", 1)]
    [InlineData("ldr	q6, [x29, #16]", 1)]
    [InlineData("ldr	q6, [x29, x4]", 0)]
    [InlineData("str	q6, [x2]", 0)]
    public void A_spill_in_a_loop_is_a_fault(string access, int faults) =>
        Assert.Equal(faults, Read("fmla	v31.4s, v7.4s, v6.s[0]", access, "b.cc	1000 <" + Body + "Lstm0>  // b.lo, b.ul, b.last", "ret").Faults().Count());

    [Theory]
    [InlineData(Body + "Lstm0Sums", 0)]
    [InlineData("Lstm_Embedded_Exponential__OnePlusExp", 1)]
    public void A_helper_that_was_not_inlined_is_a_fault(string callee, int faults)
    {
        var method = Read($"bl	46b080 <{callee}>", "ret");
        Assert.Equal(1 - faults, Counts.Of([.. method.Instructions]).Calls);
        Assert.Equal(faults, method.Faults().Count());
    }

    private static MachineMethod Read(params string[] code) =>
        Assert.Single(ObjdumpListing.Read(["something else", Body + "Lstm0:", .. code.Select((line, index) => $"{0x1000 + (4 * index):x}:\t{line}")]));
}
