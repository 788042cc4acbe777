using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a step takes of the stack for vectors, from the spec alone: no less than the emitted code has, and hardly more.</summary>
public static class StackFootprint
{
    private const int PanelGates = 4 * Panels.FullWidth;

    private const int MostStreams = 32;
    private const int StreamFloats = 16 * 1024;
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

    /// <summary>How many streams go through a streamed layer together at most: their next hidden states take up to 64 KiB of the stack.</summary>
    public static int StreamsTogether(int units) => Together(StreamFloats / Footprint.Align(units), MostStreams);

    /// <summary>How many time steps of a streamed layer are summed ahead at most, as far as the input goes: with their samples they take up to 160 KiB of the stack.</summary>
    public static int StepsAhead(int units, int inputSize) => Together(AheadFloats / AheadFloatsOfStep(units, inputSize), MostStepsAhead);

    private static long AheadFloatsOfStep(int units, int inputSize) => (4 * Footprint.Align(units)) + inputSize;

    private static int Together(long rows, int most) => Math.Max(LeastTogether, (int)Math.Min(rows, most) / LeastTogether * LeastTogether);

    private static List<(long Passed, long Inside)> Parts(ModelSpec model)
    {
        var parts = new List<(long, long)>(model.Layers.Count);
        int inputSize = model.InputSize;
        foreach (var layer in model.Layers)
        {
            bool isFirst = parts.Count == 0;
            var floats = layer.Floats(inputSize);
            parts.Add((floats.Passed + (isFirst ? Sample(model) : 0), floats.Inside + (isFirst ? Ahead(layer, inputSize) : 0)));
            inputSize = layer.OutputSize(inputSize);
        }
        return parts;
    }

    // The sample with its tiny values made zero, where the first layer does not keep such a copy anyway.
    private static long Sample(ModelSpec model)
    {
        bool isAdded = model.Layers.OfType<ResidualLayerSpec>().Any(residual => residual.From == ResidualLayerSpec.Input);
        return model.Layers[0] switch
        {
            EmbeddingLayerSpec => 0,
            ConvLayerSpec when !isAdded => 0,
            RecurrentLayerSpec recurrent when !isAdded && recurrent.Direction == Direction.Forward && StateFootprint.IsStreamed(recurrent) => 0,
            _ => Footprint.Align(model.InputSize),
        };
    }

    private static long Ahead(LayerSpec first, int inputSize) =>
        first is RecurrentLayerSpec recurrent && StateFootprint.IsStreamed(recurrent) && inputSize <= LongestAhead
            ? StepsAhead(recurrent.HiddenSize, inputSize) * AheadFloatsOfStep(recurrent.HiddenSize, inputSize)
            : 0;

    /// <summary>Floats that a recurrent layer works in: the sums of all gates, and for each unit what is passed to the hidden state; in the streamed form the sums of a few panels, for several streams too.</summary>
    internal static long Cell(RecurrentLayerSpec layer)
    {
        long units = Footprint.Align(layer.HiddenSize);
        return StateFootprint.IsStreamed(layer)
            ? (units * (1 + StreamsTogether(layer.HiddenSize))) + (PanelGates * (2 + StreamsTogether(layer.HiddenSize)))
            : units * (1 + Sums(layer));
    }

    private static int Sums(RecurrentLayerSpec layer) => layer is LstmLayerSpec { IsPlain: true } ? 4 : CellLayout.Of(layer, 1, "").Stages[0].Gates.Length;
}
