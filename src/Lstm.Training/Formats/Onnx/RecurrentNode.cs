using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The operators LSTM, GRU and RNN.</summary>
internal sealed class RecurrentNode
{
    private const int OwnInputs = 8;

    private readonly GraphWalk walk;
    private readonly OnnxNode node;
    private readonly NodeAttributes attributes;
    private readonly Value?[] inputs;
    private readonly string type;
    private readonly string blocks;
    private int hidden;
    private int directions;
    private long steps;

    private RecurrentNode(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        bool isQuantized = node.Operator == QuantizedNode.Lstm;
        (this.walk, this.node, this.attributes) = (walk, node, attributes);
        this.inputs = isQuantized ? QuantizedNode.AsLstm(walk, node, inputs) : inputs;
        type = isQuantized ? "LSTM" : node.Operator;
        blocks = LayerTypes.Cells.First(cell => cell.Onnx?.Name == type).Onnx!.Blocks;
    }

    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => new RecurrentNode(walk, node, attributes, inputs).Apply();

    private Value[] Apply()
    {
        bool batchFirst = attributes.Flag("layout");
        var signal = walk.Take(node, inputs.FirstOrDefault());
        RequireLayout(signal, batchFirst);
        steps = signal.Axes[batchFirst ? 1 : 0].Size;
        RequireLengths();
        if (signal.Late > 0)
        {
            throw walk.Fault(node, $"its input is a convolution without padding: the layer begins with time step {signal.Late + 1} of the graph, and in a stream with the first", "causal padding (padding=\"causal\" in Keras, a pad on the left in PyTorch), or such convolutions behind the recurrent layers");
        }
        var layer = Layer((int)signal.Axes[2].Size);
        int index = walk.Builder.Add(node.Place, layer, [.. Tensors(layer, batchFirst)]);
        var (time, batch) = batchFirst ? (signal.Axes[1], signal.Axes[0]) : (signal.Axes[0], signal.Axes[1]);
        Axis direction = new(AxisRole.Direction, directions), feature = new(AxisRole.Feature, layer.StateSize);
        var all = new Signal(index, batchFirst ? [batch, time, direction, feature] : [time, direction, batch, feature]);
        var final = new Signal(index, batchFirst ? [batch, direction, feature] : [direction, batch, feature]) { Pooling = time.Role == AxisRole.Time ? PoolKind.Final : null };
        return [all, final, final with { IsCell = true }];
    }

    private void RequireLayout(Signal signal, bool batchFirst)
    {
        int time = batchFirst ? 1 : 0;
        bool fits = signal.Axes.Length == 3 && signal.Axes[2].Role == AxisRole.Feature
            && (signal.Axes[time].Role == AxisRole.Time || (signal.Axes[time].Size == 1 && signal.AxisOf(AxisRole.Time) < 0))
            && (signal.Axes[1 - time].Role == AxisRole.Batch || signal.Axes[1 - time].Size == 1);
        if (!fits)
        {
            throw walk.LayoutFault(node, $"its input lies as {signal}", batchFirst ? "[batch, time, feature], as its layout is 1" : "[time, batch, feature]");
        }
    }

    // Behind the operator's own inputs: how many steps were written out, or how often a loop goes round.
    private void RequireLengths()
    {
        double least = inputs.Skip(OwnInputs).Select(value => value is Constant { Values: [var number] } ? number : throw walk.Fault(node, $"how often its loop goes round is {GraphWalk.Describe(value)}", "the number of time steps")).DefaultIfEmpty(steps).Min();
        if (least != steps)
        {
            throw walk.LayoutFault(node, FormattableString.Invariant($"{least} of its time steps are written out, and its input has {(steps == SampleLayout.OpenTime ? "any number of them" : FormattableString.Invariant($"{steps}"))}"), "all of them");
        }
    }

