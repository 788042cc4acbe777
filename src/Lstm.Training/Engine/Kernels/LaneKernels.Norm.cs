using System;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>Layer normalisation over the values of a time step, each lane by itself.</content>
internal abstract partial class LaneKernels
{
    /// <summary>y = x̂ ⊙ w + b with x̂ = (x − mean x)/√(variance x + ε), for a time step.</summary>
    /// <param name="epsilon">ε.</param>
    /// <param name="weight">A factor w for each value.</param>
    /// <param name="bias">A bias b for each value; empty for none.</param>
    /// <param name="x">The values.</param>
    /// <param name="normalized">Where x̂ goes.</param>
    /// <param name="deviation">Where √(variance x + ε) of each lane goes.</param>
    /// <param name="y">Where y goes, tiny values zero.</param>
    public abstract void NormForward(float epsilon, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> x, Span<float> normalized, Span<float> deviation, Span<float> y);

    /// <summary>dx = (g − mean g − x̂·mean (g ⊙ x̂))/√(variance x + ε) with g = dy ⊙ w, for a time step.</summary>
    /// <param name="weight">A factor w for each value.</param>
    /// <param name="normalized">x̂.</param>
    /// <param name="deviation">√(variance x + ε) of each lane.</param>
    /// <param name="above">dy.</param>
    /// <param name="below">Where dx goes.</param>
    public abstract void NormBackward(ReadOnlySpan<float> weight, ReadOnlySpan<float> normalized, ReadOnlySpan<float> deviation, ReadOnlySpan<float> above, Span<float> below);

    /// <summary>Adds a ⊙ b to sums.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="a">As many values.</param>
    /// <param name="b">As many values.</param>
    public abstract void AddProducts(Span<float> sums, ReadOnlySpan<float> a, ReadOnlySpan<float> b);
}

/// <content>Layer normalisation over the values of a time step, each lane by itself.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void NormForward(float epsilon, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> x, Span<float> normalized, Span<float> deviation, Span<float> y)
    {
        var count = TLanes.Broadcast(weight.Length);
        for (int lane = 0; lane < Lanes; lane += TLanes.Count)
        {
            Center(x, normalized, lane, count);
            Center(normalized, normalized, lane, count); // as generated code does it
            var squares = TLanes.Broadcast(0f);
            for (int at = lane; at < x.Length; at += Lanes)
            {
                var difference = Load(normalized, at);
                squares += difference * difference;
            }
            Store((squares / count) + TLanes.Broadcast(epsilon), deviation, lane);
            foreach (ref float value in deviation.Slice(lane, TLanes.Count))
            {
                value = MathF.Sqrt(value);
            }
            var divisor = Load(deviation, lane);
            for (int k = 0, at = lane; k < weight.Length; k++, at += Lanes)
            {
                var quotient = Load(normalized, at) / divisor;
                Store(quotient, normalized, at);
                var scaled = quotient * TLanes.Broadcast(weight[k]);
                Store(TLanes.FlushTiny(bias.IsEmpty ? scaled : scaled + TLanes.Broadcast(bias[k])), y, at);
            }
        }
    }

    /// <inheritdoc/>
    public override void NormBackward(ReadOnlySpan<float> weight, ReadOnlySpan<float> normalized, ReadOnlySpan<float> deviation, ReadOnlySpan<float> above, Span<float> below)
    {
        var count = TLanes.Broadcast(weight.Length);
        for (int lane = 0; lane < Lanes; lane += TLanes.Count)
        {
            TLanes sum = TLanes.Broadcast(0f), products = sum;
            for (int k = 0, at = lane; k < weight.Length; k++, at += Lanes)
            {
                var gradient = Load(above, at) * TLanes.Broadcast(weight[k]);
                sum += gradient;
                products += gradient * Load(normalized, at);
                Store(gradient, below, at);
            }
            TLanes mean = sum / count, slope = products / count, divisor = Load(deviation, lane);
            for (int at = lane; at < below.Length; at += Lanes)
            {
                Store((Load(below, at) - mean - (Load(normalized, at) * slope)) / divisor, below, at);
            }
        }
    }

    /// <inheritdoc/>
    public override void AddProducts(Span<float> sums, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        for (int at = 0; at < sums.Length; at += TLanes.Count)
        {
            Store(TLanes.FlushTiny(Load(sums, at) + (Load(a, at) * Load(b, at))), sums, at);
        }
    }

    /// <summary>The differences of some lanes' values to their mean.</summary>
    private static void Center(ReadOnlySpan<float> x, Span<float> centered, int lane, TLanes count)
    {
        var sum = TLanes.Broadcast(0f);
        for (int at = lane; at < x.Length; at += Lanes)
        {
            sum += Load(x, at);
        }
        var mean = sum / count;
        for (int at = lane; at < x.Length; at += Lanes)
        {
            Store(TLanes.FlushTiny(Load(x, at) - mean), centered, at);
        }
    }
}
