using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Disassembly.Tests.Code;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The machine code of every network, held without timing it (Baselines/README.md).</summary>
[Trait("Speed", "Slow")]
public class JittedCodeTests(JittedBodies bodies) : IClassFixture<JittedBodies>
{
    [Theory]
    [InlineData(InstructionSet.Avx2)]
    [InlineData(InstructionSet.Avx512)]
    public async Task Layers_call_nothing_and_inner_loops_stay_in_registers(InstructionSet body)
    {
        var methods = await Read(body);
        Assert.Contains(methods, method => method.InnerLoops.Count > 0);
        Assert.Contains(methods, method => method.Instructions.Any(i => i.Calls is { SameBody: true }));
        AssertNone(methods.SelectMany(method => method.Faults()));
    }

    [Theory]
    [InlineData(InstructionSet.Avx2)]
    [InlineData(InstructionSet.Avx512)]
    public async Task Counts_are_as_held(InstructionSet body) =>
        AssertNone(CountTable.Compare(body.ToString(), "dotnet test tests/Lstm.Disassembly.Tests", await Read(body)));

    // Assert.Empty would cut them short.
    private static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    private async Task<IReadOnlyList<MachineMethod>> Read(InstructionSet body) =>
        [.. (await bodies.Of(body)).Select(X64Code.Read).OrderBy(m => m.Network, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal)];
}
