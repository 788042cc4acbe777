using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Tests of this assembly again, in processes that may use less of the processor: other instructions, the same bits.</summary>
[Trait("Speed", "Slow")]
public class ChildRuns
{
    /// <summary>The scalar body's arithmetic where there is no FMA hardware.</summary>
    [Fact]
    public async Task Fused_multiply_add_without_hardware()
    {
        var child = await ChildProcess.Run(["-class", typeof(FusedMultiplyAddTests).FullName!], ("DOTNET_EnableHWIntrinsic", "0"));
        child.AssertPassed(skipped: 0);
    }

    /// <summary>The guard's routine for 128 bits and for one value.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task What_is_not_finite_without_wider_registers(string variable)
    {
        var child = await ChildProcess.Run(["-class", typeof(NonFiniteTests).FullName!], (variable, "0"));
        child.AssertPassed(skipped: 0);
    }

    /// <summary>Without AVX-512 the JIT encodes the narrower widths differently too.</summary>
    [Fact]
    public async Task Widths_without_avx512()
    {
        Assert.SkipUnless(Isa.HasAvx512, "no AVX-512 to switch off");
        var child = await ChildProcess.Run(["-class", typeof(WidthTests).FullName!, "-class", typeof(ReductionTests).FullName!], ("DOTNET_EnableAVX512", "0"));
        child.AssertPassed(skipped: 4); // 512 bits in four theories
    }

    /// <summary>A child in which a test fails must not pass for one that succeeded.</summary>
    [Fact]
    public async Task A_failure_in_the_child_is_seen()
    {
        var child = await ChildProcess.Run(["-explicit", "only", "-method", $"{typeof(ChildRuns).FullName}.{nameof(Fails)}"]);
        Assert.Equal(1, child.ExitCode);
        Assert.Contains("Failed: 1", child.Output, System.StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void Fails() => Assert.Fail("on purpose");
}
