using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>A named tensor of a file that says nothing of layers.</summary>
internal sealed record StateTensor(string Name, long[] Shape, Func<float[]> Values)
{
    /// <summary>Whether reading it rounds: it is in double precision.</summary>
    public bool IsRounded { get; init; }

    /// <summary>Why its values cannot be used; null where they can.</summary>
    public string? Refusal { get; init; }

    /// <summary>What stands before the last dot, with the dot.</summary>
    public string Prefix => Name[..(Name.LastIndexOf('.') + 1)];

    /// <summary>What stands behind it.</summary>
    public string Kind => Name[(Name.LastIndexOf('.') + 1)..];
}

/// <summary>A module that a file names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its class; null where the file does not say.</param>
internal sealed record StateModule(string Name, string? Type);

/// <summary>The tensors of a file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Tensors">Its tensors.</param>
/// <param name="IsInOrder">Whether they stand in the order in which the modules were made, as opposed to the alphabet's.</param>
internal sealed record StateDict(ModelSource Source, IReadOnlyList<StateTensor> Tensors, bool IsInOrder)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The modules that the file names, with tensors or without, but not those that only hold others.</summary>
    public IReadOnlyList<StateModule> Modules { get; init; } = [];

    /// <summary>Whether the file names all its modules, and not only their tensors.</summary>
    public bool NamesModules { get; init; }

    /// <summary>The file, where it is a weight file of ours or may be one: it tells more than its tensors.</summary>
    public WeightFile? File { get; init; }

    /// <summary>What is in the file beside the state_dict.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>Functions that the file's own code calls and that no module stands for.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>The layers in the words of --layers, where the file's own code says them; null where it does not.</summary>
    public string? Chain { get; init; }

    /// <summary>Whether the file has the code of its modules, so that it says what it computes, also where that is not followed here.</summary>
    public bool HasCode { get; init; }

    /// <summary>What was left off in front of all names.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Without what is not part of the network: tensors, and modules with all that is in them.</summary>
    public StateDict Without(IReadOnlyList<string> ignored)
    {
        string? missing = ignored.FirstOrDefault(name => !Tensors.Any(tensor => Covers(name, tensor.Name)) && !Modules.Any(module => Covers(name, module.Name)) && !Beside.Any(other => Covers(other, name)));
        if (missing is not null)
        {
            throw Source.Fault("--ignore", $"there is neither tensor nor module {ModelSource.Quote(missing)}", $"one of {Names(Tensors)}");
        }
        return this with { Tensors = [.. Tensors.Where(tensor => !ignored.Any(name => Covers(name, tensor.Name)))], Modules = [.. Modules.Where(module => !ignored.Any(name => Covers(name, module.Name)))] };
    }

    private static bool Covers(string name, string other) => other.StartsWith(name, StringComparison.Ordinal) && (other.Length == name.Length || other[name.Length] == '.');

    /// <summary>With all values in memory, for when the file's archive is closed.</summary>
    public StateDict Loaded() => this with
    {
        Tensors = [.. Tensors.Select(tensor =>
        {
            float[] values = tensor.Values();
            return tensor with { Values = () => values };
        })],
    };

    /// <summary>Names to print.</summary>
    public static string Names(IEnumerable<StateTensor> tensors) => Data.Sequences.Counted.Some([.. tensors.Select(tensor => tensor.Name)], 12);
}
