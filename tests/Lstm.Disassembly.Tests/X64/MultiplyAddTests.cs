using System;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>A layer makes as many multiply-adds as its sums and activations need, and no more: counted by following its code.</summary>
[Trait("Speed", "Slow")]
public class MultiplyAddTests(JittedBodies bodies) : IClassFixture<JittedBodies>
{
    // 1 + E takes one, and two for its polynomial; tanh takes one more, for 1 − E (docs/numerics.md).
    private const int Sigmoid = 3;
    private const int Tanh = 4;

    // Three gates, candidate, tanh of the cell state, and c·f + i·g.
    private const int CellUpdate = (3 * Sigmoid) + (2 * Tanh) + 1;
    private const int Peepholes = 3;

    // Of the cell state and of the hidden state, to zero where they are tiny (docs/decisions 15).
    private const int Flushes = 2;

    [Theory]
    [InlineData("Lstm1x8", 1, 8)]
    [InlineData("Lstm1x16", 1, 16)]
    [InlineData("Lstm1x20", 1, 20)]
    [InlineData("Lstm1x32", 1, 32)]
    [InlineData("Lstm1x40", 1, 40)]
    [InlineData("Lstm4x32", 4, 32)]
    [InlineData("Lstm8x64", 8, 64)]
    [InlineData("Lstm16x128", 16, 128)]
    [InlineData("Lstm64x128", 64, 128)]
    [InlineData("Lstm128x256", 128, 256)]
    [InlineData("H29Peep", 7, 29, Peepholes)]
    [InlineData("H70Peep", 9, 70, Peepholes)]
    public async Task A_layer_makes_what_it_needs(string network, int input, int hidden, int peepholes = 0)
    {
        foreach (var (body, lanes) in new[] { (InstructionSet.Avx2, 8), (InstructionSet.Avx512, 16) })
        {
            var methods = (await bodies.Of(body)).Where(method => method.Network == network).ToList();
            var layer = methods.Single(method => method.Name == "Run").Callees.Values.Where(name => name.StartsWith("Lstm", StringComparison.Ordinal) && char.IsAsciiDigit(name[^1])).Distinct();
            int padded = RoundUp(hidden, hidden % 16 > 12 ? 16 : 4);
            int sums = 4 * padded * (input + hidden - (hidden <= 16 ? 1 : 0)); // a second chain begins with a product
            long left = layer.Sum(name => StepWalk.CountFusedLanes(methods, name)) - sums;

            // A vector of cell updates may reach past the last panel.
            (long updates, long remainder) = Math.DivRem(left, CellUpdate + peepholes);
            Assert.Equal(0, remainder);
            Assert.InRange(updates, padded, RoundUp(padded, lanes));

            // Each new cell and hidden state is told from a tiny one, nothing else is: the sample was, before the layer.
            Assert.Equal(Flushes * updates, layer.Sum(name => StepWalk.CountComparedLanes(methods, name)));
        }
    }

    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
