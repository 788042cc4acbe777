using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Pipeline;

/// <summary>A spec file that no class names, and the class it becomes in the root namespace.</summary>
internal sealed record UnnamedSpec(SpecFile File, string ClassName);

/// <summary>A name that a class cannot have, and why.</summary>
internal sealed record NameFault(string Name, string Reason);

/// <summary>What becomes of the spec files that no class names.</summary>
internal sealed record UnnamedModels(EquatableArray<ModelToEmit> Models, EquatableArray<DiagnosticInfo> Errors)
{
    /// <summary>The files that no class names, with their classes' names.</summary>
    public static EquatableArray<UnnamedSpec> Among(World world, ImmutableArray<ModelTarget> targets)
    {
        var named = new HashSet<string>(targets.SelectMany(world.Fitting).Select(spec => spec.Path));
        return new EquatableArray<UnnamedSpec>(world.Specs.Where(spec => !named.Contains(spec.Path)).Select(spec => new UnnamedSpec(spec, Identifiers.ClassName(spec.BaseName))));
    }

    /// <summary>Makes models of the files whose names can be had.</summary>
    /// <param name="files">The files.</param>
    /// <param name="targets">The classes with [LstmModel].</param>
    /// <param name="taken">Names that other code of the project has.</param>
    /// <param name="world">All spec files and what the build says.</param>
    public static UnnamedModels Of(EquatableArray<UnnamedSpec> files, ImmutableArray<ModelTarget> targets, EquatableArray<NameFault> taken, World world)
    {
        var models = new List<ModelToEmit>();
        var errors = new List<DiagnosticInfo>();
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        var (options, inRoot) = (world.Options, targets.Where(target => target.Namespace == world.Options.RootNamespace && target.ContainingTypes.Count == 0).ToList());
        foreach (var (spec, name) in files)
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
                var type = new TargetType(options.RootNamespace, default, name, ModelJoin.Declaration, options.WeightsOf(spec), options.WeightNameOf(spec));
                models.Add(new ModelToEmit(model, type, Wording.Shorten(spec.FileName)));
            }
        }
        return new UnnamedModels(new EquatableArray<ModelToEmit>(models), new EquatableArray<DiagnosticInfo>(errors));
    }
}
