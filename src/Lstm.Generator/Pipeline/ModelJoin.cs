using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>Brings classes and spec files together.</summary>
internal static class ModelJoin
{
    public const string Declaration = "sealed partial class";

    /// <summary>The model of a class, or null where there is nothing to emit: its spec is missing or wrong, its weights are missing, or the network is too large.</summary>
    public static ModelToEmit? Of(ModelTarget target, World world)
    {
        ModelSpec? spec = target.CodeFirst;
        string named = target.Name.TrimStart('@') + ".safetensors", expected = named;
        string? weights = null;
        string origin = "its attribute";
        if (world.Fitting(target) is { Count: 1 } fitting)
        {
            spec = fitting[0].Model;
            origin = Wording.Shorten(fitting[0].FileName);
            weights = world.Options.WeightsOf(fitting[0]);
            expected = world.Options.WeightNameOf(fitting[0]);
        }
        weights = target.Weights is { } given ? world.Options.Find(given) : weights ?? world.Options.Find(named);
        bool lacksWeights = target.Weights is not null && weights is null;
        if (!target.IsSound || spec is null || lacksWeights || !BudgetCheck.Passes(spec))
        {
            return null;
        }
        var type = new TargetType(target.Namespace, target.ContainingTypes, target.Name, Declaration, weights, expected);
        return new ModelToEmit(spec, type, origin);
    }

    /// <summary>What is wrong with a class and the files that its attribute names. What is wrong in a spec file is said there.</summary>
    public static IEnumerable<DiagnosticInfo> Errors(TargetResult result, World world)
    {
        foreach (var error in result.Errors)
        {
            yield return error;
        }
        if (result.Target is not { IsSound: true } target)
        {
            yield break;
        }

        if (target.SpecPath is { } path && SpecFileError(target, path, result.Places.Spec, world) is { } missing)
        {
            yield return missing;
        }
        if (target.Weights is { } weights && world.Options.Find(weights) is null)
        {
            var embedded = world.Options.EmbeddedWeights;
            string there = embedded.Count == 0 ? "no weight file is embedded" : "embedded are " + SpecFiles.List(embedded);
            yield return new DiagnosticInfo(ModelDiagnostics.WeightsMissing, result.Places.Weights, weights, there);
        }
        if (target.CodeFirst is { } spec)
        {
            foreach (var exceeded in BudgetCheck.Diagnostics(spec, target.Name, fault => PlaceOf(fault, spec, result.Places)))
            {
                yield return exceeded;
            }
        }
    }

    private static PlaceInfo PlaceOf(SizeFault fault, ModelSpec spec, AttributePlaces places) => fault.Part switch
    {
        SizePart.Weights when spec.MaxWeightBytes is not null => places.WeightBudget,
        SizePart.State when spec.MaxStateBytes is not null => places.StateBudget,
        _ => places.Spec,
    };

    private static DiagnosticInfo? SpecFileError(ModelTarget target, string path, PlaceInfo place, World world)
    {
        var fitting = world.Fitting(target);
        return fitting.Count switch
        {
            0 => new DiagnosticInfo(ModelDiagnostics.SpecFileMissing, place, SpecFiles.Missing(path), SpecFiles.Instead(path, [.. world.Specs.Select(spec => spec.FileName)])),
            1 => null,
            _ => new DiagnosticInfo(ModelDiagnostics.SpecFileAmbiguous, place, path, SpecFiles.List(fitting.Select(spec => spec.Path).ToList())),
        };
    }
}
