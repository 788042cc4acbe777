using System;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a stream's state takes, from the spec alone: what the emitted struct holds, layer by layer.</summary>
public static class StateFootprint
{
    /// <summary>From so many units on the weights of a plain LSTM outgrow the first-level cache: its code is one stream of weights then, and its input stands in the state.</summary>
    internal const int StreamedFrom = 64;

    /// <summary>Bytes of a stream's state.</summary>
    public static long Bytes(ModelSpec model)
    {
        long memory = FloatsByLayer(model).Sum();
        long good = model.OnNonFinite == OnNonFinite.Hold ? memory + model.OutputSize : 0; // all of it after the last good step, and its results
        long turn = Alternates(model) ? 1 : 0, caught = model.OnNonFinite == OnNonFinite.Propagate ? 0 : 1;
        return sizeof(float) * (memory + good + turn + caught);
    }

    /// <summary>Floats of each layer's part; a multiple of <see cref="Footprint.Alignment"/>, so sums of them are the parts' offsets.</summary>
    public static EquatableArray<long> FloatsByLayer(ModelSpec model) => Footprint.ByLayer(model, (layer, inputSize) => layer.Floats(inputSize).State);

    /// <summary>Words behind a state's bytes where they are not those of its layers alone; otherwise empty.</summary>
    public static string Account(ModelSpec model) => model.OnNonFinite != OnNonFinite.Hold ? ""
        : FormattableString.Invariant($" ({sizeof(float) * FloatsByLayer(model).Sum()} of its layers, which \"onNonFinite\": \"hold\" keeps twice, and the last good results)");

    /// <summary>Whether odd steps read the weights backwards, which the state remembers behind its floats.</summary>
    public static bool Alternates(ModelSpec model) => model.Layers.Any(layer => layer is RecurrentLayerSpec recurrent && IsStreamed(recurrent));

    /// <summary>Whether the layer's code is one stream of weights, with its input in the state before the hidden state.</summary>
    public static bool IsStreamed(RecurrentLayerSpec layer) => layer is LstmLayerSpec { IsPlain: true } && layer.HiddenSize >= StreamedFrom;

    /// <summary>Floats of one direction of a recurrent layer: the stored input, the hidden state and the cell state.</summary>
    public static long DirectionFloats(RecurrentLayerSpec layer, int inputSize) =>
        (IsStreamed(layer) ? Footprint.Align(inputSize) : 0) + Footprint.Align(layer.StateSize) + (layer.HasCell ? Footprint.Align(layer.HiddenSize) : 0);
}
