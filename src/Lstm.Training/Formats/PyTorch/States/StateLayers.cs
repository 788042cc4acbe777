using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Adds modules to a network.</summary>
internal sealed class StateLayers
{
    private const float NormEpsilon = 1e-5f; // the default of torch.nn.BatchNorm1d, which the file does not hold

    private readonly StateDict state;

    public StateLayers(StateDict state, IReadOnlyList<StatePart> chain)
    {
        this.state = state;
        int? size = chain.FirstOrDefault(part => part.Inputs is not null)?.Inputs;
        Builder = new ModelBuilder(state.Source, size ?? throw state.Source.Fault(null, "nothing says how many values a time step has", "a layer with weights"));
    }

    public ModelBuilder Builder { get; }

    /// <param name="part">The module.</param>
    /// <param name="word">What --layers says of it; null without.</param>
    public void Add(StatePart part, LayerWord? word)
    {
        string place = part.ToString();
        var activation = part is LayerNormPart ? null : word?.Activation(state.Source);
        if (part.Inputs is { } inputs && inputs != Builder.Size)
        {
            throw state.Source.Fault(place, $"it takes {inputs} values", $"the {Builder.Size} that come in there");
        }
        if (activation is not null && part is not (LinearPart or ConvPart or RecurrentPart { Type: "rnn" }))
        {
            throw state.Source.Fault("--layers", $"{place} takes no activation", "one behind dense, conv1d and rnn only, or a layer activation:NAME");
        }
        switch (part)
        {
            case RecurrentPart recurrent:
                AddRecurrent(recurrent, activation ?? ActivationKind.Tanh);
                break;
            case LinearPart linear:
                Builder.Add(place, new DenseLayerSpec(part.Prefix, linear.Outputs!.Value, HasBias(part), activation ?? ActivationKind.Identity), Values(part));
                break;
            case EmbeddingPart table:
                Builder.Add(place, new EmbeddingLayerSpec(part.Prefix, table.Rows, table.Size), Values(part));
                break;
            case ConvPart conv:
                if (word?.Dilation is null)
                {
                    Builder.Note($"{place} is taken to be causal, of stride and dilation 1: a state_dict does not say; --layers conv1d/2 says that its dilation is 2.");
                }
                Builder.Add(place, new ConvLayerSpec(part.Prefix, conv.Outputs!.Value, conv.Kernel, 1, word?.Dilation ?? 1, HasBias(part), activation ?? ActivationKind.Identity), Values(part));
                break;
            case NormPart norm:
                AddNorm(norm);
                break;
            case LayerNormPart:
                if (word?.Word is null)
                {
                    Builder.Note($"{place} is taken to have PyTorch's default eps of 1e-5, which a state_dict does not hold; --layers layer-norm:EPS says otherwise.");
                }
                Builder.Add(place, new LayerNormLayerSpec(part.Prefix, word?.Epsilon(state.Source) ?? LayerNormLayerSpec.UsualEpsilon, HasBias(part)), Values(part));
                break;
            case ScalePart:
                Builder.Add(place, new ScaleLayerSpec(part.Prefix), Values(part));
                break;
            default:
                throw Unhandled.Kind(part);
        }
    }

    public void Add(LayerWord word)
    {
        string place = $"--layers, {word.Type}";
        LayerSpec? layer = word.Type switch
        {
            "activation" when word.Activation(state.Source) is { } activation => new ActivationLayerSpec(activation),
            "residual" when word.Word is null or "input" => new ResidualLayerSpec(ResidualLayerSpec.Input),
            "residual" when int.TryParse(word.Word, out int from) => new ResidualLayerSpec(from),
            "pool" when SpecVocabulary.PoolKinds.ToList().IndexOf(word.Word ?? "") is >= 0 and var kind => new PoolLayerSpec((PoolKind)kind),
            _ => null,
        };
        Builder.Add(place, layer ?? throw state.Source.Fault(place, $"{ModelSource.Quote(word.Word ?? "")} behind it", "activation:NAME, residual:input, residual:LAYER, or pool:last, pool:mean, pool:final"));
    }

