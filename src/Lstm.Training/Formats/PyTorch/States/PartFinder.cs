using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Finds the modules whose tensors a file holds, by the names and shapes that PyTorch gives them.</summary>
internal sealed partial class PartFinder(StateDict state)
{
    /// <summary>The modules in the order in which their first tensors stand in the file.</summary>
    public IReadOnlyList<StatePart> Find()
    {
        var parts = new List<StatePart>();
        var states = new List<StateTensor>();
        foreach (var group in state.Tensors.GroupBy(tensor => tensor.Prefix))
        {
            StateTensor[] recurrent = [.. group.Where(tensor => RecurrentName().IsMatch(tensor.Kind))];
            if (recurrent.Length > 0)
            {
                parts.Add(Recurrent(group.Key, recurrent));
            }
            states.AddRange(group.Where(InitialStates.IsNamed));
            StateTensor[] rest = [.. group.Except(recurrent).Where(tensor => !InitialStates.IsNamed(tensor))];
            if (rest.Any(tensor => tensor.Kind is "weight" or "running_mean") && group.Key.Length + recurrent.Length > 0)
            {
                StateTensor[] module = [.. rest.Where(tensor => tensor.Kind is "weight" or "bias" or "running_mean" or "running_var" or "num_batches_tracked")];
                parts.Add(Module(group.Key, module));
                rest = [.. rest.Except(module)];
            }
            parts.AddRange(rest.Select(Single));
        }
        var (begun, left) = InitialStates.Attach(state.Source, parts, states);
        return [.. begun, .. left.Select(Single)];
    }

    private RecurrentPart Recurrent(string prefix, StateTensor[] tensors)
    {
        var layers = new List<RecurrentShape>();
        int used = 0;
        int? inputs = null, size = null;
        for (int layer = 0; used < tensors.Length; layer++)
        {
            state.Source.Budget.CheckTime(state.Source, prefix);
            string suffix = tensors.Any(tensor => tensor.Kind is "weight_ih") ? "" : "_l" + layer.ToString(CultureInfo.InvariantCulture);
            var forward = Direction(suffix);
            bool both = suffix.Length > 0 && tensors.Any(tensor => tensor.Kind.EndsWith(suffix + "_reverse", StringComparison.Ordinal));
            if (both && Direction(suffix + "_reverse") != forward)
            {
                throw Fault(Find("weight_ih" + suffix + "_reverse"), "it and its companions do not have the shapes of the forward ones", "the same for both directions");
            }
            var shape = new RecurrentShape(forward.Blocks, forward.Hidden, forward.Projection, forward.Bias, both, forward.IsBegun);
            if (size is { } before && before != forward.Inputs)
            {
                throw Fault(Find("weight_ih" + suffix), $"it takes {forward.Inputs} values", $"the {before} that the layer before outputs");
            }
            inputs ??= forward.Inputs;
            size = (forward.Projection ?? forward.Hidden) * (both ? 2 : 1);
            layers.Add(shape);
        }
        return new RecurrentPart(prefix, inputs, size, tensors, layers);

        StateTensor Find(string kind) => tensors.FirstOrDefault(tensor => tensor.Kind == kind) ?? throw state.Source.Fault($"module {ModelSource.Quote(prefix.TrimEnd('.'))}", $"there is no {kind}", "one for each layer, numbered from 0");

        (int Blocks, int Hidden, int? Projection, bool Bias, int Inputs, bool IsBegun) Direction(string suffix)
        {
            StateTensor input = Find("weight_ih" + suffix), own = Find("weight_hh" + suffix);
            var projection = tensors.FirstOrDefault(tensor => tensor.Kind == "weight_hr" + suffix);
            RequireRank(input, 2);
            RequireRank(own, 2);
            int rows = (int)input.Shape[0], fed = (int)own.Shape[1];
            int hidden = projection is null ? fed : RequireRank(projection, 2) is var shape && shape[0] == fed ? (int)shape[1] : throw Fault(projection, "its rows do not fit weight_hh", $"{fed} of them");
            int blocks = rows % hidden == 0 ? rows / hidden : 0;
            if (blocks is not (4 or 3 or 1) || own.Shape[0] != rows || (projection is not null && blocks != 4))
            {
                throw Fault(own, $"{rows} and {own.Shape[0]} rows for {hidden} units", "4 rows a unit of an LSTM, 3 of a GRU, 1 of an RNN");
            }
            StateTensor[] biases = [.. tensors.Where(tensor => tensor.Kind == "bias_ih" + suffix || tensor.Kind == "bias_hh" + suffix)];
            if (biases.Length == 1 || biases.Any(bias => bias.Shape is not [var count] || count != rows))
            {
                throw Fault(biases[0], "it stands alone or has another number of values", $"bias_ih and bias_hh of {rows} values, or neither");
            }
            StateTensor[] begin = [.. tensors.Where(tensor => tensor.Kind == "h0" + suffix || tensor.Kind == "c0" + suffix)];
            if (begin.Length > 0 && (begin.Length != (blocks == 4 ? 2 : 1) || begin.Any(one => one.Shape is not [var count] || count != (one.Kind[0] == 'h' ? fed : hidden))))
            {
                throw Fault(begin[0], "it stands alone or has another number of values", blocks == 4 ? $"h0 of {fed} values and c0 of {hidden}" : $"h0 of {fed} values alone");
            }
            used += 2 + biases.Length + (projection is null ? 0 : 1) + begin.Length;
            return (blocks, hidden, projection is null ? null : fed, biases.Length > 0, (int)input.Shape[1], begin.Length > 0);
        }
    }

