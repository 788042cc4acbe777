using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>What stands around the computation of a module: its parameters and its result. A chain goes from x to y; a network that branches has a parameter for each input and gives a tuple of its outputs.</summary>
internal sealed class TorchForward
{
    // What the lines of forward call themselves, and words that Python keeps.
    private static readonly string[] Taken =
    [
        "self", "torch", "nn", "x", "y", "outputs", "frames", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "False", "finally", "for",
        "from", "global", "if", "import", "in", "is", "lambda", "None", "nonlocal", "not", "or", "pass", "raise", "return", "True", "try", "while", "with", "yield",
    ];

    public TorchForward(ModelSpec spec)
    {
        string time = spec.Pools ? "" : "time, ";
        if (spec.Graph is not { } graph)
        {
            (Parameters, Begin, Result) = ("x", "y = x", "y");
            Signature = FormattableString.Invariant($"x [batch, time, {spec.InputSize}] becomes [batch, {time}{spec.OutputSize}].");
            return;
        }
        string[] names = [.. spec.Inputs.Select(input => Taken.Contains(input.Name) ? input.Name + "_" : input.Name)];
        Parameters = string.Join(", ", names);
        Begin = $"outputs = {{{string.Join(", ", names.Select((name, k) => FormattableString.Invariant($"{NetworkGraph.Input(k)}: {name}")))}}}  # of inputs and layers, by number";
        Result = string.Join(", ", graph.Outputs.Select(layer => FormattableString.Invariant($"outputs[{layer}]")));
        string inputs = string.Join(", ", spec.Inputs.Select((input, k) => FormattableString.Invariant($"{names[k]} [batch, time, {input.Size}]")));
        Signature = $"{inputs} {(names.Length == 1 ? "becomes" : "become")} {string.Join(", ", spec.Outputs.Select(output => FormattableString.Invariant($"{output.Name} [batch, {time}{output.Size}]")))}.";
    }

    /// <summary>The parameters of <c>forward</c>, behind self.</summary>
    public string Parameters { get; }

    /// <summary>What becomes of what.</summary>
    public string Signature { get; }

    /// <summary>Its first line.</summary>
    public string Begin { get; }

    /// <summary>What it returns.</summary>
    public string Result { get; }
}
