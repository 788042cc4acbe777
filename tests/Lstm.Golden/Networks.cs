using System;
using Lstm.Embedded;

namespace Lstm.Golden;

// One struct for each network: generic code over structs is compiled for each of them, so that no runtime is needed to tell them apart.

internal partial class Anydrive
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Anydrive.InputSize;

        public static int OutputSize => Anydrive.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Anydrive model) => model.packedWeights;
}

internal partial class H130Stack
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H130Stack.InputSize;

        public static int OutputSize => H130Stack.OutputSize;

        public static int LstmLayers => 3;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H130Stack model) => model.packedWeights;
}

internal partial class H10
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H10.InputSize;

        public static int OutputSize => H10.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H10 model) => model.packedWeights;
}

internal partial class H12Stack
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H12Stack.InputSize;

        public static int OutputSize => H12Stack.OutputSize;

        public static int LstmLayers => 3;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H12Stack model) => model.packedWeights;
}

internal partial class H13Peep
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H13Peep.InputSize;

        public static int OutputSize => H13Peep.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H13Peep model) => model.packedWeights;
}

internal partial class H16
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H16.InputSize;

        public static int OutputSize => H16.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H16 model) => model.packedWeights;
}

internal partial class H20
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H20.InputSize;

        public static int OutputSize => H20.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H20 model) => model.packedWeights;
}

internal partial class H29Peep
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H29Peep.InputSize;

        public static int OutputSize => H29Peep.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H29Peep model) => model.packedWeights;
}

internal partial class H32
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H32.InputSize;

        public static int OutputSize => H32.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H32 model) => model.packedWeights;
}

internal partial class H3Peep
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H3Peep.InputSize;

        public static int OutputSize => H3Peep.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H3Peep model) => model.packedWeights;
}

internal partial class H40Stack
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H40Stack.InputSize;

        public static int OutputSize => H40Stack.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H40Stack model) => model.packedWeights;
}

internal partial class H47NoBias
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H47NoBias.InputSize;

        public static int OutputSize => H47NoBias.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H47NoBias model) => model.packedWeights;
}

internal partial class H5
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H5.InputSize;

        public static int OutputSize => H5.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H5 model) => model.packedWeights;
}

internal partial class H64
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H64.InputSize;

        public static int OutputSize => H64.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H64 model) => model.packedWeights;
}

internal partial class H70Peep
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H70Peep.InputSize;

        public static int OutputSize => H70Peep.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H70Peep model) => model.packedWeights;
}

internal partial class H8
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => H8.InputSize;

        public static int OutputSize => H8.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(H8 model) => model.packedWeights;
}

internal partial class Identity
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Identity.InputSize;

        public static int OutputSize => Identity.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Identity model) => model.packedWeights;
}

internal partial class Squashed
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Squashed.InputSize;

        public static int OutputSize => Squashed.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Squashed model) => model.packedWeights;
}

internal partial class Tiny1
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => Tiny1.InputSize;

        public static int OutputSize => Tiny1.OutputSize;

        public static int LstmLayers => 1;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(Tiny1 model) => model.packedWeights;
}

internal partial class W40H77Stack
{
    internal readonly struct Golden : IGoldenNetwork<State>
    {
        public static int InputSize => W40H77Stack.InputSize;

        public static int OutputSize => W40H77Stack.OutputSize;

        public static int LstmLayers => 2;

        public static void Step(InstructionSet body, ref float weights, ref State state, ref float x, ref float y) => StepOn(body, ref weights, ref state, ref x, ref y);

        public static void Run(InstructionSet body, ref float weights, ref State state, ref float x, ref float y, int steps) => RunOn(body, ref weights, ref state, ref x, ref y, steps);

        public static void StepMany(InstructionSet body, ref float weights, ref State states, ref float x, ref float y, int streams) => StepManyOn(body, ref weights, ref states, ref x, ref y, streams);

        public static Span<float> Hidden(ref State state, int layer) => state.Hidden(layer);

        public static Span<float> Cell(ref State state, int layer) => state.Cell(layer);
    }

    internal static PackedWeights Packed(W40H77Stack model) => model.packedWeights;
}
