using System;
using System.Collections.Generic;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>The networks that are measured beside those of <see cref="Sizes"/>, to tell what something costs.</summary>
internal static class Variants
{
    /// <summary>All sizes, with peepholes.</summary>
    public static IReadOnlyList<Variant> Peepholes { get; } =
    [
        Variant.Of<Peephole1x8.Timed, Peephole1x8.State>(new Problem(new Size(1, 8), peephole: true), bytes => new(Peephole1x8.Load(bytes))),
        Variant.Of<Peephole1x16.Timed, Peephole1x16.State>(new Problem(new Size(1, 16), peephole: true), bytes => new(Peephole1x16.Load(bytes))),
        Variant.Of<Peephole1x20.Timed, Peephole1x20.State>(new Problem(new Size(1, 20), peephole: true), bytes => new(Peephole1x20.Load(bytes))),
        Variant.Of<Peephole1x32.Timed, Peephole1x32.State>(new Problem(new Size(1, 32), peephole: true), bytes => new(Peephole1x32.Load(bytes))),
        Variant.Of<Peephole1x40.Timed, Peephole1x40.State>(new Problem(new Size(1, 40), peephole: true), bytes => new(Peephole1x40.Load(bytes))),
        Variant.Of<Peephole4x32.Timed, Peephole4x32.State>(new Problem(new Size(4, 32), peephole: true), bytes => new(Peephole4x32.Load(bytes))),
        Variant.Of<Peephole8x64.Timed, Peephole8x64.State>(new Problem(new Size(8, 64), peephole: true), bytes => new(Peephole8x64.Load(bytes))),
        Variant.Of<Peephole16x128.Timed, Peephole16x128.State>(new Problem(new Size(16, 128), peephole: true), bytes => new(Peephole16x128.Load(bytes))),
        Variant.Of<Peephole64x128.Timed, Peephole64x128.State>(new Problem(new Size(64, 128), peephole: true), bytes => new(Peephole64x128.Load(bytes))),
        Variant.Of<Peephole128x256.Timed, Peephole128x256.State>(new Problem(new Size(128, 256), peephole: true), bytes => new(Peephole128x256.Load(bytes))),
    ];

    /// <summary>Some sizes, with a second layer on the first.</summary>
    public static IReadOnlyList<Variant> Stacks { get; } =
    [
        Variant.Of<Stack1x16.Timed, Stack1x16.State>(new Problem(new Size(1, 16), layers: 2), bytes => new(Stack1x16.Load(bytes))),
        Variant.Of<Stack1x32.Timed, Stack1x32.State>(new Problem(new Size(1, 32), layers: 2), bytes => new(Stack1x32.Load(bytes))),
        Variant.Of<Stack8x64.Timed, Stack8x64.State>(new Problem(new Size(8, 64), layers: 2), bytes => new(Stack8x64.Load(bytes))),
        Variant.Of<Stack16x128.Timed, Stack16x128.State>(new Problem(new Size(16, 128), layers: 2), bytes => new(Stack16x128.Load(bytes))),
    ];

    /// <summary>The layers of <see cref="Stacks"/> as networks of their own, in turn.</summary>
    public static IReadOnlyList<Variant> InTurn { get; } =
    [
        Variant.InTurn<Lstm1x16.Timed, Lstm1x16.State, Lstm16x16.Timed, Lstm16x16.State>(new Problem(new Size(1, 16)), bytes => new(Lstm1x16.Load(bytes)), bytes => new(Lstm16x16.Load(bytes))),
        Variant.InTurn<Lstm1x32.Timed, Lstm1x32.State, Lstm32x32.Timed, Lstm32x32.State>(new Problem(new Size(1, 32)), bytes => new(Lstm1x32.Load(bytes)), bytes => new(Lstm32x32.Load(bytes))),
        Variant.InTurn<Lstm8x64.Timed, Lstm8x64.State, Lstm64x64.Timed, Lstm64x64.State>(new Problem(new Size(8, 64)), bytes => new(Lstm8x64.Load(bytes)), bytes => new(Lstm64x64.Load(bytes))),
        Variant.InTurn<Lstm16x128.Timed, Lstm16x128.State, Lstm128x128.Timed, Lstm128x128.State>(new Problem(new Size(16, 128)), bytes => new(Lstm16x128.Load(bytes)), bytes => new(Lstm128x128.Load(bytes))),
    ];
}

[LstmModel(1, 8, Peephole = true)]
internal sealed partial class Peephole1x8
{
    internal readonly struct Timed(Peephole1x8 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 16, Peephole = true)]
internal sealed partial class Peephole1x16
{
    internal readonly struct Timed(Peephole1x16 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 20, Peephole = true)]
internal sealed partial class Peephole1x20
{
    internal readonly struct Timed(Peephole1x20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 32, Peephole = true)]
internal sealed partial class Peephole1x32
{
    internal readonly struct Timed(Peephole1x32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 40, Peephole = true)]
internal sealed partial class Peephole1x40
{
    internal readonly struct Timed(Peephole1x40 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(4, 32, Peephole = true)]
internal sealed partial class Peephole4x32
{
    internal readonly struct Timed(Peephole4x32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(8, 64, Peephole = true)]
internal sealed partial class Peephole8x64
{
    internal readonly struct Timed(Peephole8x64 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(16, 128, Peephole = true)]
internal sealed partial class Peephole16x128
{
    internal readonly struct Timed(Peephole16x128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(64, 128, Peephole = true)]
internal sealed partial class Peephole64x128
{
    internal readonly struct Timed(Peephole64x128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(128, 256, Peephole = true)]
internal sealed partial class Peephole128x256
{
    internal readonly struct Timed(Peephole128x256 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 16, Layers = 2)]
internal sealed partial class Stack1x16
{
    internal readonly struct Timed(Stack1x16 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(1, 32, Layers = 2)]
internal sealed partial class Stack1x32
{
    internal readonly struct Timed(Stack1x32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(8, 64, Layers = 2)]
internal sealed partial class Stack8x64
{
    internal readonly struct Timed(Stack8x64 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(16, 128, Layers = 2)]
internal sealed partial class Stack16x128
{
    internal readonly struct Timed(Stack16x128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(16, 16)]
internal sealed partial class Lstm16x16
{
    internal readonly struct Timed(Lstm16x16 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(32, 32)]
internal sealed partial class Lstm32x32
{
    internal readonly struct Timed(Lstm32x32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(64, 64)]
internal sealed partial class Lstm64x64
{
    internal readonly struct Timed(Lstm64x64 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

[LstmModel(128, 128)]
internal sealed partial class Lstm128x128
{
    internal readonly struct Timed(Lstm128x128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}