    private RecurrentLayerSpec Layer(int inputSize)
    {
        var direction = attributes.Text("direction", "forward") switch
        {
            "forward" => Direction.Forward,
            "reverse" => Direction.Reverse,
            "bidirectional" => Direction.Bidirectional,
            var other => throw attributes.Fault("direction", $"it is {ModelSource.Quote(other)}", "forward, reverse or bidirectional"),
        };
        directions = direction == Direction.Bidirectional ? 2 : 1;
        var recurrent = Weight(2, "R");
        long units = attributes.Integer("hidden_size", recurrent.Dims.Length == 3 ? recurrent.Dims[2] : 0);
        if (units is < 1 or > SpecLimits.MaxLayerSize)
        {
            throw attributes.Fault("hidden_size", $"it is {units}", $"1 to {SpecLimits.MaxLayerSize}");
        }
        hidden = (int)units;
        RequireShape(1, "W", directions, blocks.Length * hidden, inputSize);
        RequireShape(2, "R", directions, blocks.Length * hidden, hidden);
        RequireShape(3, "B", directions, 2 * blocks.Length * hidden);
        if (Input(4) is { } lengths)
        {
            if (lengths is not Constant { Values: var all } || all.Any(length => length != steps))
            {
                throw walk.Fault(node, "it is given the lengths of sequences (sequence_lens)", "none, or that of the whole sequence: a sequence ends where its samples end");
            }
            walk.Builder.Note($"{node.Place}: sequence_lens, which is the whole length, is left out.");
        }
        bool bias = Input(3) is not null;
        int number = walk.Builder.NextIndex("");
        var activations = RecurrentActivations.Read(attributes, node, type, directions, walk.Builder.Note);
        RecurrentLayerSpec layer = type switch
        {
            "LSTM" => new LstmLayerSpec("", number, hidden, Input(7) is not null, bias, new(activations[0], activations[0], activations[1], activations[0], activations[2])) { Coupled = attributes.Flag("input_forget"), CellClip = node.CellClip },
            "GRU" => new GruLayerSpec("", number, hidden, bias, new(activations[0], activations[0], activations[1])) { ResetBefore = !attributes.Flag("linear_before_reset") },
            "RNN" => new RnnLayerSpec("", number, hidden, bias, activations[0]),
            _ => throw Unhandled.Kind(type),
        };
        if (attributes.Float("clip") is { } clip && (clip <= 0 || !float.IsFinite(clip)))
        {
            throw attributes.Fault("clip", $"it is {clip}", "a number above 0");
        }
        if (layer is LstmLayerSpec && attributes.Float("clip") is { } limit)
        {
            walk.Builder.Note(FormattableString.Invariant($"{node.Place}: clip {limit} limits the sums of the gates and of the candidate, as in ONNX Runtime; the operator's text limits the cell state that the output's activation takes as well, which is not done."));
        }
        return layer with { Direction = direction, Clip = attributes.Float("clip"), InitialState = HasState(5) || (layer.HasCell && HasState(6)) };
    }

    private List<NamedTensor> Tensors(RecurrentLayerSpec layer, bool batchFirst)
    {
        var tensors = new List<NamedTensor>();
        var suffixes = TensorNames.Suffixes(layer);
        for (int d = 0; d < directions; d++)
        {
            void Add(string kind, float[] values) => tensors.Add(new NamedTensor(kind + suffixes[d], values));
            Add("weight_ih", Blocks.Reorder(Half(1, d), blocks, layer.Blocks));
            Add("weight_hh", Blocks.Reorder(Half(2, d), blocks, layer.Blocks));
            if (layer.Bias)
            {
                float[] both = Half(3, d);
                Add("bias_ih", Blocks.Reorder(both[..(both.Length / 2)], blocks, layer.Blocks));
                Add("bias_hh", Blocks.Reorder(both[(both.Length / 2)..], blocks, layer.Blocks));
            }
            if (layer is LstmLayerSpec { Peephole: true } lstm)
            {
                RequireShape(7, "P", directions, 3 * hidden);
                Add("peephole", Blocks.Reorder(Half(7, d), "iof", lstm.Coupled ? "io" : "ifo"));
            }
            if (layer.InitialState)
            {
                Add("h0", State(5, "initial_h", d, batchFirst));
                if (layer.HasCell)
                {
                    Add("c0", State(6, "initial_c", d, batchFirst));
                }
            }
        }
        if (layer is LstmLayerSpec { Coupled: true } && Enumerable.Range(0, directions).Any(d => Blocks.Reorder(Half(1, d), blocks, "f").Any(weight => weight != 0)))
        {
            walk.Builder.Note($"{node.Place}: the forget gate's weights are left out, as input_forget does not use them.");
        }
        return tensors;
    }

    private float[] Half(int input, int direction) => Blocks.Reorder(((Constant)Input(input)!).Floats, directions, [direction]);

    private Value? Input(int index) => index < inputs.Length ? inputs[index] : null;

    private Constant Weight(int index, string name) => Input(index) as Constant ?? throw walk.Fault(node, $"its input {name} is {GraphWalk.Describe(Input(index))}", "a constant");

    private void RequireShape(int index, string name, params int[] shape)
    {
        if (Input(index) is null && index >= 3)
        {
            return;
        }
        var dims = Weight(index, name).Dims;
        if (!dims.SequenceEqual(shape.Select(dim => (long)dim)))
        {
            throw walk.Fault(node, $"its input {name} has the shape [{string.Join(", ", dims)}]", $"[{string.Join(", ", shape)}]");
        }
    }

    private bool HasState(int index) => Input(index) switch
    {
        null or CarriedState => false,
        Constant constant => constant.Values.Any(value => value != 0),
        var other => throw walk.Fault(node, $"its initial state is {GraphWalk.Describe(other)}", "constants, or an input of the graph"),
    };

    // [directions, batch, H], or batch first; the same for every sequence of a batch.
    private float[] State(int index, string name, int direction, bool batchFirst)
    {
        if (Input(index) is not Constant constant)
        {
            return new float[hidden];
        }
        float[] values = constant.Floats;
        int batch = values.Length / (directions * hidden);
        float[][] rows = [.. Enumerable.Range(0, batch).Select(b => batchFirst ? (b * directions) + direction : (direction * batch) + b).Select(row => values[(row * hidden)..((row + 1) * hidden)])];
        return batch > 0 && values.Length == batch * directions * hidden && rows.All(row => row.AsSpan().SequenceEqual(rows[0]))
            ? rows[0]
            : throw walk.Fault(node, $"its {name} of shape [{string.Join(", ", constant.Dims)}] differs within the batch or does not fit", $"one state of {hidden} for each direction");
    }
}
