using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests;

/// <summary>Which body runs, and how it is forced. Every test asks a process of its own; this one may itself be run with a body forced.</summary>
[Trait("Speed", "Slow")]
public class IsaTests
{
    private const string Variable = Isa.EnvironmentVariable;

    [Fact]
    public void The_widest_that_can_run_is_the_best()
    {
        Assert.Equal(Isa.HasAvx512 ? InstructionSet.Avx512 : Isa.HasAvx2 ? InstructionSet.Avx2 : Isa.HasNeon ? InstructionSet.Neon : InstructionSet.Scalar, Isa.Best);
        Assert.True(Isa.IsSupported(Isa.Best));
        Assert.True(Isa.IsSupported(InstructionSet.Scalar));
        Assert.Equal(Isa.HasAvx512, Isa.IsSupported(InstructionSet.Avx512));
        Assert.Equal(Isa.HasAvx2, Isa.IsSupported(InstructionSet.Avx2));
        Assert.Equal(Isa.HasNeon, Isa.IsSupported(InstructionSet.Neon));
        Assert.False(Isa.IsSupported((InstructionSet)(-1)));
        Assert.False(Isa.HasNeon && Isa.HasAvx2);
        Assert.True(Isa.HasAvx2 || !Isa.HasAvx512, "AVX-512 bodies use 256-bit registers for narrow panels");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Unforced_the_best_is_active(string? value)
    {
        var isa = value is null ? await IsaReport.Of() : await IsaReport.Of((Variable, value));
        Assert.Equal(isa["Best"], isa["Active"]);
        Assert.Equal($"{isa["Best"]} body (the widest of: {Bodies(isa)}; JIT {RuntimeInformation.ProcessArchitecture}; numerics {Embedded.Numerics.Version})", isa["Describe"]);
    }

    [Fact]
    public async Task A_program_for_NativeAOT_says_JIT_while_it_is_not_published()
    {
        var isa = await IsaReport.OfPublishAot();
        Assert.Equal("False", isa["IsDynamicCodeSupported"]);
        Assert.Contains($"; JIT {RuntimeInformation.ProcessArchitecture}; numerics ", isa["Describe"]);
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("Scalar")]
    [InlineData("SCALAR")]
    public async Task Scalar_can_be_forced_anywhere(string value)
    {
        var isa = await IsaReport.Of((Variable, value));
        Assert.Equal("Scalar", isa["Active"]);
        Assert.Equal($"Scalar body (forced by LSTM_ISA of: {Bodies(isa)}; JIT {RuntimeInformation.ProcessArchitecture}; numerics {Embedded.Numerics.Version})", isa["Describe"]);
    }

    [Theory]
    [InlineData("avx512", "HasAvx512")]
    [InlineData("avx2", "HasAvx2")]
    [InlineData("neon", "HasNeon")]
    public async Task A_body_runs_when_forced_or_says_that_it_cannot(string value, string has)
    {
        var isa = await IsaReport.Of((Variable, value));
        if (isa[has] == "True")
        {
            Assert.Equal(value, isa["Active"], ignoreCase: true);
            return;
        }
        Assert.Equal($"PlatformNotSupportedException: LSTM_ISA={value}: this process cannot run that body; it can run {Bodies(isa)}.", isa["Active"]);
        Assert.Equal(isa["Active"], isa["Describe"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(" scalar")]
    [InlineData("0")]
    public async Task Nonsense_is_refused_with_the_list(string value)
    {
        var isa = await IsaReport.Of((Variable, value));
        Assert.Equal($"PlatformNotSupportedException: LSTM_ISA={value}: there is no such body; it can run {Bodies(isa)}.", isa["Active"]);
        Assert.Equal(isa["Active"], isa["Describe"]);
    }

    [Fact]
    public async Task Without_avx512_the_256_bit_body_runs()
    {
        Assert.SkipUnless(Isa.HasAvx512, "no AVX-512 to switch off");
        var isa = await IsaReport.Of(("DOTNET_EnableAVX512", "0"));
        Assert.Equal("False", isa["HasAvx512"]);
        Assert.Equal("Avx2", isa["Active"]);
        Assert.StartsWith("Avx2 body (the widest of: avx2, scalar;", isa["Describe"]);

        var forced = await IsaReport.Of(("DOTNET_EnableAVX512", "0"), (Variable, "avx512"));
        Assert.Equal("PlatformNotSupportedException: LSTM_ISA=avx512: this process cannot run that body; it can run avx2, scalar.", forced["Active"]);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Without_avx2_the_scalar_body_runs(string name)
    {
        Assert.SkipUnless(Isa.HasAvx2, "no AVX2 to switch off");
        var isa = await IsaReport.Of((name, "0"));
        Assert.Equal("False", isa["HasAvx2"]);
        Assert.Equal("False", isa["HasAvx512"]);
        Assert.Equal("Scalar", isa["Active"]);
        Assert.StartsWith("Scalar body (the widest of: scalar;", isa["Describe"]);
    }

    private static string Bodies(IReadOnlyDictionary<string, string> isa) =>
        string.Concat(isa["HasAvx512"] == "True" ? "avx512, " : "", isa["HasAvx2"] == "True" ? "avx2, " : "", isa["HasNeon"] == "True" ? "neon, " : "", "scalar");
}
