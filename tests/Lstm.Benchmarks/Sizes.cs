using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>The sizes that are measured: one LSTM layer, no head.</summary>
internal static class Sizes
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Subject.Of<Lstm1x8.Timed, Lstm1x8.State>(1, 8, bytes => new(Lstm1x8.Load(bytes))),
        Subject.Of<Lstm1x16.Timed, Lstm1x16.State>(1, 16, bytes => new(Lstm1x16.Load(bytes))),
        Subject.Of<Lstm1x20.Timed, Lstm1x20.State>(1, 20, bytes => new(Lstm1x20.Load(bytes))),
        Subject.Of<Lstm1x32.Timed, Lstm1x32.State>(1, 32, bytes => new(Lstm1x32.Load(bytes))),
        Subject.Of<Lstm1x40.Timed, Lstm1x40.State>(1, 40, bytes => new(Lstm1x40.Load(bytes))),
        Subject.Of<Lstm4x32.Timed, Lstm4x32.State>(4, 32, bytes => new(Lstm4x32.Load(bytes))),
        Subject.Of<Lstm8x64.Timed, Lstm8x64.State>(8, 64, bytes => new(Lstm8x64.Load(bytes))),
        Subject.Of<Lstm16x128.Timed, Lstm16x128.State>(16, 128, bytes => new(Lstm16x128.Load(bytes))),
        Subject.Of<Lstm64x128.Timed, Lstm64x128.State>(64, 128, bytes => new(Lstm64x128.Load(bytes))),
        Subject.Of<Lstm128x256.Timed, Lstm128x256.State>(128, 256, bytes => new(Lstm128x256.Load(bytes))),
    ];

    /// <summary>The network of a size that <see cref="All"/> has.</summary>
    public static Subject Of(Size size) => All.Single(subject => subject.Size == size);

    /// <summary>The subject that <paramref name="text"/> names, e.g. 1:16; null if there is none.</summary>
    public static Subject? Find(string text) => All.FirstOrDefault(subject => subject.Size.ToString() == text);
}

[LstmModel(1, 8)]
internal sealed partial class Lstm1x8
{
    internal readonly struct Timed(Lstm1x8 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(1, 16)]
internal sealed partial class Lstm1x16
{
    internal readonly struct Timed(Lstm1x16 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(1, 20)]
internal sealed partial class Lstm1x20
{
    internal readonly struct Timed(Lstm1x20 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(1, 32)]
internal sealed partial class Lstm1x32
{
    internal readonly struct Timed(Lstm1x32 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(1, 40)]
internal sealed partial class Lstm1x40
{
    internal readonly struct Timed(Lstm1x40 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(4, 32)]
internal sealed partial class Lstm4x32
{
    internal readonly struct Timed(Lstm4x32 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(8, 64)]
internal sealed partial class Lstm8x64
{
    internal readonly struct Timed(Lstm8x64 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(16, 128)]
internal sealed partial class Lstm16x128
{
    internal readonly struct Timed(Lstm16x128 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(64, 128)]
internal sealed partial class Lstm64x128
{
    internal readonly struct Timed(Lstm64x128 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}

[LstmModel(128, 256)]
internal sealed partial class Lstm128x256
{
    internal readonly struct Timed(Lstm128x256 model) : ITimed<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output);

        public void Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref state, inputs, outputs);

        public void StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(states, inputs, outputs);
    }
}
