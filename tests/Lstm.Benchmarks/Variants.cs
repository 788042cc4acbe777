using System;
using System.Collections.Generic;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>The networks that are measured beside those of <see cref="Sizes"/>, to tell what something costs.</summary>
internal static class Variants
{
    /// <summary>All sizes but the largest, with peepholes.</summary>
    public static IReadOnlyList<Variant> Peepholes { get; } =
    [
        Variant.Of<Peephole1x8, Peephole1x8.State>(new Problem(new Size(1, 8), peephole: true)),
        Variant.Of<Peephole1x16, Peephole1x16.State>(new Problem(new Size(1, 16), peephole: true)),
        Variant.Of<Peephole1x20, Peephole1x20.State>(new Problem(new Size(1, 20), peephole: true)),
        Variant.Of<Peephole1x32, Peephole1x32.State>(new Problem(new Size(1, 32), peephole: true)),
        Variant.Of<Peephole1x40, Peephole1x40.State>(new Problem(new Size(1, 40), peephole: true)),
        Variant.Of<Peephole4x32, Peephole4x32.State>(new Problem(new Size(4, 32), peephole: true)),
        Variant.Of<Peephole8x64, Peephole8x64.State>(new Problem(new Size(8, 64), peephole: true)),
        Variant.Of<Peephole16x128, Peephole16x128.State>(new Problem(new Size(16, 128), peephole: true)),
        Variant.Of<Peephole64x128, Peephole64x128.State>(new Problem(new Size(64, 128), peephole: true)),
        Variant.Of<Peephole128x256, Peephole128x256.State>(new Problem(new Size(128, 256), peephole: true)),
    ];

    /// <summary>Some sizes, with a second layer on the first.</summary>
    public static IReadOnlyList<Variant> Stacks { get; } =
    [
        Variant.Of<Stack1x16, Stack1x16.State>(new Problem(new Size(1, 16), layers: 2)),
        Variant.Of<Stack1x32, Stack1x32.State>(new Problem(new Size(1, 32), layers: 2)),
        Variant.Of<Stack8x64, Stack8x64.State>(new Problem(new Size(8, 64), layers: 2)),
        Variant.Of<Stack16x128, Stack16x128.State>(new Problem(new Size(16, 128), layers: 2)),
    ];

    /// <summary>The layers of <see cref="Stacks"/> as networks of their own, in turn.</summary>
    public static IReadOnlyList<Variant> InTurn { get; } =
    [
        Variant.InTurn<Lstm1x16, Lstm1x16.State, Lstm16x16, Lstm16x16.State>(new Problem(new Size(1, 16))),
        Variant.InTurn<Lstm1x32, Lstm1x32.State, Lstm32x32, Lstm32x32.State>(new Problem(new Size(1, 32))),
        Variant.InTurn<Lstm8x64, Lstm8x64.State, Lstm64x64, Lstm64x64.State>(new Problem(new Size(8, 64))),
        Variant.InTurn<Lstm16x128, Lstm16x128.State, Lstm128x128, Lstm128x128.State>(new Problem(new Size(16, 128))),
    ];
}

[LstmModel(1, 8, Peephole = true)]
internal sealed partial class Peephole1x8;

[LstmModel(1, 16, Peephole = true)]
internal sealed partial class Peephole1x16;

[LstmModel(1, 20, Peephole = true)]
internal sealed partial class Peephole1x20;

[LstmModel(1, 32, Peephole = true)]
internal sealed partial class Peephole1x32;

[LstmModel(1, 40, Peephole = true)]
internal sealed partial class Peephole1x40;

[LstmModel(4, 32, Peephole = true)]
internal sealed partial class Peephole4x32;

[LstmModel(8, 64, Peephole = true)]
internal sealed partial class Peephole8x64;

[LstmModel(16, 128, Peephole = true)]
internal sealed partial class Peephole16x128;

[LstmModel(64, 128, Peephole = true)]
internal sealed partial class Peephole64x128;

[LstmModel(128, 256, Peephole = true)]
internal sealed partial class Peephole128x256;

[LstmModel(1, 16, Layers = 2)]
internal sealed partial class Stack1x16;

[LstmModel(1, 32, Layers = 2)]
internal sealed partial class Stack1x32;

[LstmModel(8, 64, Layers = 2)]
internal sealed partial class Stack8x64;

[LstmModel(16, 128, Layers = 2)]
internal sealed partial class Stack16x128;

[LstmModel(16, 16)]
internal sealed partial class Lstm16x16;

[LstmModel(32, 32)]
internal sealed partial class Lstm32x32;

[LstmModel(64, 64)]
internal sealed partial class Lstm64x64;

[LstmModel(128, 128)]
internal sealed partial class Lstm128x128;
