using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The score of an anomaly. The smoothed score stands in the state; where a forecast is compared that stands before it, and behind it whether there is one.</summary>
internal sealed record AnomalyPlan(AnomalyLayerSpec Spec, int Index, int InputSize, int WeightOffset, int StateOffset) : LayerPlan(Index, InputSize, 1, WeightOffset)
{
    public override string Method => $"Anomaly{Index}";

    public override string Description => "anomaly score";

    public override IReadOnlyList<string> Equations => Reconstructs ?
    [
        $"anomaly: s_t = the largest |x_t - r_t - median|/deviation of {WeightMapText.Count(InputSize, "value")}, at most limit; y_t = a·s_t + (1 - a)·y_t-1",
        $"x_t is the sample's first {WeightMapText.Count(InputSize, "value")}, r_t what comes in: their reconstruction; a the smoothing.",
    ] :
    [
        $"anomaly: s_t = the largest |x_t - f_t-1 - median|/deviation of {WeightMapText.Count(InputSize, "value")}, at most limit; y_t = a·s_t + (1 - a)·y_t-1",
        $"x_t is the sample's first {WeightMapText.Count(InputSize, "value")}, f_t what comes in: their forecast for the next step; a the smoothing. Before the first forecast y is 0.",
    ];

    public override IEnumerable<NamedPlace> Places => [.. base.Places, Reconstructs ? new("Score", StateOffset, "its smoothed score, in the state") : new("Forecast", StateOffset, "its last forecast, in the state")];

    public override IEnumerable<string> StatePlaces => [Reconstructs ? $"the score of layer {Index} at {StateOffset}" : $"the last forecast of layer {Index} at {StateOffset}, behind it the score"];

    public override IEnumerable<string> WeightMap =>
    [
        WeightMapText.Layer(this),
        WeightMapText.Row(WeightOffset, "m", $"{WeightMapText.Count(InputSize, "median")} of errors"),
        WeightMapText.Row(WeightOffset + Padded, "d", $"{WeightMapText.Count(InputSize, "deviation")} of errors"),
        WeightMapText.Row(WeightOffset + (2 * Padded), "a", "1 smoothing"),
        WeightMapText.Row(WeightOffset + (2 * Padded) + 1, "l", "1 limit"),
    ];

    public override int StateFloats => (Reconstructs ? 0 : Padded) + Footprint.Alignment;

    private bool Reconstructs => Spec.Kind == AnomalyKind.Reconstruction;

    private int Padded => NetworkPlan.Align(InputSize);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;

    public override void Pack(PackingEmitter packing) => packing.Call($"Anomaly({PackingEmitter.Literal(Spec.Tensors)}, size: {InputSize})");

    // One function of the library for all bodies: it computes value by value, whatever the registers hold.
    public override bool HasMethods => false;

    public override void WriteMethods(BodyEmitter body)
    {
    }

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        string score = to ?? flow.Output(this);
        var (method, memory) = Reconstructs ? ("Of", "Score") : ("Next", "Forecast");
        flow.Writer.Line($"{score} = AnomalyScore.{method}(ref {LayerFlow.WeightsOf(this)}, ref {BodyEmitter.At("state", Place(memory))}, ref {flow.PlaceOf(ResidualLayerSpec.Input)}, ref {from}, {InputSize});");
        return (score, false);
    }
}
