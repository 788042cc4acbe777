using System.Linq;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The loop over the columns in a step of one stream: each weight is loaded once, by the multiply-add that takes it (docs/decisions 33).</summary>
[Trait("Speed", "Slow")]
public class PanelTests(JittedBodies bodies) : IClassFixture<JittedBodies>
{
    [Theory]
    [InlineData(InstructionSet.Avx512, "Lstm8x64", "Lstm0Panel", 16)]
    [InlineData(InstructionSet.Avx512, "Lstm8x64", "Lstm0Panels2", 32)]
    [InlineData(InstructionSet.Avx512, "Lstm16x128", "Lstm0Panels2", 32)]
    [InlineData(InstructionSet.Avx512, "Lstm64x128", "Lstm0Panels3", 48)]
    [InlineData(InstructionSet.Avx2, "Lstm64x128", "Lstm0Panel", 32)]
    public async Task Four_columns_take_a_load_for_each_multiply_add_and_one_for_their_values(InstructionSet body, string network, string method, int multiplyAdds)
    {
        var code = X64Code.Read((await bodies.Of(body)).Single(m => m.Network == network && m.Name == method));
        var loop = Assert.Single(code.InnerLoops, loop => loop.Count(i => i.FusedLanes > 0) == multiplyAdds);
        Assert.Equal(multiplyAdds + 1, loop.Count(i => i.Loads));
        Assert.DoesNotContain(loop, i => i.Stores || i.TouchesFrame);
    }
}
