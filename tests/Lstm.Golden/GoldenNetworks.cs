using System.Collections.Generic;

namespace Lstm.Golden;

/// <summary>The networks whose bits are held: sizes 1 to 130, odd ones among them, peepholes, stacks, scales, all activations; every cell and layer.</summary>
internal static class GoldenNetworks
{
    public static IReadOnlyList<GoldenNetwork> All => [.. Plain, .. Others];

    /// <summary>Plain LSTMs: all that the public surface has, and an answer at every step.</summary>
    public static IReadOnlyList<GoldenNetwork> Plain { get; } =
    [
        GoldenNetwork.Of<Anydrive, Anydrive.State>("Anydrive", steps: 5000),
        GoldenNetwork.Of<H130Stack, H130Stack.State>("H130Stack", steps: 2000),
        GoldenNetwork.Of<H10, H10.State>("H10", steps: 5000),
        GoldenNetwork.Of<H12Stack, H12Stack.State>("H12Stack", steps: 5000),
        GoldenNetwork.Of<H13Peep, H13Peep.State>("H13Peep", steps: 5000),
        GoldenNetwork.Of<H16, H16.State>("H16", steps: 5000),
        GoldenNetwork.Of<H20, H20.State>("H20", steps: 5000),
        GoldenNetwork.Of<H29Peep, H29Peep.State>("H29Peep", steps: 5000),
        GoldenNetwork.Of<H32, H32.State>("H32", steps: 5000),
        GoldenNetwork.Of<H3Peep, H3Peep.State>("H3Peep", steps: 5000),
        GoldenNetwork.Of<H40Stack, H40Stack.State>("H40Stack", steps: 5000),
        GoldenNetwork.Of<H47NoBias, H47NoBias.State>("H47NoBias", steps: 5000),
        GoldenNetwork.Of<H5, H5.State>("H5", steps: 5000),
        GoldenNetwork.Of<H64, H64.State>("H64", steps: 3000),
        GoldenNetwork.Of<H70Peep, H70Peep.State>("H70Peep", steps: 3000),
        GoldenNetwork.Of<H8, H8.State>("H8", steps: 5000),
        GoldenNetwork.Of<Identity, Identity.State>("Identity", steps: 5000),
        GoldenNetwork.Of<Squashed, Squashed.State>("Squashed", steps: 5000),
        GoldenNetwork.Of<Tiny1, Tiny1.State>("Tiny1", steps: 5000),
        GoldenNetwork.Of<W40H77Stack, W40H77Stack.State>("W40H77Stack", steps: 2000),
    ];

    /// <summary>Every other cell, layer and option, those that need whole sequences among them.</summary>
    public static IReadOnlyList<GoldenNetwork> Others { get; } =
    [
        GoldenNetwork.Of<GruAfter, GruAfter.State>("GruAfter", steps: 3000),
        GoldenNetwork.Of<GruBefore, GruBefore.State>("GruBefore", steps: 3000),
        GoldenNetwork.Of<Elman, Elman.State>("Elman", steps: 3000),
        GoldenNetwork.Of<LongShort, LongShort.State>("LongShort", steps: 3000),
        GoldenNetwork.Of<Projected, Projected.State>("Projected", steps: 3000),
        GoldenNetwork.Of<Normed, Normed.State>("Normed", steps: 3000),
        GoldenNetwork.Of<NormedLayers, NormedLayers.State>("NormedLayers", steps: 3000),
        GoldenNetwork.Of<Functions, Functions.State>("Functions", steps: 3000),
        GoldenNetwork.Of<Convolved, Convolved.State>("Convolved", steps: 3000),
        GoldenNetwork.WithStride<Strided, Strided.State>("Strided", steps: 3000),
        GoldenNetwork.Of<Frames, Frames.State>("Frames", steps: 3000),
        GoldenNetwork.Of<Detector, Detector.State>("Detector", steps: 3000),
        GoldenNetwork.OfTokens<Tokens, Tokens.State>("Tokens", steps: 3000),
        GoldenNetwork.OfSequences<Both, Both.State>("Both", steps: 3000),
        GoldenNetwork.OfSequences<BothWide, BothWide.State>("BothWide", steps: 600),
        GoldenNetwork.OfSequences<Reversed, Reversed.State>("Reversed", steps: 3000),
        GoldenNetwork.Of<Heads, Heads.State>("Heads", steps: 3000),
        GoldenNetwork.Of<Masked, Masked.State>("Masked", steps: 3000),
    ];
}
