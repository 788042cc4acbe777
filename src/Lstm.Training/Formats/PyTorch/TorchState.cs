using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>Finds the tensors in what a pickle holds: a state_dict, a checkpoint that holds one, or a scripted module.</summary>
internal sealed class TorchState
{
    private const int Deepest = 32;
    private const long BytesPerName = 256; // with what is kept under it

    private readonly ModelSource source;
    private readonly TensorStorages storages;
    private readonly List<StateTensor> tensors = [];
    private readonly HashSet<object> named = new(ReferenceEqualityComparer.Instance);
    private readonly List<StateModule> modules = [];
    private readonly List<string> beside = [];
    private readonly List<string> notes = [];

    private TorchState(ModelSource source, TensorStorages storages) => (this.source, this.storages) = (source, storages);

    /// <summary>The network's tensors.</summary>
    public static StateDict Collect(ModelSource source, object? content, TensorStorages storages, ImportOptions options)
    {
        var state = new TorchState(source, storages);
        switch (content)
        {
            case PickleDict dict:
                var choice = TorchCheckpoint.Choose(source, dict, options.Ignored, options.State);
                state.notes.AddRange(choice.Notes);
                state.AddDict(choice.State, options.Ignored);
                state.AddMetadata(choice.State);
                state.beside.AddRange(choice.Beside);
                break;
            case PickleObject module:
                state.AddModule("", module, 0);
                state.notes.Add($"{module.Type.Name} is scripted code, which is not run: the layers are found by their tensors.");
                break;
            case PickleOpaque unknown:
                throw Unknown(source, "data.pkl", unknown);
            default:
                throw source.Fault("data.pkl", "it holds no dictionary of tensors", "a state_dict");
        }
        var holders = state.modules.Select(module => module.Name[..Math.Max(module.Name.LastIndexOf('.'), 0)]).ToHashSet();
        return new StateDict(source, state.tensors, IsInOrder: true)
        {
            Notes = state.notes,
            Modules = [.. state.modules.Where(module => !holders.Contains(module.Name))],
            NamesModules = state.modules.Count > 0,
            Beside = state.beside,
        };
    }

    private static ImportException Unknown(ModelSource source, string place, PickleOpaque value) =>
        source.Fault(place, $"it refers to {ModelSource.Quote(value.ToString())}, which would have to be loaded and run", "tensors and nothing else; in Python, torch.save(model.state_dict(), …) writes such a file");

    // Numbers and the like beside the tensors are passed over, but nothing that has the name of a module's tensor.
    private void AddDict(PickleDict dict, IReadOnlyList<string> ignored)
    {
        var passed = new List<string>();
        foreach (var (key, value) in dict.Entries)
        {
            source.Budget.Visit(source, "data.pkl");
            string name = key as string ?? "?";
            string place = $"entry {ModelSource.Quote(name)}";
            switch (value)
            {
                case PickleTensor tensor when key is string:
                    tensors.Add(storages.Tensor(name, tensor));
                    break;
                case PickleOpaque unknown when !ignored.Contains(name) && (unknown.Global.Module.Split('.')[0] == "torch" || TorchCheckpoint.IsOfModule(name)):
                    throw source.Fault(place, $"it is a {unknown}, which is not read", $"a plain tensor (of an array, torch.from_numpy makes one); --ignore {name} leaves it out");
                default:
                    beside.Add(name);
                    passed.Add(TorchCheckpoint.Describe(name, value));
                    break;
            }
        }
        if (passed.Count > 0)
        {
            notes.Add($"{TorchCheckpoint.Some(passed)} among the tensors {(passed.Count == 1 ? "is" : "are")} left out.");
        }
    }

    // {"": …, "lstm": {"version": 1}, …}: the modules, also those without tensors.
    private void AddMetadata(PickleDict dict)
    {
        if (dict.Attributes?.Find("_metadata") is not PickleDict metadata)
        {
            return;
        }
        foreach (var (key, _) in metadata.Entries)
        {
            source.Budget.Visit(source, "_metadata");
            if (key is string { Length: > 0 } name)
            {
                modules.Add(new StateModule(name, null));
            }
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
            source.Budget.Take(source, "data.pkl", BytesPerName + (sizeof(char) * (long)name.Length)); // modules may share their parts, and then the names are many more than the bytes
            switch (value)
            {
                case PickleTensor tensor:
                    named.Add(tensor);
                    tensors.Add(storages.Tensor(name, tensor));
                    break;
                case PickleObject inner:
                    modules.Add(new StateModule(name, inner.Type.Name));
                    AddModule(name + ".", inner, depth + 1);
                    break;
                case List<object?> list when list.OfType<PickleTensor>().Any(tensor => !named.Contains(tensor)):
                    throw source.Fault($"attribute {ModelSource.Quote(name)}", "it is a list of tensors that have no names", "tensors as attributes");
            }
        }
    }
}
