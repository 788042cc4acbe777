using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Formats;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>The answer of lstm import --explain.</summary>
internal static class ImportExplanation
{
    private const int MostLines = 60;

    /// <summary>Writes it for people.</summary>
    public static void WriteText(TextWriter output, string path, Explanation explanation)
    {
        var description = explanation.Description;
        output.WriteLine(FormattableString.Invariant($"{path}: {explanation.Kind}{(Directory.Exists(path) ? "" : FormattableString.Invariant($", {new FileInfo(path).Length:N0} bytes"))}"));
        WriteList(output, "says", [.. description.Facts.Select(fact => $"{fact.Name}: {fact.Value}")]);
        WriteList(output, "holds", description.Layers);
        WriteList(output, "tensors", [.. description.Tensors.Select(tensor => $"{Wording.Shorten(tensor.Name)}  [{string.Join(", ", tensor.Shape)}]  {tensor.Type}")]);
        if (description.Stopped is { } stopped)
        {
            output.WriteLine($"what follows was not looked at: {stopped}");
        }
        output.WriteLine();
        if (explanation.Imported is not { } imported)
        {
            output.WriteLine($"It cannot be imported as it is: {explanation.Refusal}");
            return;
        }
        output.WriteLine($"It can be imported: {imported.Spec.InputSize} in, {string.Join(", ", imported.Spec.Layers.Select(layer => layer.Label))}, {imported.Spec.OutputSize} out");
        foreach (string note in imported.Notes)
        {
            output.WriteLine("- " + note);
        }
        if (imported.Assumption is { } assumption)
        {
            output.WriteLine($"- Only a comparison (--verify) can tell whether that is right, since {assumption}.");
        }
    }

    /// <summary>Writes it for programs.</summary>
    public static void WriteJson(TextWriter output, string path, Explanation explanation) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["file"] = path,
        ["kind"] = explanation.Kind,
        ["facts"] = explanation.Description.Facts.Select(fact => new Dictionary<string, object> { ["name"] = fact.Name, ["value"] = fact.Value }),
        ["holds"] = explanation.Description.Layers,
        ["tensors"] = explanation.Description.Tensors.Select(tensor => new Dictionary<string, object> { ["name"] = tensor.Name, ["type"] = tensor.Type, ["shape"] = tensor.Shape }),
        ["stopped"] = explanation.Description.Stopped,
        ["layers"] = explanation.Imported?.Spec.Layers.Select(layer => layer.Label),
        ["notes"] = explanation.Imported?.Notes,
        ["refusal"] = explanation.Refusal,
    });

    private static void WriteList(TextWriter output, string title, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"{title} ({lines.Count:N0})"));
        foreach (string line in lines.Take(MostLines))
        {
            output.WriteLine("  " + line);
        }
        if (lines.Count > MostLines)
        {
            output.WriteLine(FormattableString.Invariant($"  … and {lines.Count - MostLines:N0} more; --json lists all"));
        }
    }
}
