using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>
/// The end of an anomaly detector: takes the layers' output for a forecast of the next sample's first values, or for a reconstruction of this one's, and
/// gives one score that says how far the sample is from it. Its tensors are the scale of the score, <c>median</c> and <c>deviation</c> of each value's
/// error, the <c>smoothing</c> and the <c>limit</c>.
/// </summary>
/// <param name="Kind">What the layers before it give.</param>
public sealed record AnomalyLayerSpec(AnomalyKind Kind = AnomalyKind.Forecast) : LayerSpec("anomaly.")
{
    internal static LayerType Definition { get; } = new("anomaly", ["type", "kind"], static source => new AnomalyLayerSpec((AnomalyKind)(source.Layer.Word("kind", SpecVocabulary.AnomalyKinds) ?? 0)));

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => HashLine;

    internal override string HashLine => Kind == AnomalyKind.Forecast ? "anomaly" : $"anomaly {Word}";

    private string Word => SpecVocabulary.AnomalyKinds[(int)Kind];

    /// <summary>The tensor of the median of each value's error.</summary>
    public string Median => Tensors + "median";

    /// <summary>The tensor of each value's deviation, by which errors less their median are divided.</summary>
    public string Deviation => Tensors + "deviation";

    /// <summary>The tensor of the share that a step's own score has in the smoothed one, above 0; 1 for no smoothing.</summary>
    public string Smoothing => Tensors + "smoothing";

    /// <summary>The tensor of the most that a step's score counts.</summary>
    public string Limit => Tensors + "limit";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => 1;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) =>
        [new(Median, inputSize), new(Deviation, inputSize), new(Smoothing, 1), new(Limit, 1)];

    internal override LayerFloats Floats(int inputSize)
    {
        long values = Footprint.Align(inputSize);
        return new(
            Weights: (2 * values) + Footprint.Alignment, // smoothing and limit stand together
            State: (Kind == AnomalyKind.Forecast ? values : 0) + Footprint.Alignment, // the forecast; the smoothed score, and whether there is a forecast
            Passed: Footprint.Align(1));
    }

    internal override void Write(JsonMembers members, LayerWriter writer) => members.Add("kind", Word, SpecVocabulary.AnomalyKinds[0]);
}

/// <summary>What a sample is compared with.</summary>
public enum AnomalyKind
{
    /// <summary>What the network expected of it one step before.</summary>
    Forecast,

    /// <summary>What the network makes of it by way of fewer values.</summary>
    Reconstruction,
}
