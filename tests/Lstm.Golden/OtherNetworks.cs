using System;
using Lstm.Embedded;

namespace Lstm.Golden;

// The other cells and layers. A network that needs whole sequences takes one of five samples at each "step"; one with a strided
// convolution leaves its output as it is at steps without a result.

internal partial class GruAfter
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => GruAfter.InputSize;

        public static int OutputSize => GruAfter.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => [];
    }

    internal static PackedWeights Packed(GruAfter model) => model.packedWeights;
}

internal partial class GruBefore
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => GruBefore.InputSize;

        public static int OutputSize => GruBefore.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => [];
    }

    internal static PackedWeights Packed(GruBefore model) => model.packedWeights;
}

internal partial class Elman
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Elman.InputSize;

        public static int OutputSize => Elman.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => [];
    }

    internal static PackedWeights Packed(Elman model) => model.packedWeights;
}

internal partial class LongShort
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => LongShort.InputSize;

        public static int OutputSize => LongShort.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(LongShort model) => model.packedWeights;
}

internal partial class Projected
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Projected.InputSize;

        public static int OutputSize => Projected.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Projected model) => model.packedWeights;
}

internal partial class Normed
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Normed.InputSize;

        public static int OutputSize => Normed.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Normed model) => model.packedWeights;
}

internal partial class Functions
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Functions.InputSize;

        public static int OutputSize => Functions.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Functions model) => model.packedWeights;
}

internal partial class Convolved
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Convolved.InputSize;

        public static int OutputSize => Convolved.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Convolved model) => model.packedWeights;
}

internal partial class Strided
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Strided.InputSize;

        public static int OutputSize => Strided.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => GoldenLoop.Run<Golden, State>(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => GoldenLoop.StepMany<Golden, State>(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => [];
    }

    internal static PackedWeights Packed(Strided model) => model.packedWeights;
}

internal partial class Frames
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Frames.InputSize;

        public static int OutputSize => Frames.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Frames model) => model.packedWeights;
}

internal partial class Tokens
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Tokens.InputSize;

        public static int OutputSize => Tokens.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y)
        {
            float token = Token(x);
            StepOn(body, ref weights, ref state, ref token, ref y);
        }

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => GoldenLoop.Run<Golden, State>(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => GoldenLoop.StepMany<Golden, State>(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => [];

        private static float Token(float x) => (int)(MathF.Abs(x) * 16f) % 17;
    }

    internal static PackedWeights Packed(Tokens model) => model.packedWeights;
}

internal partial class Both
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => 5 * Both.InputSize;

        public static int OutputSize => 5 * Both.OutputSize;

        public static int LstmLayers => 5;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y)
        {
            Span<float> workspace = stackalloc float[5 * WorkspacePerStep];
            RunOn(body, ref weights, ref state, ref x, ref y, ref workspace[0], 5);
        }

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => GoldenLoop.Run<Golden, State>(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => GoldenLoop.StepMany<Golden, State>(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => (layer is 0 or 1 or 4) ? state.Cell(layer) : [];
    }

    internal static PackedWeights Packed(Both model) => model.packedWeights;
}

internal partial class BothWide
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => 5 * BothWide.InputSize;

        public static int OutputSize => 5 * BothWide.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => RunOn(body, ref weights, ref state, ref x, ref y, 5);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => GoldenLoop.Run<Golden, State>(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => GoldenLoop.StepMany<Golden, State>(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(BothWide model) => model.packedWeights;
}

internal partial class Reversed
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => 5 * Reversed.InputSize;

        public static int OutputSize => Reversed.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y)
        {
            Span<float> workspace = stackalloc float[5 * WorkspacePerStep];
            RunOn(body, ref weights, ref state, ref x, ref y, ref workspace[0], 5);
        }

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => GoldenLoop.Run<Golden, State>(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => GoldenLoop.StepMany<Golden, State>(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => (layer is 0) ? state.Cell(layer) : [];
    }

    internal static PackedWeights Packed(Reversed model) => model.packedWeights;
}
