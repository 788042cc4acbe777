using System.Collections.Generic;

namespace Lstm.Generator.Tests.Rules;

/// <summary>A compilation with one mistake.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Source">The C# file, with the underlined part in ⟦ ⟧; nothing is marked when the error is in a spec file.</param>
/// <param name="SpecFiles">Path and text of each additional file; ⟦ ⟧ here when the error is in one of them.</param>
/// <param name="Message">A part of the message.</param>
public sealed record PipelineSample(string Rule, string Source, IReadOnlyDictionary<string, string> SpecFiles, string Message)
{
    /// <summary>The embedded weight files, with | between them.</summary>
    public string EmbeddedWeights { get; init; } = "";

    /// <summary>The generated files of the models in which there is no mistake.</summary>
    public IReadOnlyList<string> Sound { get; init; } = [];
}

/// <summary>The rules that need a compilation to break: LSTM1xx about classes, LSTM2xx about budgets.</summary>
public static class PipelineRules
{
    /// <summary>At least one for each rule, run by the tests of the pipeline.</summary>
    public static IReadOnlyList<PipelineSample> Samples { get; } = [.. ClassSamples.All, .. FileSamples.All, .. ValueSamples.All, .. BudgetSamples.All];

    /// <summary>Rules with a descriptor that nothing raises yet. A rule with a sample must leave this list.</summary>
    public static IReadOnlyList<string> NotYetRaised { get; } = [];

    /// <summary>A sample whose source is in namespace App and knows the attribute.</summary>
    internal static PipelineSample Sample(string rule, string source, string message, params (string Path, string Text)[] files)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (path, text) in files)
        {
            texts.Add(path, text);
        }
        return new PipelineSample(rule, "using Lstm.Embedded;\nnamespace App;\n" + source, texts, message);
    }
}
