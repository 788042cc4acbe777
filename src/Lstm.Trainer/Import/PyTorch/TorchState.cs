using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Trainer.Import.States;

namespace Lstm.Trainer.Import.PyTorch;

/// <summary>Finds the tensors in what a pickle holds: a state_dict, a checkpoint that holds one, or a scripted module.</summary>
internal sealed class TorchState
{
    private const int Deepest = 32;

    private static readonly string[] Checkpoints = ["state_dict", "model_state_dict", "model", "net", "network", "weights"];

    private readonly ModelSource source;
    private readonly TensorStorages storages;
    private readonly List<StateTensor> tensors = [];
    private readonly HashSet<object> named = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> notes = [];

    private TorchState(ModelSource source, TensorStorages storages) => (this.source, this.storages) = (source, storages);

    public static StateDict Collect(ModelSource source, object? content, TensorStorages storages)
    {
        var state = new TorchState(source, storages);
        switch (content)
        {
            case PickleDict dict:
                state.AddDict(state.Inner(dict));
                break;
            case PickleObject module:
                state.AddModule("", module, 0);
                state.notes.Add($"{module.Type.Name} is scripted code, which is not run: the layers are found by their tensors.");
                break;
            default:
                throw source.Fault("data.pkl", "it holds no dictionary of tensors", "a state_dict");
        }
        return new StateDict(source, state.tensors, IsInOrder: true) { Notes = state.notes };
    }

    // A training checkpoint holds the state_dict beside the optimiser's and the like.
    private PickleDict Inner(PickleDict dict)
    {
        if (dict.Entries.Any(entry => entry.Value is PickleTensor))
        {
            return dict;
        }
        var found = dict.Entries.Where(entry => entry.Value is PickleDict inner && inner.Entries.Any(one => one.Value is PickleTensor)).ToList();
        var chosen = found.Where(entry => found.Count == 1 || Checkpoints.Contains(entry.Key)).ToList();
        if (chosen is not [{ Value: PickleDict inner, Key: string name }])
        {
            throw source.Fault("data.pkl", $"of its entries {Names(dict)}, {chosen.Count} are dictionaries of tensors with a usual name", $"a state_dict, or one under one of {string.Join(", ", Checkpoints)}");
        }
        string rest = Names(dict, name);
        notes.Add($"{ModelSource.Quote(name)} is the network{(rest.Length > 0 ? $"; {rest} beside it are left out" : "")}.");
        return inner;
    }

    private void AddDict(PickleDict dict)
    {
        foreach (var (key, value) in dict.Entries)
        {
            if (key is not string name || value is not PickleTensor tensor)
            {
                throw source.Fault($"entry {ModelSource.Quote(key as string ?? "?")}", "it is no tensor under a name", "tensors only");
            }
            tensors.Add(storages.Tensor(name, tensor));
        }
    }

    private void AddModule(string prefix, PickleObject module, int depth)
    {
        if (depth > Deepest)
        {
            throw source.Fault("data.pkl", $"its modules are nested deeper than {Deepest}", "fewer");
        }
        foreach (var (key, value) in module.Attributes.Entries)
        {
            string name = prefix + (key as string ?? throw source.Fault("data.pkl", "an attribute has no name", "names"));
            switch (value)
            {
                case PickleTensor tensor:
                    named.Add(tensor);
                    tensors.Add(storages.Tensor(name, tensor));
                    break;
                case PickleObject inner:
                    AddModule(name + ".", inner, depth + 1);
                    break;
                case List<object?> list when list.OfType<PickleTensor>().Any(tensor => !named.Contains(tensor)):
                    throw source.Fault($"attribute {ModelSource.Quote(name)}", "it is a list of tensors that have no names", "tensors as attributes");
            }
        }
    }

    private static string Names(PickleDict dict, string? but = null) => string.Join(", ", dict.Entries.Select(entry => entry.Key as string).Where(key => key != but).Select(key => ModelSource.Quote(key ?? "?")));
}
