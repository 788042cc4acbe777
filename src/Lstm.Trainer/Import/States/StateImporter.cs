using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Import.States;

/// <summary>Makes a network of tensors that come without one: by a spec, by a list of layers, or by what their names and shapes leave open.</summary>
internal static class StateImporter
{
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
}
