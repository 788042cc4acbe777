using System.Collections.Generic;

namespace Lstm.Golden;

/// <summary>The networks whose bits are held: sizes 1 to 130, odd ones among them, peepholes, stacks, scales, all activations; every cell and layer.</summary>
internal static class GoldenNetworks
{
    public static IReadOnlyList<GoldenNetwork> All => [.. Plain, .. Others];

    /// <summary>Plain LSTMs: all that the public surface has, and an answer at every step.</summary>
    public static IReadOnlyList<GoldenNetwork> Plain { get; } =
    [
        GoldenNetwork.Of<Anydrive, Anydrive.Golden, Anydrive.State>("Anydrive", steps: 5000, bytes => Anydrive.Packed(Anydrive.Load(bytes)), Anydrive.SpecHash, Anydrive.WeightBytes, Anydrive.StateBytes),
        GoldenNetwork.Of<H130Stack, H130Stack.Golden, H130Stack.State>("H130Stack", steps: 2000, bytes => H130Stack.Packed(H130Stack.Load(bytes)), H130Stack.SpecHash, H130Stack.WeightBytes, H130Stack.StateBytes),
        GoldenNetwork.Of<H10, H10.Golden, H10.State>("H10", steps: 5000, bytes => H10.Packed(H10.Load(bytes)), H10.SpecHash, H10.WeightBytes, H10.StateBytes),
        GoldenNetwork.Of<H12Stack, H12Stack.Golden, H12Stack.State>("H12Stack", steps: 5000, bytes => H12Stack.Packed(H12Stack.Load(bytes)), H12Stack.SpecHash, H12Stack.WeightBytes, H12Stack.StateBytes),
        GoldenNetwork.Of<H13Peep, H13Peep.Golden, H13Peep.State>("H13Peep", steps: 5000, bytes => H13Peep.Packed(H13Peep.Load(bytes)), H13Peep.SpecHash, H13Peep.WeightBytes, H13Peep.StateBytes),
        GoldenNetwork.Of<H16, H16.Golden, H16.State>("H16", steps: 5000, bytes => H16.Packed(H16.Load(bytes)), H16.SpecHash, H16.WeightBytes, H16.StateBytes),
        GoldenNetwork.Of<H20, H20.Golden, H20.State>("H20", steps: 5000, bytes => H20.Packed(H20.Load(bytes)), H20.SpecHash, H20.WeightBytes, H20.StateBytes),
        GoldenNetwork.Of<H29Peep, H29Peep.Golden, H29Peep.State>("H29Peep", steps: 5000, bytes => H29Peep.Packed(H29Peep.Load(bytes)), H29Peep.SpecHash, H29Peep.WeightBytes, H29Peep.StateBytes),
        GoldenNetwork.Of<H32, H32.Golden, H32.State>("H32", steps: 5000, bytes => H32.Packed(H32.Load(bytes)), H32.SpecHash, H32.WeightBytes, H32.StateBytes),
        GoldenNetwork.Of<H3Peep, H3Peep.Golden, H3Peep.State>("H3Peep", steps: 5000, bytes => H3Peep.Packed(H3Peep.Load(bytes)), H3Peep.SpecHash, H3Peep.WeightBytes, H3Peep.StateBytes),
        GoldenNetwork.Of<H40Stack, H40Stack.Golden, H40Stack.State>("H40Stack", steps: 5000, bytes => H40Stack.Packed(H40Stack.Load(bytes)), H40Stack.SpecHash, H40Stack.WeightBytes, H40Stack.StateBytes),
        GoldenNetwork.Of<H47NoBias, H47NoBias.Golden, H47NoBias.State>("H47NoBias", steps: 5000, bytes => H47NoBias.Packed(H47NoBias.Load(bytes)), H47NoBias.SpecHash, H47NoBias.WeightBytes, H47NoBias.StateBytes),
        GoldenNetwork.Of<H5, H5.Golden, H5.State>("H5", steps: 5000, bytes => H5.Packed(H5.Load(bytes)), H5.SpecHash, H5.WeightBytes, H5.StateBytes),
        GoldenNetwork.Of<H64, H64.Golden, H64.State>("H64", steps: 3000, bytes => H64.Packed(H64.Load(bytes)), H64.SpecHash, H64.WeightBytes, H64.StateBytes),
        GoldenNetwork.Of<H70Peep, H70Peep.Golden, H70Peep.State>("H70Peep", steps: 3000, bytes => H70Peep.Packed(H70Peep.Load(bytes)), H70Peep.SpecHash, H70Peep.WeightBytes, H70Peep.StateBytes),
        GoldenNetwork.Of<H8, H8.Golden, H8.State>("H8", steps: 5000, bytes => H8.Packed(H8.Load(bytes)), H8.SpecHash, H8.WeightBytes, H8.StateBytes),
        GoldenNetwork.Of<Identity, Identity.Golden, Identity.State>("Identity", steps: 5000, bytes => Identity.Packed(Identity.Load(bytes)), Identity.SpecHash, Identity.WeightBytes, Identity.StateBytes),
        GoldenNetwork.Of<Squashed, Squashed.Golden, Squashed.State>("Squashed", steps: 5000, bytes => Squashed.Packed(Squashed.Load(bytes)), Squashed.SpecHash, Squashed.WeightBytes, Squashed.StateBytes),
        GoldenNetwork.Of<Tiny1, Tiny1.Golden, Tiny1.State>("Tiny1", steps: 5000, bytes => Tiny1.Packed(Tiny1.Load(bytes)), Tiny1.SpecHash, Tiny1.WeightBytes, Tiny1.StateBytes),
        GoldenNetwork.Of<W40H77Stack, W40H77Stack.Golden, W40H77Stack.State>("W40H77Stack", steps: 2000, bytes => W40H77Stack.Packed(W40H77Stack.Load(bytes)), W40H77Stack.SpecHash, W40H77Stack.WeightBytes, W40H77Stack.StateBytes),
    ];

