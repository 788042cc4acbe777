using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Pipeline;

/// <summary>A spec file that no class names, and the class it becomes in the root namespace.</summary>
internal sealed record UnnamedSpec(SpecFile File, string ClassName);

/// <summary>The spec files that no class names.</summary>
/// <param name="Specs">The files.</param>
/// <param name="Targets">The classes with [LstmModel].</param>
/// <param name="World">All spec files and what the build says.</param>
internal sealed record UnnamedFiles(EquatableArray<UnnamedSpec> Specs, EquatableArray<ModelTarget> Targets, World World)
{
    public static UnnamedFiles Among(World world, EquatableArray<ModelTarget> targets)
    {
        var named = new HashSet<string>(targets.SelectMany(world.Fitting).Select(spec => spec.Path));
        var specs = world.Specs.Where(spec => !named.Contains(spec.Path)).Select(spec => new UnnamedSpec(spec, Identifiers.ClassName(spec.BaseName)));
        return new UnnamedFiles(new EquatableArray<UnnamedSpec>(specs), targets, world);
    }
}

/// <summary>A name that a class cannot have, and why.</summary>
internal sealed record NameFault(string Name, string Reason);

/// <summary>What becomes of the spec files that no class names.</summary>
/// <param name="Files">The files.</param>
/// <param name="Models">The models of those whose names can be had.</param>
/// <param name="Errors">What is wrong with the others.</param>
internal sealed record UnnamedModels(UnnamedFiles Files, EquatableArray<ModelToEmit> Models, EquatableArray<DiagnosticInfo> Errors)
{
    /// <summary>Makes models of the files whose names can be had.</summary>
    /// <param name="files">The files.</param>
    /// <param name="taken">Names that other code of the project has.</param>
    public static UnnamedModels Of(UnnamedFiles files, EquatableArray<NameFault> taken)
    {
        var (specs, targets, world) = files;
        var models = new List<ModelToEmit>();
        var errors = new List<DiagnosticInfo>();
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        var (options, inRoot) = (world.Options, targets.Where(target => target.Namespace == world.Options.RootNamespace && target.ContainingTypes.Count == 0).ToList());
        foreach (var (spec, name) in specs)
        {
            var rival = inRoot.Find(target => target.Name == name);
            if (rival is not null && (!rival.IsSound || (rival.SpecPath is not null && world.Fitting(rival).Count != 1)))
            {
                continue; // its attribute has a mistake: most likely it means this file
            }
            string? fault = !SyntaxFacts.IsValidIdentifier(name) ? "the file's name gives no C# identifier"
                : GeneratedNames.Contains(name) ? GeneratedNames.Reason
                : earlier.TryGetValue(name, out string? other) ? $"'{other}' gives a class of that name already"
                : rival is not null ? "an [LstmModel] class of that name has another network"
                : taken.FirstOrDefault(type => type.Name == name)?.Reason;
            if (fault is not null)
            {
                errors.Add(new DiagnosticInfo(ModelDiagnostics.ModelName, PlaceInfo.Of(spec.Path), name, fault + "; rename the file, or name it in an [LstmModel] of a class of yours"));
                continue;
            }

            earlier.Add(name, spec.FileName);
            if (spec.Model is { } model && BudgetCheck.Passes(model))
            {
                var type = new TargetType(options.RootNamespace, new([]), name, ModelJoin.Declaration, options.WeightsOf(spec), options.WeightNameOf(spec));
                models.Add(new ModelToEmit(model, type, Wording.Shorten(spec.FileName)));
            }
        }
        return new UnnamedModels(files, new EquatableArray<ModelToEmit>(models), new EquatableArray<DiagnosticInfo>(errors));
    }
}
