using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The committed hashes, from processes that differ in what the processor and the JIT may do.</summary>
[Trait("Speed", "Slow")]
public class GoldenHashTests
{
    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_TieredCompilation=0")]
    [InlineData("DOTNET_TieredPGO=0")]
    public async Task As_the_machine_is(string variable) => await CheckHashes(variable, Isa.Best);

    // Without AVX2 there is no FMA either: the scalar body's fused multiply-adds are then computed in software.
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", InstructionSet.Avx2)]
    [InlineData("DOTNET_EnableAVX2=0", InstructionSet.Scalar)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", InstructionSet.Scalar)]
    public async Task With_less_of_an_x64_processor(string variable, InstructionSet body)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "an x64 variable");
        Cases.SkipUnlessSupported(body);
        await CheckHashes(variable, body);
    }

    [Theory]
    [InlineData("LSTM_ISA=scalar", InstructionSet.Scalar)]
    [InlineData("LSTM_ISA=neon", InstructionSet.Neon)]
    [InlineData("LSTM_ISA=avx2", InstructionSet.Avx2)]
    [InlineData("LSTM_ISA=avx512", InstructionSet.Avx512)]
    public async Task Forced(string variable, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        await CheckHashes(variable, body);
    }

    [Fact]
    public async Task A_body_that_there_is_not()
    {
        var golden = await GoldenProgram.Run("LSTM_ISA=nonsense");
        Assert.NotEqual(0, golden.ExitCode);
        Assert.Empty(golden.Output);
        Assert.Contains("LSTM_ISA=nonsense: there is no such body; it can run ", golden.Error);
        Assert.Contains("scalar.", golden.Error);
    }

    [Fact]
    public async Task A_body_that_this_processor_has_not()
    {
        var golden = await GoldenProgram.Run(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "LSTM_ISA=neon" : "LSTM_ISA=avx2");
        Assert.NotEqual(0, golden.ExitCode);
        Assert.Contains("this process cannot run that body; it can run ", golden.Error);
    }

    private static async Task CheckHashes(string variable, InstructionSet body)
    {
        var golden = await GoldenProgram.Run(variable);
        Assert.Equal("", golden.Error);
        Assert.StartsWith($"# {body} body (", golden.Output);
        Assert.Equal(GoldenProgram.Committed, golden.Hashes);
        Assert.Equal(0, golden.ExitCode);
    }
}
