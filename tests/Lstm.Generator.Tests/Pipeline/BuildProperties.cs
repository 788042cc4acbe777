using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>What a build would tell the generator.</summary>
internal sealed class BuildProperties(GeneratorInput input) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(new Dictionary<string, string>
    {
        ["build_property.RootNamespace"] = input.RootNamespace,
        ["build_property.LstmProjectDirectory"] = GeneratorInput.Directory,
        ["build_property.LstmEmbeddedWeights"] = input.EmbeddedWeights,
        ["build_property.LstmCExports"] = input.CExports,
    });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Properties(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>An additional file that lies in memory.</summary>
internal sealed class TextInMemory(string path, string text) : AdditionalText
{
    public override string Path { get; } = System.IO.Path.Combine(GeneratorInput.Directory, path);

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
}
