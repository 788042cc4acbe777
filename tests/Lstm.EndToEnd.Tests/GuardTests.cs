using System.Threading.Tasks;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Shared;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Generated code keeps to the memory it is given: what it may not touch is unreadable, in a process of its own.</summary>
public class GuardTests
{
    [Fact]
    public async Task Every_network_on_every_body()
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "needs Linux");
        var golden = await GoldenProgram.Run("", "--guard");
        Assert.Equal("", golden.Error);
        foreach (var network in GoldenNetworks.All)
        {
            foreach (var body in Cases.SupportedBodies)
            {
                Assert.Contains($"\n{network.Name} {body}\n", golden.Output);
            }
        }
        Assert.EndsWith("\nall survived\n", golden.Output);
        Assert.Equal(0, golden.ExitCode);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("end")]
    public async Task The_guard_ends_a_process(string edge)
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "needs Linux");
        var golden = await GoldenProgram.Run("", "--guard-fault", edge);
        Assert.EndsWith($"\nreading past the {edge}\n", golden.Output);
        Assert.Contains("protected memory", golden.Error);
        Assert.NotEqual(0, golden.ExitCode);
    }
}
