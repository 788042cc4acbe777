using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Models;

/// <summary>The parts of an anomaly detector's spec.</summary>
internal static class DetectorSpec
{
    /// <summary>The layers that forecast: those before the score. A network without one is the forecast itself.</summary>
    public static ModelSpec Forecast(ModelSpec spec) => spec.DetectsAnomalies ? spec with { Layers = new EquatableArray<LayerSpec>([.. spec.Layers.SkipLast(1)]) } : spec;

    /// <summary>The layer that scores.</summary>
    public static AnomalyLayerSpec Score(ModelSpec spec) => (AnomalyLayerSpec)spec.Layers[^1];
}