    private StatePart Module(string prefix, StateTensor[] tensors)
    {
        if (tensors.FirstOrDefault(tensor => tensor.Kind == "running_mean") is { } mean)
        {
            RequireRank(mean, 1);
            return tensors.Any(tensor => tensor.Kind == "running_var") ? new NormPart(prefix, (int)mean.Shape[0], tensors) : throw Fault(mean, "there is no running_var beside it", "both");
        }
        var weight = tensors.First(tensor => tensor.Kind == "weight");
        var bias = tensors.FirstOrDefault(tensor => tensor.Kind == "bias");
        if (bias is not null && (bias.Shape is not [var count] || count != weight.Shape.FirstOrDefault()))
        {
            throw Fault(bias, "it does not fit the weight beside it", $"{weight.Shape.FirstOrDefault()} values");
        }
        return weight.Shape switch
        {
            [var rows, var columns] => new LinearPart(prefix, Size(weight, columns), Size(weight, rows), tensors),
            [var filters, var channels, var kernel] => new ConvPart(prefix, Size(weight, channels), Size(weight, filters), Size(weight, kernel), tensors),
            [1] => throw Fault(weight, "a weight of one value, as a PReLU has", "the model as .onnx, which says what it computes, or --spec FILE with a leakyRelu of that slope and --ignore for the tensor"),
            [var size] => new LayerNormPart(prefix, Size(weight, size), tensors),
            _ => throw Fault(weight, $"a weight of {weight.Shape.Length} dimensions", "1, of a LayerNorm, 2, of a Linear or Embedding, or 3, of a Conv1d"),
        };
    }

    private StatePart Single(StateTensor tensor)
    {
        int significant = tensor.Shape.Count(size => size != 1);
        if (significant > 1)
        {
            throw Fault(tensor, $"it belongs to no module of PyTorch that is known here, and has the shape [{string.Join(", ", tensor.Shape)}]", $"an LSTM's, GRU's, RNN's, Linear's, Embedding's, Conv1d's, BatchNorm1d's, LayerNorm's, or a vector that scales; --ignore {tensor.Name} leaves it out, --spec FILE says what it is for");
        }
        long count = tensor.Shape.Aggregate(1L, (product, size) => product * size);
        return new ScalePart(tensor, count == 1 ? null : Size(tensor, count));
    }

    private int Size(StateTensor tensor, long size) => size is >= 1 and <= SpecLimits.MaxInputSize * 16L ? (int)size : throw Fault(tensor, $"a dimension of {size}", "a size that a layer can have");

    private long[] RequireRank(StateTensor tensor, int rank)
    {
        if (tensor.Shape.Length != rank || tensor.Shape.Any(size => size is < 1 or > int.MaxValue))
        {
            throw Fault(tensor, $"its shape is [{string.Join(", ", tensor.Shape)}]", $"{rank} dimensions of at least 1");
        }
        return tensor.Shape;
    }

    private ImportException Fault(StateTensor tensor, string problem, string expected) => state.Source.Fault($"tensor {ModelSource.Quote(tensor.Name)}", problem, expected);

    [GeneratedRegex("^((weight_(ih|hh|hr)|bias_(ih|hh))(_l[0-9]+(_reverse)?)?|[hc]0_l[0-9]+(_reverse)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex RecurrentName();
}
