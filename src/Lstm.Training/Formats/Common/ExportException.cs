using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>A network that another format cannot hold. The message names the layer and what stands in the way.</summary>
public sealed class ExportException : Exception
{
    /// <summary>Why a detector is not exported.</summary>
    internal const string Detector = "the score of an anomaly compares the sample with what the layers before it give, which other frameworks have no layer for. Train the network without it to export those.";

    /// <summary>Says what is wrong.</summary>
    /// <param name="format">The format.</param>
    /// <param name="layer">The layer's place, counted from 0.</param>
    /// <param name="problem">What it has that the format has not.</param>
    public ExportException(string format, int layer, string problem)
        : base($"{format} cannot hold layers[{layer}]: {problem}")
    {
        Layer = layer;
    }

    /// <summary>Refuses a network that branches.</summary>
    /// <exception cref="ExportException">It does.</exception>
    internal static void RequireChain(ModelSpec spec, string format)
    {
        if (spec.Graph is { } graph)
        {
            int branch = Enumerable.Range(0, spec.Layers.Count).FirstOrDefault(layer => !graph.TakesLayerBefore(layer), graph.Outputs[0]);
            throw new ExportException(format, branch, "the network branches, and the format holds a chain of layers; --onnx and --pytorch hold such networks");
        }
    }

    /// <summary>The layer's place, counted from 0.</summary>
    public int Layer { get; }
}
