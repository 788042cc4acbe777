using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a step takes of the stack for vectors, from the spec alone: no less than the emitted code has, and hardly more.</summary>
public static class StackFootprint
{
    private const int PanelGates = 4 * Panels.FullWidth;

    private const int MostStreams = 32;
    private const int FewStreams = 8;
    private const int StreamFloats = 16 * 1024;

    // From so many units on the weights outgrow the second-level cache, and what is read of them is to serve many streams. Below, more
    // streams than fill a tile only mean a larger block to clear.
    private const int ManyStreamsFrom = 192;

    private const int MostStepsAhead = 16;
    private const int AheadFloats = 40 * 1024;

    /// <summary>How many rows of columns (time steps, or streams) share a load of weights in emitted code, at least.</summary>
    public const int LeastTogether = 4;

    /// <summary>The longest sample of which some are copied to the stack to sum ahead.</summary>
    public const int LongestAhead = 2048;

    /// <summary>Bytes that a step takes at most: what the layers pass on, all at once, and what one layer works in, one after the other.</summary>
    public static long Bytes(ModelSpec model)
    {
        var layers = Parts(model);
        return sizeof(float) * (layers.Sum(layer => layer.Passed) + layers.Max(layer => layer.Inside));
    }

    /// <summary>Floats that each layer takes.</summary>
    public static EquatableArray<long> FloatsByLayer(ModelSpec model) => new(Parts(model).Select(layer => layer.Passed + layer.Inside));

    /// <summary>Whether several streams go through a layer together where it is among the first: its weights come from beyond the first-level cache, and one stage of sums is all there is.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sampleSize">Values of a sample that is copied for it; 0 where its input is a hidden state.</param>
    public static bool GoesTogether(RecurrentLayerSpec layer, int sampleSize) =>
        StateFootprint.IsStreamed(layer) || (layer.HiddenSize >= StateFootprint.StreamedFrom && sampleSize <= LongestAhead && CellLayout.Of(layer, 1, "").Stages.Count == 1);

    /// <summary>How many streams go through a layer together at most: what is kept of each, next hidden states or sums, takes up to 64 KiB of the stack.</summary>
    public static int StreamsTogether(RecurrentLayerSpec layer) => Together(StreamFloats / StreamFloatsOf(layer), layer.HiddenSize < ManyStreamsFrom ? FewStreams : MostStreams);

    private static long StreamFloatsOf(RecurrentLayerSpec layer) => Footprint.Align(layer.HiddenSize) * (StateFootprint.IsStreamed(layer) ? 1 : Sums(layer));

    /// <summary>How many time steps of a streamed layer are summed ahead at most, as far as the input goes: with their samples they take up to 160 KiB of the stack.</summary>
    public static int StepsAhead(int units, int inputSize) => Together(AheadFloats / AheadFloatsOfStep(units, inputSize), MostStepsAhead);

    private static long AheadFloatsOfStep(int units, int inputSize) => (4 * Footprint.Align(units)) + inputSize;

    private static int Together(long rows, int most) => Math.Max(LeastTogether, (int)Math.Min(rows, most) / LeastTogether * LeastTogether);

    private static List<(long Passed, long Inside)> Parts(ModelSpec model)
    {
        var sizes = model.Sizes;
        var parts = new List<(long, long)>(sizes.Count);
        foreach (var layer in model.Layers)
        {
            bool isFirst = parts.Count == 0;
            int inputSize = sizes[parts.Count].Input;
            var floats = layer.Floats(inputSize);
            parts.Add((floats.Passed + (isFirst ? Sample(model) : 0), floats.Inside + (isFirst && model.Graph is null ? Samples(layer, inputSize) : 0)));
        }
        return parts;
    }

    // The sample with its tiny values made zero, where the first layer does not keep such a copy anyway; results that a guard looks at together.
    private static long Sample(ModelSpec model)
    {
        if (model.Graph is { } graph)
        {
            return graph.Inputs.Sum(input => Footprint.Align(input.Size)) + (model.GuardsOutputsTogether ? Footprint.Align(model.OutputSize) : 0);
        }
        bool isAdded = model.TakesSampleAgain;
        return model.Layers[0] switch
        {
            EmbeddingLayerSpec => 0,
            ConvLayerSpec when !isAdded => 0,
            RecurrentLayerSpec recurrent when !isAdded && recurrent.Direction == Direction.Forward && StateFootprint.IsStreamed(recurrent) => 0,
            _ => Footprint.Align(model.InputSize),
        };
    }

    // Samples that are copied for several time steps or streams, and the sums that are taken ahead.
    private static long Samples(LayerSpec first, int inputSize) =>
        first is not RecurrentLayerSpec recurrent || inputSize > LongestAhead ? 0
        : StateFootprint.IsStreamed(recurrent) ? StepsAhead(recurrent.HiddenSize, inputSize) * AheadFloatsOfStep(recurrent.HiddenSize, inputSize)
        : GoesTogether(recurrent, inputSize) ? (long)StreamsTogether(recurrent) * inputSize
        : 0;

    /// <summary>Floats that a recurrent layer works in: the sums of all gates, and for each unit what is passed to the hidden state; in the streamed form the sums of a few panels. What is kept of each stream where several go together comes on top.</summary>
    internal static long Cell(RecurrentLayerSpec layer)
    {
        long units = Footprint.Align(layer.HiddenSize);
        long streams = GoesTogether(layer, 0) ? StreamsTogether(layer) : 0;
        return (streams * StreamFloatsOf(layer)) + (StateFootprint.IsStreamed(layer)
            ? units + (PanelGates * (2 + streams))
            : units * (1 + Sums(layer)));
    }

    private static int Sums(RecurrentLayerSpec layer) => layer is LstmLayerSpec { IsPlain: true } ? 4 : CellLayout.Of(layer, 1, "").Stages[0].Gates.Length;
}
