using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Parameters;

/// <summary>What of a spec cannot be trained: it can be imported and run, but it has no backward pass.</summary>
public static class Trainability
{
    /// <summary>Why <paramref name="spec"/> cannot be trained, with every layer and option that is in the way; null when it can.</summary>
    public static string? Fault(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        string[] faults = [.. spec.Layers.SelectMany((layer, index) => Options(layer).Select(option => $"layers[{index}] ({layer.Type.Name}): {option}"))];
        return faults.Length > 0 ? $"This network cannot be trained here because of {string.Join("; ", faults)}. docs/training.md has a table of what can be trained."
            : SizeCheck.Faults(spec, "the network").FirstOrDefault(fault => fault.IsError) is { } large ? $"This network cannot be trained, since no build takes it: {large.Message}."
            : null;
    }

    /// <summary>Refuses what cannot be trained.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    internal static void Require(ModelSpec spec)
    {
        if (Fault(spec) is { } fault)
        {
            throw new ArgumentException(fault, nameof(spec));
        }
    }

    /// <summary>Why the network cannot be trained in windows; null when it can.</summary>
    internal static string? WindowFault(ModelSpec spec)
    {
        int backward = spec.Layers.ToList().FindIndex(layer => layer is RecurrentLayerSpec { Direction: not Direction.Forward });
        int pool = spec.Layers.ToList().FindIndex(layer => layer is PoolLayerSpec);
        return backward >= 0 ? $"layers[{backward}] ({spec.Layers[backward].Type.Name}) begins at the end of each sequence"
            : pool >= 0 ? $"layers[{pool}] (pool) makes one result of each sequence"
            : null;
    }

    private static IEnumerable<string> Options(LayerSpec layer) => layer switch
    {
        AnomalyLayerSpec => ["the layers before it are what learns"],
        FrameConvLayerSpec or MagnitudeLayerSpec => ["the type"],
        ConvLayerSpec conv => [.. conv.Stride > 1 ? [$"\"stride\": {conv.Stride}"] : Array.Empty<string>(), .. Named(conv.Activation, "activation")],
        DenseLayerSpec dense => Named(dense.Activation, "activation"),
        ActivationLayerSpec activation => Named(activation.Activation, "activation"),
        RecurrentLayerSpec recurrent => Recurrent(recurrent),
        ScaleLayerSpec or LayerNormLayerSpec or ResidualLayerSpec or JoinLayerSpec or EmbeddingLayerSpec or PoolLayerSpec => [],
        _ => throw Unhandled.Kind(layer),
    };

    private static IEnumerable<string> Recurrent(RecurrentLayerSpec layer)
    {
        if (layer.Clip is not null)
        {
            yield return "\"clip\"";
        }
        if (layer is LstmLayerSpec { CellClip: not null })
        {
            yield return "\"cellClip\"";
        }
        if (layer is LstmLayerSpec { LayerNorm: true })
        {
            yield return "\"layerNorm\"";
        }
        foreach (string fault in layer.CellType.Gates.SelectMany((gate, k) => Named(layer.GateActivations[k], gate.Property)))
        {
            yield return fault;
        }
    }

    private static string[] Named(ActivationSpec activation, string name) =>
        ActivationMath.CanTrain(activation.Kind) ? [] : [$"\"{name}\": \"{Activations.NameOf(activation.Kind)}\""];
}