    /// <summary>Every other cell, layer and option, those that need whole sequences among them.</summary>
    public static IReadOnlyList<GoldenNetwork> Others { get; } =
    [
        GoldenNetwork.Of<GruAfter, GruAfter.Golden, GruAfter.State>("GruAfter", steps: 3000, bytes => GruAfter.Packed(GruAfter.Load(bytes)), GruAfter.SpecHash, GruAfter.WeightBytes, GruAfter.StateBytes),
        GoldenNetwork.Of<GruBefore, GruBefore.Golden, GruBefore.State>("GruBefore", steps: 3000, bytes => GruBefore.Packed(GruBefore.Load(bytes)), GruBefore.SpecHash, GruBefore.WeightBytes, GruBefore.StateBytes),
        GoldenNetwork.Of<Elman, Elman.Golden, Elman.State>("Elman", steps: 3000, bytes => Elman.Packed(Elman.Load(bytes)), Elman.SpecHash, Elman.WeightBytes, Elman.StateBytes),
        GoldenNetwork.Of<LongShort, LongShort.Golden, LongShort.State>("LongShort", steps: 3000, bytes => LongShort.Packed(LongShort.Load(bytes)), LongShort.SpecHash, LongShort.WeightBytes, LongShort.StateBytes),
        GoldenNetwork.Of<Projected, Projected.Golden, Projected.State>("Projected", steps: 3000, bytes => Projected.Packed(Projected.Load(bytes)), Projected.SpecHash, Projected.WeightBytes, Projected.StateBytes),
        GoldenNetwork.Of<Normed, Normed.Golden, Normed.State>("Normed", steps: 3000, bytes => Normed.Packed(Normed.Load(bytes)), Normed.SpecHash, Normed.WeightBytes, Normed.StateBytes),
        GoldenNetwork.Of<Functions, Functions.Golden, Functions.State>("Functions", steps: 3000, bytes => Functions.Packed(Functions.Load(bytes)), Functions.SpecHash, Functions.WeightBytes, Functions.StateBytes),
        GoldenNetwork.Of<Convolved, Convolved.Golden, Convolved.State>("Convolved", steps: 3000, bytes => Convolved.Packed(Convolved.Load(bytes)), Convolved.SpecHash, Convolved.WeightBytes, Convolved.StateBytes),
        GoldenNetwork.Of<Strided, Strided.Golden, Strided.State>("Strided", steps: 3000, bytes => Strided.Packed(Strided.Load(bytes)), Strided.SpecHash, Strided.WeightBytes, Strided.StateBytes),
        GoldenNetwork.Of<Frames, Frames.Golden, Frames.State>("Frames", steps: 3000, bytes => Frames.Packed(Frames.Load(bytes)), Frames.SpecHash, Frames.WeightBytes, Frames.StateBytes),
        GoldenNetwork.Of<Tokens, Tokens.Golden, Tokens.State>("Tokens", steps: 3000, bytes => Tokens.Packed(Tokens.Load(bytes)), Tokens.SpecHash, Tokens.WeightBytes, Tokens.StateBytes),
        GoldenNetwork.Of<Both, Both.Golden, Both.State>("Both", steps: 3000, bytes => Both.Packed(Both.Load(bytes)), Both.SpecHash, Both.WeightBytes, Both.StateBytes),
        GoldenNetwork.Of<BothWide, BothWide.Golden, BothWide.State>("BothWide", steps: 600, bytes => BothWide.Packed(BothWide.Load(bytes)), BothWide.SpecHash, BothWide.WeightBytes, BothWide.StateBytes),
        GoldenNetwork.Of<Reversed, Reversed.Golden, Reversed.State>("Reversed", steps: 3000, bytes => Reversed.Packed(Reversed.Load(bytes)), Reversed.SpecHash, Reversed.WeightBytes, Reversed.StateBytes),
    ];
}
