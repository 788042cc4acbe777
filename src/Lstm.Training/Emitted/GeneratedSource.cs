using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Generator.Pipeline;
using Lstm.Specification;
using Lstm.Training.Models;
using Microsoft.CodeAnalysis;

namespace Lstm.Training.Emitted;

/// <summary>What a build emits for a spec: checked and written by the generator's own parts.</summary>
internal static class GeneratedSource
{
    /// <summary>The C# that a build emits for a spec.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="fileName">What the spec file is called.</param>
    /// <param name="className">The class's name.</param>
    /// <param name="rootNamespace">The class's namespace; empty for none.</param>
    /// <exception cref="SpecException">A build would refuse the spec.</exception>
    public static string Emit(ModelSpec spec, string fileName, string className, string rootNamespace)
    {
        var place = PlaceInfo.Of(fileName);
        var faults = BudgetCheck.Diagnostics(spec, fileName, _ => place);
        if (GeneratedNames.Contains(className))
        {
            faults = faults.Append(new DiagnosticInfo(ModelDiagnostics.ModelName, place, className, GeneratedNames.Reason));
        }
        if (faults.Select(fault => fault.ToDiagnostic()).FirstOrDefault(fault => fault.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new SpecException($"{fileName}: {error.Id}: {error.GetMessage(null)}");
        }
        var type = new TargetType(Identifiers.EscapeAll(rootNamespace), new([]), Identifiers.Escape(className), ModelJoin.Declaration, WeightResource: null, ModelFiles.Weights(fileName));
        return ModelEmitter.Emit(spec, type, Wording.Shorten(fileName));
    }
}
