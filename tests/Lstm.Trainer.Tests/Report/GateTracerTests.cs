using System;
using System.Linq;
using Lstm.Trainer.Tests.Training;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Report;
using Lstm.Training.Report.Gates;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>What the tracer keeps is what happened.</summary>
public class GateTracerTests
{
    [Fact]
    public void The_memory_cell_of_the_lectures_opens_and_shuts_as_its_inputs_say()
    {
        var trace = MemoryCell.Trace();
        var layer = Assert.Single(trace.Layers);
        Assert.Equal("lstm0, LSTM of 1 unit", layer.Name);
        double[] Column(double[,] values) => [.. Enumerable.Range(0, values.GetLength(0)).Select(t => Math.Round(values[t, 0], 9))];

        Assert.Equal(MemoryCell.X2.Select(x => x == -1 ? 0.0 : 1.0), Column(layer.ForgetGate));
        Assert.Equal(MemoryCell.X2.Select(x => x == 1 ? 1.0 : 0.0), Column(layer.InputGate));
        Assert.Equal(MemoryCell.X3.Select(x => (double)x), Column(layer.OutputGate));
        Assert.Equal(MemoryCell.X1.Select(x => (double)x), Column(layer.Candidate));
        Assert.Equal([0, 3, 3, 7, 7, 7, 0, 6, 6], Column(layer.Cell));
        Assert.Equal([0, 0, 0, 0, 0, 7, 0, 0, 6], Column(layer.Hidden));
        Assert.Equal(Column(layer.Hidden), trace.Outputs[0].Values.Select(y => Math.Round(y, 9)));
        Assert.Equal(["x1", "x2", "x3"], trace.Inputs.Select(input => input.Name));
        Assert.Equal(MemoryCell.X2.Select(x => (double)x), trace.Inputs[1].Values);
        Assert.Equal([0, 0, 0, 0, 0, 7, 0, 0, 6], trace.Targets[0].Values);
    }

    [Fact]
    public void Gates_by_hand_with_peepholes_in_the_second_layer()
    {
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "scale", "tensor": "s" }, { "type": "lstm", "hidden": 1, "bias": false, "tensors": "a." }, { "type": "lstm", "hidden": 1, "bias": false, "peephole": true, "tensors": "b." } ] }""");
        float[] Tensor(string name) => name switch
        {
            "s" => [2f],
            "a.weight_ih_l0" => [0.1f, 0.2f, 0.3f, 0.4f],
            "b.weight_ih_l0" => [1f, 2f, 3f, 4f],
            "b.peephole_l0" => [0.5f, 0.25f, 0.75f],
            _ => [0f, 0f, 0f, 0f],
        };
        var trace = GateTracer.Trace(spec, Tensor, Sequence.OfNumbers("s", 2, [1f, -1f], []));
        var (first, second) = (trace.Layers[0], trace.Layers[1]);
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

        Assert.Equal(Sigmoid(0.4), first.ForgetGate[0, 0], 7);
        Assert.Equal(Math.Tanh(-0.6), first.Candidate[1, 0], 7);
        double c1 = Sigmoid(first.Hidden[0, 0]) * Math.Tanh(3 * first.Hidden[0, 0]);
        Assert.Equal(c1, second.Cell[0, 0], 12);
        Assert.Equal(Sigmoid((4 * first.Hidden[0, 0]) + (0.75 * c1)), second.OutputGate[0, 0], 12);
        Assert.Equal(Sigmoid((2 * first.Hidden[1, 0]) + (0.25 * c1)), second.ForgetGate[1, 0], 12);
        Assert.Equal(Sigmoid(first.Hidden[1, 0] + (0.5 * c1)), second.InputGate[1, 0], 12);
        Assert.Equal(["input 1"], trace.Inputs.Select(input => input.Name));
        Assert.Empty(trace.Targets);
    }

    [Fact]
    public void Tokens_go_in_one_hot_and_classes_are_the_targets()
    {
        var spec = Problems.Spec("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 1, "bias": false }, { "type": "dense", "size": 3, "activation": "softmax", "bias": false, "tensors": "head." } ] }""");
        float[] Tensor(string name) => name switch
        {
            "weight_ih_l0" => [0f, 0f, 0f, 0f, 0f, 0f, 1f, 2f, 3f, 0f, 0f, 0f],
            "head.weight" => [0f, 1f, 0f],
            _ => [0f, 0f, 0f, 0f],
        };
        var sequence = new Sequence("text", 3, [], [], [1, -1, 2], [2, 0, 1]);
        var trace = GateTracer.Trace(spec, Tensor, sequence, new TraceNames { Tokens = ["a", "b", "c"], Outputs = ["a", "b", "c"] });
        Assert.Equal([Math.Tanh(3), Math.Tanh(1), Math.Tanh(2)], Enumerable.Range(0, 3).Select(t => trace.Layers[0].Candidate[t, 0]));
        Assert.Equal(["c", "a", "b"], trace.StepLabels);
        Assert.Equal("token", trace.Inputs.Single().Name);
        Assert.Equal([2.0, 0, 1], trace.Inputs[0].Values);
        Assert.Equal(GateTracer.ClassTarget, trace.Targets.Single().Name);
        Assert.Equal([1.0, double.NaN, 2], trace.Targets[0].Values);
        Assert.Equal(1, trace.Outputs.Sum(output => output.Values[0]), 12);
    }

    [Fact]
    public void A_target_at_the_end_stands_at_the_last_step()
    {
        var trace = GateTracer.Trace(MemoryCell.Spec, MemoryCell.Tensor, Sequence.OfNumbers("s", 2, [1, 0, 0, 2, 0, 0], [5]));
        Assert.Equal([double.NaN, 5.0], trace.Targets.Single().Values);
    }

    [Fact]
    public void A_sequence_that_does_not_fit_is_refused()
    {
        var narrow = Assert.Throws<ArgumentException>(() => GateTracer.Trace(MemoryCell.Spec, MemoryCell.Tensor, Sequence.OfNumbers("run 7", 2, [1, 2], [])));
        Assert.Contains("run 7 has 2 input values", narrow.Message, StringComparison.Ordinal);
        var tokens = Assert.Throws<ArgumentException>(() => GateTracer.Trace(MemoryCell.Spec, MemoryCell.Tensor, new Sequence("run 8", 1, [], [], [], [3])));
        Assert.Contains("from 0 to 2", tokens.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_of_no_steps_leaves_an_empty_trace()
    {
        var trace = GateTracer.Trace(MemoryCell.Spec, MemoryCell.Tensor, Sequence.OfNumbers("none", 0, [], []));
        Assert.Equal(0, trace.Layers[0].Cell.GetLength(0));
        Assert.Contains("nothing to show", TracePage.Html("m", trace), StringComparison.Ordinal);
    }
}
