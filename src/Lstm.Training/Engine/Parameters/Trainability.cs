using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Parameters;

/// <summary>What of a spec cannot be trained: it can be imported and run, but the way back through it is not there.</summary>
public static class Trainability
{
    private static readonly ActivationKind[] Trained = [ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Relu, ActivationKind.Identity];

    /// <summary>Why <paramref name="spec"/> cannot be trained, with every layer and option that is in the way; null when it can.</summary>
    public static string? Fault(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        string[] faults = [.. spec.Layers.SelectMany((layer, index) => Options(layer).Select(option => $"layers[{index}] ({SpecVocabulary.TypeOf(layer)}): {option}"))];
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
        return backward >= 0 ? $"layers[{backward}] ({SpecVocabulary.TypeOf(spec.Layers[backward])}) begins at the end of each sequence"
            : pool >= 0 ? $"layers[{pool}] (pool) makes one result of each sequence"
            : null;
    }

    private static IEnumerable<string> Options(LayerSpec layer) => layer switch
    {
        FrameConvLayerSpec or MagnitudeLayerSpec => ["the type"],
        ConvLayerSpec conv => [.. conv.Stride > 1 ? [$"\"stride\": {conv.Stride}"] : Array.Empty<string>(), .. Named(conv.Activation, "activation")],
        DenseLayerSpec dense when dense.Activation.Kind != ActivationKind.Softmax => Named(dense.Activation, "activation"),
        ActivationLayerSpec activation when activation.Activation.Kind != ActivationKind.Softmax => Named(activation.Activation, "activation"),
        RecurrentLayerSpec recurrent => Recurrent(recurrent),
        DenseLayerSpec or ActivationLayerSpec or ScaleLayerSpec or ResidualLayerSpec or EmbeddingLayerSpec or PoolLayerSpec => [],
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
        foreach (string fault in ActivationsOf(layer).SelectMany(activation => Named(activation.Activation, activation.Name)))
        {
            yield return fault;
        }
    }

    private static (string Name, ActivationSpec Activation)[] ActivationsOf(RecurrentLayerSpec layer) => layer switch
    {
        LstmLayerSpec { Activations: var a } => [("inputGate", a.InputGate), ("forgetGate", a.ForgetGate), ("candidate", a.Candidate), ("outputGate", a.OutputGate), ("cell", a.Cell)],
        GruLayerSpec { Activations: var a } => [("resetGate", a.ResetGate), ("updateGate", a.UpdateGate), ("candidate", a.Candidate)],
        LtmStmLayerSpec { Activations: var a } => [("learnGate", a.LearnGate), ("forgetGate", a.ForgetGate), ("candidate", a.Candidate), ("useGate", a.UseGate), ("output", a.Output)],
        RnnLayerSpec rnn => [("activation", rnn.Activation)],
        _ => throw Unhandled.Kind(layer),
    };

    private static string[] Named(ActivationSpec activation, string name) =>
        Trained.Contains(activation.Kind) ? [] : [$"\"{name}\": \"{Activations.NameOf(activation.Kind)}\""];
}
