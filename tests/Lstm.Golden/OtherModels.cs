using System;

namespace Lstm.Golden;

// Of networks that need whole sequences a "step" is a sequence of five samples; what the interface asks for is not all there.

internal partial class GruAfter : IGoldenModel<GruAfter, GruAfter.State>;

internal partial class GruBefore : IGoldenModel<GruBefore, GruBefore.State>;

internal partial class Elman : IGoldenModel<Elman, Elman.State>;

internal partial class LongShort : IGoldenModel<LongShort, LongShort.State>;

internal partial class Projected : IGoldenModel<Projected, Projected.State>;

internal partial class Normed : IGoldenModel<Normed, Normed.State>;

internal partial class Functions : IGoldenModel<Functions, Functions.State>;

internal partial class Convolved : IGoldenModel<Convolved, Convolved.State>;

internal partial class Strided : IGoldenModel<Strided, Strided.State>
{
    void IGoldenModel<Strided, Strided.State>.Step(ref State state, ReadOnlySpan<float> input, Span<float> output)
    {
        Step(ref state, input, output);
    }

    void IGoldenModel<Strided, Strided.State>.Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.Run(this, ref state, inputs, outputs, Golden.InputSize, Golden.OutputSize);

    void IGoldenModel<Strided, Strided.State>.StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.StepMany(this, states, inputs, outputs, Golden.InputSize, Golden.OutputSize);
}

internal partial class Frames : IGoldenModel<Frames, Frames.State>;

internal partial class Tokens : IGoldenModel<Tokens, Tokens.State>
{
    void IGoldenModel<Tokens, Tokens.State>.Step(ref State state, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> token = [(int)(MathF.Abs(input[0]) * 16f) % 17];
        Step(ref state, token, output);
    }

    void IGoldenModel<Tokens, Tokens.State>.Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.Run(this, ref state, inputs, outputs, Golden.InputSize, Golden.OutputSize);

    void IGoldenModel<Tokens, Tokens.State>.StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.StepMany(this, states, inputs, outputs, Golden.InputSize, Golden.OutputSize);
}

internal partial class Both : IGoldenModel<Both, Both.State>
{
    void IGoldenModel<Both, Both.State>.Step(ref State state, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> workspace = stackalloc float[5 * WorkspacePerStep];
        Run(ref state, input, output, workspace);
    }

    void IGoldenModel<Both, Both.State>.Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.Run(this, ref state, inputs, outputs, Golden.InputSize, Golden.OutputSize);

    void IGoldenModel<Both, Both.State>.StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.StepMany(this, states, inputs, outputs, Golden.InputSize, Golden.OutputSize);
}

internal partial class BothWide : IGoldenModel<BothWide, BothWide.State>
{
    void IGoldenModel<BothWide, BothWide.State>.Step(ref State state, ReadOnlySpan<float> input, Span<float> output)
    {
        Run(ref state, input, output);
    }

    void IGoldenModel<BothWide, BothWide.State>.Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.Run(this, ref state, inputs, outputs, Golden.InputSize, Golden.OutputSize);

    void IGoldenModel<BothWide, BothWide.State>.StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.StepMany(this, states, inputs, outputs, Golden.InputSize, Golden.OutputSize);
}

internal partial class Reversed : IGoldenModel<Reversed, Reversed.State>
{
    void IGoldenModel<Reversed, Reversed.State>.Step(ref State state, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> workspace = stackalloc float[5 * WorkspacePerStep];
        Run(ref state, input, output, workspace);
    }

    void IGoldenModel<Reversed, Reversed.State>.Run(ref State state, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.Run(this, ref state, inputs, outputs, Golden.InputSize, Golden.OutputSize);

    void IGoldenModel<Reversed, Reversed.State>.StepMany(Span<State> states, ReadOnlySpan<float> inputs, Span<float> outputs) => ModelLoop.StepMany(this, states, inputs, outputs, Golden.InputSize, Golden.OutputSize);
}
