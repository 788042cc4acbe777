using System.Linq;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The loops in which training spends its time: loads per multiply-add, and sums that stay in registers (docs/decisions 31).</summary>
[Trait("Speed", "Slow")]
public class TileTests
{
    [Theory]
    [InlineData(InstructionSet.Avx512, "TwelveByTwo", 24, 14)]
    [InlineData(InstructionSet.Avx512, "FourByTwo", 8, 6)]
    [InlineData(InstructionSet.Avx512, "TwelveByOne", 12, 13)]
    [InlineData(InstructionSet.Avx512, "TwentyFourByOne", 24, 25, false)]
    [InlineData(InstructionSet.Avx512, "SixteenByOne", 16, 17, false)]
    [InlineData(InstructionSet.Avx512, "EightByOne", 8, 9, false)]
    [InlineData(InstructionSet.Avx2, "SixByTwo", 12, 8)]
    [InlineData(InstructionSet.Avx2, "FourByTwo", 8, 6)]
    public async Task A_tile_loads_each_value_once(InstructionSet body, string tile, int multiplyAdds, int loads, bool alsoOfValues = true)
    {
        Assert.SkipUnless(Isa.IsSupported(body), $"this processor, or this process, has no {body}");
        var methods = (await Jit.Compile(body, TileCode.Argument)).Where(method => method.Name == tile).Select(X64Code.Read).ToList();
        Assert.Equal(alsoOfValues ? ["PackedRows", "ValueRows"] : ["PackedRows"], methods.Select(method => method.Network));
        foreach (var method in methods)
        {
            var loop = Assert.Single(method.InnerLoops);
            Assert.Equal(multiplyAdds, loop.Count(i => i.FusedLanes > 0));
            Assert.Equal(loads, loop.Count(i => i.Loads));
            Assert.DoesNotContain(loop, i => i.Stores || i.TouchesFrame);
        }
    }

    /// <summary>What returns from the branches of a switch would be kept in memory.</summary>
    [Theory]
    [InlineData("CellForward")]
    [InlineData("CellBackward")]
    public async Task A_cell_keeps_its_vectors_in_registers(string name)
    {
        Assert.SkipUnless(Isa.IsSupported(InstructionSet.Avx512), "this processor, or this process, has no AVX-512");
        var method = X64Code.Read(Assert.Single(await Jit.Compile(InstructionSet.Avx512, TileCode.Argument), method => method.Name == name));
        Assert.Contains(method.Instructions, i => i.FusedLanes == 16);
        Assert.DoesNotContain(method.Instructions, i => i.TouchesFrame && i.Text.Contains("zmm", System.StringComparison.Ordinal));
    }
}
