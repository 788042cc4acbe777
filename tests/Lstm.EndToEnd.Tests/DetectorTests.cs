using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>What the class of a detector has beyond that of other networks: a step that decides.</summary>
public class DetectorTests
{
    private const int Steps = 60;

    [Fact]
    public void A_step_gives_the_score_of_any_other_step_and_whether_it_reaches_the_threshold()
    {
        var model = Detector.Load(GoldenNetworks.All.Single(network => network.Name == "Detector").WeightFile());
        float[] samples = Samples(), scores = new float[Steps];
        Detector.State run = default, steps = default;
        model.Run(ref run, samples, scores);
        Assert.Equal(0, scores[0]); // nothing was expected yet
        Assert.True(scores.Distinct().Count() > Steps / 2);
        for (int t = 0; t < Steps; t++)
        {
            bool isAnomaly = model.Step(ref steps, samples.AsSpan(t * Detector.InputSize, Detector.InputSize), out float score);
            Assert.Equal(scores[t], score);
            Assert.Equal(score >= model.Threshold, isAnomaly);
        }
        Assert.Contains(scores, score => score >= model.Threshold);
        Assert.Contains(scores, score => score < model.Threshold);
        Assert.Throws<ArgumentException>(() => model.Step(ref steps, samples.AsSpan(0, Detector.InputSize - 1), out _));
    }

    [Fact]
    public void Code_that_is_generic_over_detectors_sees_the_same() =>
        Assert.Equal(Generic<Detector, Detector.State>(InstructionSet.Scalar), Generic<Detector, Detector.State>(Isa.Active));

    /// <summary>A reconstruction is compared with its own row: the first row has a score, and the score says which threshold it reaches.</summary>
    [Fact]
    public void A_detector_that_reconstructs_scores_the_first_step_too()
    {
        var model = Mirror.Load((ReadOnlySpan<byte>)GoldenNetworks.All.Single(network => network.Name == "Mirror").WeightFile());
        float[] samples = [.. Enumerable.Range(0, Steps * Mirror.InputSize).Select(k => GoldenRun.Uniform((ulong)k))], scores = new float[Steps];
        Mirror.State run = default, steps = default;
        model.Run(ref run, samples, scores);
        Assert.True(scores[0] > 0);
        for (int t = 0; t < Steps; t++)
        {
            Assert.Equal(scores[t] >= model.Threshold, model.Step(ref steps, samples.AsSpan(t * Mirror.InputSize, Mirror.InputSize), out float score));
            Assert.Equal(scores[t], score);
        }
        Assert.True(Mirror.StateBytes < Detector.StateBytes); // one cell's state and the score, no forecast
    }

    /// <summary>The state that is held has the last forecast: what comes next is compared with it.</summary>
    [Fact]
    public void A_sample_that_is_no_number_is_held()
    {
        var model = Detector.Load(GoldenNetworks.All.Single(network => network.Name == "Detector").WeightFile());
        float[] samples = Samples(), wrong = [0, float.NaN, 0, 0];
        Detector.State state = default, undisturbed = default;
        float before = 0;
        for (int t = 0; t < 10; t++)
        {
            model.Step(ref state, samples.AsSpan(t * 4, 4), out before);
            model.Step(ref undisturbed, samples.AsSpan(t * 4, 4), out _);
        }
        model.Step(ref state, wrong, out float held);
        Assert.Equal(before, held);
        Assert.Equal(1, state.NonFinite);
        model.Step(ref state, samples.AsSpan(40, 4), out float after);
        model.Step(ref undisturbed, samples.AsSpan(40, 4), out float expected);
        Assert.Equal(expected, after);
    }

    /// <summary>The largest float counts as much as the limit, and is forgotten as fast as the smoothing says.</summary>
    [Fact]
    public void One_extreme_reading_does_not_stay()
    {
        var network = GoldenNetworks.All.Single(network => network.Name == "Detector");
        float limit = network.Tensors()["anomaly.limit"].Values[0], smoothing = network.Tensors()["anomaly.smoothing"].Values[0];
        var model = Detector.Load(network.WeightFile());
        Detector.State state = default;
        model.Step(ref state, [0, 0, 0, 0], out _);
        model.Step(ref state, [1e30f, 0, 0, 0], out float score);
        Assert.Equal(smoothing * limit, score, 1e-5f);
        Assert.True(score <= limit);
    }

    [Theory]
    [InlineData("anomaly.deviation", 0f, "a number above 0")]
    [InlineData("anomaly.smoothing", 1.5f, "a number above 0, at most 1")]
    [InlineData("anomaly.limit", -1f, "a number above 0")]
    public void A_scale_that_is_none_is_refused(string tensor, float value, string expected)
    {
        var network = GoldenNetworks.All.Single(network => network.Name == "Detector");
        var writer = new Lstm.Training.Weights.WeightFileWriter(network.SpecHash);
        foreach (var (name, (values, shape)) in network.Tensors())
        {
            writer.Add(name, name == tensor ? [.. values.Select((old, k) => k == 0 ? value : old)] : values, shape);
        }
        byte[] file = writer.ToBytes();
        var fault = Assert.Throws<LstmWeightException>(() => Detector.Load((ReadOnlySpan<byte>)file));
        Assert.Contains(tensor, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static (uint, bool)[] Generic<TModel, TState>(InstructionSet body)
        where TModel : IAnomalyModel<TModel, TState>
        where TState : unmanaged
    {
        var model = TModel.Load((ReadOnlySpan<byte>)GoldenNetworks.All.Single(network => network.Name == "Detector").WeightFile()).WithBody(body);
        float[] samples = Samples();
        TState state = default;
        return [.. Enumerable.Range(0, Steps).Select(t =>
        {
            bool isAnomaly = model.Step(ref state, samples.AsSpan(t * TModel.InputSize, TModel.InputSize), out float score);
            return (BitConverter.SingleToUInt32Bits(score), isAnomaly);
        })];
    }

    private static float[] Samples() => [.. Enumerable.Range(0, Steps * 4).Select(k => GoldenRun.Uniform((ulong)k))];
}
