using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Spells the inputs and outputs of a network's methods: a network with one of each has a reference to either, one with several inputs or
/// outputs a reference to each of them.
/// </summary>
internal sealed class PartText
{
    private readonly IReadOnlyList<NamedPart> inputs;
    private readonly IReadOnlyList<NamedPart> outputs;

    public PartText(ModelSpec spec) => (inputs, outputs) = (spec.Inputs, spec.Outputs);

    /// <summary>Whether there are several inputs or outputs, which have names then.</summary>
    public bool AreSeveral => inputs.Count + outputs.Count > 2;

    /// <summary>The inputs, then the outputs, as parameters of a body's step.</summary>
    public string Parameters => Join(name => $"ref float {name}");

    /// <summary>The same handed on.</summary>
    public string Arguments => Join(name => $"ref {name}");

    /// <summary>What a body calls the <paramref name="number"/>th input.</summary>
    public string Input(int number) => Name("input", inputs, number);

    /// <summary>What a body calls the <paramref name="number"/>th output.</summary>
    public string Output(int number) => Name("output", outputs, number);

    /// <summary>The parts of a sample at <paramref name="x"/> and of a result at <paramref name="y"/>, each of which holds all of them.</summary>
    public string OfRow(string x, string y) => string.Join(", ", inputs.Select(input => $"ref {At(x, input.Offset)}").Concat(outputs.Select(output => $"ref {At(y, output.Offset)}")));

    /// <summary>The parts of the <paramref name="t"/>th sample and result, each input and output standing its stride (<see cref="Strides"/>) from the next of its kind.</summary>
    public string OfRows(string t) => Join(name => $"ref Unsafe.Add(ref {name}, {t} * {Stride(name)})");

    /// <summary>The lines that say how far the parts of samples and results are from the next of their kind.</summary>
    public IEnumerable<string> Strides =>
    [
        .. inputs.Select((input, k) => $"nint {Stride(Input(k))} = rows ? {PlaceEmitter.InputSize} : {input.Size};"),
        .. outputs.Select((output, k) => $"nint {Stride(Output(k))} = rows ? {PlaceEmitter.OutputSize} : {output.Size};"),
    ];

    /// <summary>A name of a part as a type or member has it: audio, Audio.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Name(string role, IReadOnlyList<NamedPart> parts, int number) => parts.Count == 1 ? role : role + Pascal(parts[number].Name);

    // In front: behind it might stand the name of another part.
    private static string Stride(string name) => "strideOf" + Pascal(name);

    private static string At(string reference, int offset) => offset == 0 ? reference : $"global::System.Runtime.CompilerServices.Unsafe.Add(ref {reference}, {offset})";

    private string Join(Func<string, string> of) => string.Join(", ", inputs.Select((_, k) => of(Input(k))).Concat(outputs.Select((_, k) => of(Output(k)))));
}
