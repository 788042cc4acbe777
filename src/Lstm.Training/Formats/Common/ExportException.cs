using System;

namespace Lstm.Training.Formats.Common;

/// <summary>A network that another format cannot hold. The message names the layer and what stands in the way.</summary>
public sealed class ExportException : Exception
{
    /// <summary>Why a detector is not exported.</summary>
    internal const string Detector = "the score of an anomaly remembers the last forecast, which other frameworks have no layer for. Train the network without it to export the forecast.";

    /// <summary>Says what is wrong.</summary>
    /// <param name="format">The format.</param>
    /// <param name="layer">The layer's place, counted from 0.</param>
    /// <param name="problem">What it has that the format has not.</param>
    public ExportException(string format, int layer, string problem)
        : base($"{format} cannot hold layers[{layer}]: {problem}")
    {
        Layer = layer;
    }

    /// <summary>The layer's place, counted from 0.</summary>
    public int Layer { get; }
}
