using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Import.States;

/// <summary>Makes a network of tensors that come without one: by a spec, by a list of layers, or by what their names and shapes leave open.</summary>
internal static class StateImporter
{
    private const float NormEpsilon = 1e-5f; // the default of torch.nn.BatchNorm1d, which the file does not hold

    public static ImportedModel Read(StateDict state, ImportOptions options)
    {
        if (state.Tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw state.Source.Fault($"tensor {ModelSource.Quote(twice.Key)}", "there are two of this name", "each once");
        }
        state = state.Without(options.Ignored);
        if (options.Spec is { } spec)
        {
            return SpecFit.Read(state, spec);
        }
        var parts = new PartFinder(state).Find();
        return options.Layers is { } layers ? Listed(state, parts, LayerWord.Parse(state.Source, layers)) : Found(state, parts);
    }

    private static ImportedModel Found(StateDict state, IReadOnlyList<StatePart> parts)
    {
        var order = new PartOrder(state, parts);
        var chain = order.Find();
        if (chain.OfType<ConvPart>().FirstOrDefault() is { } conv)
        {
            throw state.Source.Fault(conv.ToString(), "a state_dict does not say its stride, dilation and padding", "--layers with conv1d:ACTIVATION for a causal one of stride 1, or --spec FILE");
        }
        if (chain.FirstOrDefault(part => part is RecurrentPart { Type: "rnn" }) is { } rnn)
        {
            throw state.Source.Fault(rnn.ToString(), "a state_dict does not say whether it is tanh or relu", "--layers with rnn:tanh or rnn:relu");
        }
        LinearPart[] dense = [.. chain.OfType<LinearPart>()];
        if (dense.Length > 1)
        {
            throw state.Source.Fault(null, $"there are {dense.Length} dense layers, {string.Join(", ", dense.Select(part => ModelSource.Quote(part.Prefix.TrimEnd('.'))))}, and a state_dict does not say what activation is between them", "--layers, e.g. --layers \"lstm,dense:relu,dense\"");
        }
        var layers = new StateLayers(state, chain);
        foreach (string note in state.Notes.Concat(order.Notes))
        {
            layers.Builder.Note(note);
        }
        foreach (var part in chain)
        {
            layers.Add(part, null);
            if (part is LinearPart)
            {
                layers.Builder.Note($"{part} is taken to have no activation: a state_dict holds none. --layers says otherwise.");
            }
        }
        return layers.Builder.Build();
    }

    private static ImportedModel Listed(StateDict state, IReadOnlyList<StatePart> parts, IReadOnlyList<LayerWord> words)
    {
        var free = parts.ToList();
        var chosen = words.Select(word => (Word: word, Part: Take(word))).ToList();
        if (free.Count > 0)
        {
            throw state.Source.Fault("--layers", $"it leaves out {string.Join(", ", free)}", "all modules, or --ignore for their tensors");
        }
        var layers = new StateLayers(state, [.. chosen.Where(pair => pair.Part is not null).Select(pair => pair.Part!)]);
        foreach (string note in state.Notes)
        {
            layers.Builder.Note(note);
        }
        foreach (var (word, part) in chosen)
        {
            if (part is null)
            {
                layers.Add(word);
            }
            else
            {
                layers.Add(part, word.Activation(state.Source));
            }
        }
        return layers.Builder.Build();

        StatePart? Take(LayerWord word)
        {
            if (word.Type is "activation" or "residual" or "pool")
            {
                return null;
            }
            var fitting = free.Where(part => (part.Type == word.Type || (word.Type == "embedding" && part is LinearPart)) && (word.Module is null || part.Prefix.TrimEnd('.') == word.Module)).ToList();
            var part = fitting.FirstOrDefault() ?? throw state.Source.Fault("--layers", $"no {word.Type}{(word.Module is null ? "" : " " + ModelSource.Quote(word.Module))} is left among {(free.Count == 0 ? "none" : string.Join(", ", free))}", "as many as the file has");
            if (fitting.Count > 1 && !state.IsInOrder && word.Module is null)
            {
                throw state.Source.Fault("--layers", $"{word.Type} may be {string.Join(" or ", fitting)}, and the file has them in no order", $"{word.Type}=NAME");
            }
            free.Remove(part);
            return word.Type == "embedding" && part is LinearPart linear ? PartOrder.AsEmbedding(linear) : part;
        }
    }

    /// <summary>Adds modules to a network.</summary>
    private sealed class StateLayers
    {
        private readonly StateDict state;

        public StateLayers(StateDict state, IReadOnlyList<StatePart> chain)
        {
            this.state = state;
            int? size = chain.FirstOrDefault(part => part.Inputs is not null)?.Inputs;
            Builder = new ModelBuilder(state.Source, size ?? throw state.Source.Fault(null, "nothing says how many values a time step has", "a layer with weights"));
        }

        public ModelBuilder Builder { get; }

        public void Add(StatePart part, ActivationSpec? activation)
        {
            string place = part.ToString();
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
                    Builder.Note($"{place} is taken to be causal, of stride and dilation 1: a state_dict does not say.");
                    Builder.Add(place, new ConvLayerSpec(part.Prefix, conv.Outputs!.Value, conv.Kernel, 1, 1, HasBias(part), activation ?? ActivationKind.Identity), Values(part));
                    break;
                case NormPart norm:
                    AddNorm(norm);
                    break;
                default:
                    Builder.Add(place, new ScaleLayerSpec(part.Prefix), Values(part));
                    break;
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
                var layer = part.Layers[index].Spec(part.Prefix, index, activation);
                Builder.Add($"{part}, layer {index}", layer, [.. TensorNames.Of(layer).Select(name => new NamedTensor(name, Tensor(part, isCell ? name[..^"_l0".Length] : name)))]);
            }
            if (isCell)
            {
                Builder.Note($"{part} is a cell; its tensors are those of layer 0.");
            }
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

        private float[] Tensor(StatePart part, string name)
        {
            var tensor = part.Tensors.First(tensor => tensor.Name == name);
            if (tensor.IsRounded)
            {
                Builder.Note("Weights in double precision are rounded to single.");
            }
            return tensor.Values();
        }
    }
}