    private void AddRecurrent(RecurrentPart part, ActivationSpec activation)
    {
        bool isCell = part.Tensors.Any(tensor => tensor.Kind == "weight_ih");
        for (int index = 0; index < part.Layers.Count; index++)
        {
            var layer = part.Layers[index].Spec(part.Prefix, index, activation) with { InitialState = part.Hidden is not null || part.Layers[index].IsBegun };
            var begin = Begin(part, layer, index);
            Builder.Add($"{part}, layer {index}", layer, [.. begin, .. TensorNames.Of(layer).Except(begin.Select(state => state.Name)).Select(name => new NamedTensor(name, Tensor(part, isCell ? name[..^"_l0".Length] : name)))]);
        }
        if (part.Hidden is { } hidden)
        {
            Builder.Note($"{ModelSource.Quote(hidden.Name)}{(part.Cell is { } cell ? $" and {ModelSource.Quote(cell.Name)} are the states" : " is the state")} that {part} begins with, by name and shape; --ignore leaves a tensor out.");
        }
        if (isCell)
        {
            Builder.Note($"{part} is a cell; its tensors are those of layer 0.");
        }
    }

    /// <summary>The layer's part of the states that the network keeps elsewhere.</summary>
    private NamedTensor[] Begin(RecurrentPart part, RecurrentLayerSpec layer, int index)
    {
        if (part.Hidden is null)
        {
            return [];
        }
        var suffixes = TensorNames.Suffixes(layer);
        NamedTensor[] Parts(StateTensor? states, string kind, int size) => states is null ? [] : [.. suffixes.Select((suffix, direction) => new NamedTensor(layer.Tensors + kind + suffix, Values(states).AsSpan(((index * suffixes.Count) + direction) * size, size).ToArray()))];
        return [.. Parts(part.Hidden, "h0", layer.StateSize), .. Parts(part.Cell, "c0", layer.HiddenSize)];
    }

    private void AddNorm(NormPart part)
    {
        int count = part.Inputs!.Value;
        double[] Of(string kind, double otherwise) => part.Tensors.Any(tensor => tensor.Kind == kind) ? Array.ConvertAll(Tensor(part, part.Prefix + kind), value => (double)value) : [.. Enumerable.Repeat(otherwise, count)];
        double[][] all = [Of("weight", 1), Of("bias", 0), Of("running_mean", 0), Of("running_var", 1)];
        if (all.Any(values => values.Length != count) || Normalisation.Fold(all[0], all[1], all[2], all[3], NormEpsilon) is not { } folded)
        {
            throw state.Source.Fault(part.ToString(), "its tensors have different lengths, or a weight is 0", $"{count} numbers each that do not erase their feature");
        }
        Builder.Note($"{part} is folded into a factor and an offset for each feature, rounded once, with PyTorch's default eps of 1e-5.");
        NamedTensor factor = new(part.Prefix + "factor", Array.ConvertAll(folded.Factors, value => (float)value)), offset = new(part.Prefix + "offset", Array.ConvertAll(folded.Offsets, value => (float)value));
        Builder.Add(part.ToString(), new ScaleLayerSpec(factor.Name, offset.Name), factor, offset);
    }

    private static bool HasBias(StatePart part) => part.Tensors.Any(tensor => tensor.Kind == "bias");

    private NamedTensor[] Values(StatePart part) => [.. part.Tensors.Select(tensor => new NamedTensor(tensor.Name, Tensor(part, tensor.Name)))];

    private float[] Tensor(StatePart part, string name) => Values(part.Tensors.First(tensor => tensor.Name == name));

    private float[] Values(StateTensor tensor)
    {
        if (tensor.IsRounded)
        {
            Builder.Note("Weights in double precision are rounded to single.");
        }
        return tensor.Values();
    }
}
