using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Pipeline;

/// <summary>A spec file as it was read, with all positions in it: those make messages, and nothing that is emitted depends on them.</summary>
internal sealed record ReadSpec(string Path, SpecResult Result)
{
    /// <summary>What matters for the code.</summary>
    public SpecFile File => new(Path, Result.Model);

    public static ReadSpec Of(AdditionalText file, CancellationToken cancellation) =>
        new(file.Path, SpecParser.Parse(file.GetText(cancellation)?.ToString() ?? ""));

    /// <summary>The files, each once however often the build names it.</summary>
    public static EquatableArray<SpecFile> Distinct(IEnumerable<SpecFile> files) =>
        new(files.GroupBy(file => file.Path).Select(same => same.First()));

    /// <summary>What is too large of the network that the file describes, where it can be described.</summary>
    public IEnumerable<DiagnosticInfo> SizeDiagnostics() =>
        Result.Model is not { } model ? [] : BudgetCheck.Diagnostics(model, File.FileName, fault => PlaceInfo.Of(Path, Result.Places.Of(fault)));
}
