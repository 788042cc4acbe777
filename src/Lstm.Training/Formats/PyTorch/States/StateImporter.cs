using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Makes a network of tensors that come without one: by a spec, by a list of layers, or by what their names and shapes leave open.</summary>
internal static class StateImporter
{
    public static ImportedModel Read(StateDict state, ImportOptions options)
    {
        var network = Network(state, options);
        if (state.File is not { } file)
        {
            return network;
        }
        try
        {
            return WithWhatItTells(network, file);
        }
        catch (LstmWeightException e)
        {
            throw SafetensorsState.Fault(state.Source, null, e);
        }
    }

    // A weight file of ours: the ranges and the window are those of its inputs, the card is that of the network it was trained for.
    private static ImportedModel WithWhatItTells(ImportedModel network, WeightFile file)
    {
        bool hasRanges = file.Metadata.ContainsKey(InputRanges.MetadataKey), isSame = file.Metadata.GetValueOrDefault(WeightFile.SpecHashKey) == SpecHash.Of(network.Spec);
        string? card = file.Metadata.GetValueOrDefault(ModelCard.Key);
        return network with
        {
            Window = TrainedModel.WindowOf(file),
            Ranges = hasRanges ? InputRanges.Of(file, network.Spec.InputSize) : null,
            Card = isSame ? card : null,
            Notes = card is null || isSame ? network.Notes : [.. network.Notes, "The file says how it was trained, but for another network: its card (task, names of columns and classes) is left out."],
        };
    }

    private static ImportedModel Network(StateDict state, ImportOptions options)
    {
        if (state.Tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw state.Source.Fault($"tensor {ModelSource.Quote(twice.Key)}", "there are two of this name", "each once");
        }
        state = state.Without(options.Ignored);
        if (state.Tensors.FirstOrDefault(tensor => tensor.Refusal is not null) is { } unusable)
        {
            throw state.Source.Fault($"tensor {ModelSource.Quote(unusable.Name)}", unusable.Refusal!, $"F32, F16 or BF16, e.g. by tensor.float() before saving; --ignore {unusable.Name} leaves it out");
        }
        state = WeightNorm.Fold(WrapperNames.Without(state, options.Spec));
        if (options.Spec is { } spec)
        {
            return SpecFit.Read(state, spec);
        }
        var parts = new PartFinder(state).Find();
        return options.Layers is { } layers ? Listed(state, parts, LayerWord.Parse(state.Source, layers), OpenQuestions.Remarks(state, isListed: true))
            : (state.Chain is { } chain ? Scripted(state, parts, chain) : null) ?? Found(state, parts, options.IsCompared);
    }

    // Where the tensors are not what the code makes of them, they are asked about as if there were none.
    private static ImportedModel? Scripted(StateDict state, IReadOnlyList<StatePart> parts, string chain)
    {
        try
        {
            return Listed(state, parts, LayerWord.Parse(state.Source, chain), [$"Its own code, which is read as text and not run, puts its modules together so: {chain}. Dropout is left out."]);
        }
        catch (ImportException) when (!state.Source.Budget.IsExceeded)
        {
            return null;
        }
    }

    private static ImportedModel Found(StateDict state, IReadOnlyList<StatePart> parts, bool isCompared)
    {
        if (parts.Count > 0 && !parts.Any(part => part is RecurrentPart or ConvPart))
        {
            throw state.Source.Fault(null, $"none of its modules, {string.Join(", ", parts.Take(8))}, remembers anything from time step to time step", "a network with an LSTM, GRU or RNN in it; one of dense layers alone is not what this tool makes code for");
        }
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
        var questions = OpenQuestions.Of(state, chain);
        string plain = OpenQuestions.Suggest(chain, open: false), example = OpenQuestions.Suggest(chain, open: true);
        string open = $"{(state.HasCode ? "what connects the modules is open" : "a state_dict holds modules, not what connects them")}: {string.Join("; ", questions)}";
        string pools = state.HasCode ? " (pool:last, pool:mean or pool:final for one answer to the whole sequence)" : "";
        if (questions.Count > 0 && !isCompared)
        {
            throw state.Source.Fault(null, open, $"--layers \"{plain}\" if nothing does, otherwise with what does{(example == plain ? "" : $", e.g. --layers \"{example}\"")}{pools}; --spec FILE, which says everything; --verify INPUTS --expect ANSWERS, which tries it with nothing between; or the model as .onnx, which holds what it computes");
        }
        var layers = new StateLayers(state, chain);
        foreach (string note in state.Notes.Concat(order.Notes).Concat(OpenQuestions.Remarks(state, isListed: false)))
        {
            layers.Builder.Note(note);
        }
        foreach (var part in chain)
        {
            layers.Add(part, null);
        }
        layers.Builder.Note("No activation is assumed between the layers or behind them: a state_dict holds none. --layers says otherwise.");
        if (questions.Count == 0)
        {
            return layers.Builder.Build();
        }
        layers.Builder.Note($"The comparison decides whether that is right, since {open}.");
        return layers.Builder.Build() with { Assumption = open };
    }

    private static ImportedModel Listed(StateDict state, IReadOnlyList<StatePart> parts, IReadOnlyList<LayerWord> words, IEnumerable<string> remarks)
    {
        var free = parts.ToList();
        var chosen = words.Select(word => (Word: word, Part: Take(word))).ToList();
        if (free.Count > 0)
        {
            throw state.Source.Fault("--layers", $"it leaves out {string.Join(", ", free)}", "all modules, or --ignore for their tensors");
        }
        var layers = new StateLayers(state, [.. chosen.Where(pair => pair.Part is not null).Select(pair => pair.Part!)]);
        foreach (string note in state.Notes.Concat(remarks))
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
                layers.Add(part, word);
            }
        }
        return layers.Builder.Build();

        StatePart? Take(LayerWord word)
        {
            if (word.Type is "activation" or "residual" or "pool")
            {
                return null;
            }
            var fitting = free.Where(part => (part.Type == word.Type || (word.Type == "embedding" && part is LinearPart)) && (word.Module is null || part.Prefix.TrimEnd('.') == word.Module || state.Prefix + part.Prefix.TrimEnd('.') == word.Module)).ToList();
            var part = fitting.FirstOrDefault() ?? throw state.Source.Fault("--layers", $"no {word.Type}{(word.Module is null ? "" : " " + ModelSource.Quote(word.Module))} is left{(parts.Count == 0 ? ": the file has no tensors of a layer" : free.Count == 0 ? ": all modules of the file are taken" : $" among {string.Join(", ", free)}")}", "as many as the file has");
            if (fitting.Count > 1 && !state.IsInOrder && word.Module is null)
            {
                throw state.Source.Fault("--layers", $"{word.Type} may be {string.Join(" or ", fitting)}, and the file has them in no order", $"{word.Type}=NAME");
            }
            free.Remove(part);
            return word.Type == "embedding" && part is LinearPart linear ? PartOrder.AsEmbedding(linear) : part;
        }
    }
}
