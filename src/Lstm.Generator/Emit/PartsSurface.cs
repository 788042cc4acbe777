using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes what the user sees beside the rest where a network has several inputs or outputs: methods with a span for each of them, which
/// the file of the network names.
/// </summary>
internal sealed class PartsSurface(SourceWriter writer, NetworkPlan network)
{
    private const string Runtime = "global::Lstm.Embedded.";
    private const string Reference = "ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    private readonly IReadOnlyList<NamedPart> inputs = network.Spec.Inputs;
    private readonly IReadOnlyList<NamedPart> outputs = network.Spec.Outputs;

    /// <summary>What a sample or result is made of, e.g. "audio 64, features 3".</summary>
    public static string List(IReadOnlyList<NamedPart> parts) => string.Join(", ", parts.Select(part => $"{part.Name} {part.Size}"));

    /// <summary>The sizes of each input and output, in a class of their own: their names are the user's.</summary>
    public void Constants()
    {
        writer.Doc("<summary>Values of each input and output in one time step.</summary>");
        using (writer.Open("public static class Parts"))
        {
            foreach (var (part, whole) in inputs.Select(input => (input, "a sample")).Concat(outputs.Select(output => (output, "a result"))))
            {
                writer.Doc($"<summary>Values of {part.Name}, from {part.Offset} on in {whole} that holds all.</summary>");
                writer.Line($"public const int {PartText.Pascal(part.Name)}Size = {part.Size};");
            }
        }
    }

    public void Step()
    {
        Doc("Takes one sample of each input and gives one result of each output: one time step.", "The stream's memory; advanced.", part => $"{Token(part)}. In any memory.", part => $"Receives {Values(part)}. Not the memory of the state.", $"A span has another length{NoToken}; nothing has been changed.");
        using (writer.Open($"public void Step(ref State state, {Parameters})"))
        {
            CheckLengths(part => $"{part.Size}");
            CheckTokens();
            writer.Line($"StepOn(this.body, ref this.packedWeights.Reference, ref state, {References});");
        }
    }

    public void Run()
    {
        Doc("Takes many samples of one stream, one after the other: the same bits as a step for each.", "The stream's memory; advanced by as many steps as there are samples.", part => $"{Token(part)} for each time step, one behind the other.", part => $"Receives {Values(part)} for each time step. {Apart}", $"A length is no multiple of its size, or two disagree, or spans overlap{NoToken}; nothing has been changed.");
        using (writer.Open($"public void Run(ref State state, {Parameters})"))
        {
            writer.Line($"int steps = {Spelled(inputs[0])}.Length / {inputs[0].Size};");
            CheckLengths(part => $"(long)steps * {part.Size}");
            CheckOverlaps(SurfaceEmitter.StateSpan);
            CheckTokens();
            writer.Line($"RunOn(this.body, ref this.packedWeights.Reference, ref state, {References}, steps, rows: false);");
        }
    }

    public void StepMany()
    {
        Doc("Takes one sample of each of many streams: the same bits as a step for each.", "The streams' memories; each is advanced by one step.", part => $"{Token(part)} for each stream, one behind the other.", part => $"Receives {Values(part)} for each stream. {Apart}", $"A span has another length, or spans overlap{NoToken}; nothing has been changed.", "states");
        using (writer.Open($"public void StepMany(global::System.Span<State> states, {Parameters})"))
        {
            CheckLengths(part => $"(long)states.Length * {part.Size}");
            CheckOverlaps("states");
            CheckTokens();
            using (writer.Open("if (!states.IsEmpty)"))
            {
                writer.Line($"StepManyOn(this.body, ref this.packedWeights.Reference, {Reference}(states), {References}, states.Length, rows: false);");
            }
        }
    }

    private const string Apart = "Overlaps no other span, nor a state.";

    private IEnumerable<NamedPart> All => inputs.Concat(outputs);

    private string Parameters => string.Join(", ", inputs.Select(input => $"global::System.ReadOnlySpan<float> {Spelled(input)}").Concat(outputs.Select(output => $"global::System.Span<float> {Spelled(output)}")));

    private string References => string.Join(", ", All.Select(part => $"{Reference}({Spelled(part)})"));

    private string NoToken => network.Spec.TokenColumns.Count == 0 ? "" : ", or there is no such token";

    private string Token(NamedPart part) => network.Spec.TokenColumns.FirstOrDefault(token => token.Part == part) is { Rows: > 0 } token ? $"A token, {TokenText.Range(token)}" : Values(part);

    private static string Values(NamedPart part) => WeightMapText.Count(part.Size, "value");

    /// <summary>A name as C# takes it for a parameter.</summary>
    private static string Spelled(NamedPart part) => SyntaxFacts.GetKeywordKind(part.Name) == SyntaxKind.None ? part.Name : "@" + part.Name;

    private void Doc(string summary, string state, Func<NamedPart, string> input, Func<NamedPart, string> output, string fault, string stateName = "state")
    {
        string Param(NamedPart part, string text) => $"<param name=\"{part.Name}\">{text}</param>\n";
        writer.Doc($"<summary>{summary}</summary>\n<param name=\"{stateName}\">{state}</param>\n"
            + string.Concat(inputs.Select(part => Param(part, input(part)))) + string.Concat(outputs.Select(part => Param(part, output(part))))
            + $"<exception cref=\"global::System.ArgumentException\">{fault}</exception>");
    }

    private void CheckLengths(Func<NamedPart, string> length)
    {
        foreach (var part in All)
        {
            SurfaceEmitter.Check(writer, $"{Spelled(part)}.Length != {length(part)}", $"ThrowLength({Spelled(part)}.Length, {length(part)}, {part.Size}, \"{part.Name}\")");
        }
    }

    private void CheckTokens()
    {
        foreach (var token in network.Spec.TokenColumns)
        {
            writer.Line($"{Runtime}SpanCheck.Tokens({Spelled(token.Part)}, 1, 0, {token.Rows}, \"{token.Part.Name}\");");
        }
    }

    private void CheckOverlaps(string states)
    {
        var all = All.ToList();
        foreach (var part in all)
        {
            writer.Line($"{Runtime}SpanCheck.ApartFromStates<State>({states}, {Spelled(part)}, \"{part.Name}\");");
        }
        for (int k = 0; k < outputs.Count; k++)
        {
            foreach (var other in all.Take(inputs.Count + k))
            {
                writer.Line($"{Runtime}SpanCheck.Apart({Spelled(other)}, \"{other.Name}\", {Spelled(outputs[k])}, \"{outputs[k].Name}\");");
            }
        }
    }
}
