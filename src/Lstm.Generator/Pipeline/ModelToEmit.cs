using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Emit;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>A model that can be emitted.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Type">The class.</param>
/// <param name="Origin">Where the network is described, for the file's header.</param>
internal sealed record ModelToEmit(ModelSpec Spec, TargetType Type, string Origin)
{
    /// <summary>The class with all that is around it.</summary>
    public string QualifiedName => HintNames.Qualified(Type.Namespace, Type.ContainingTypes, Type.Name);
}

/// <summary>A model and what its files are called.</summary>
/// <param name="Model">The model.</param>
/// <param name="File">The file of its class.</param>
/// <param name="CName">What its functions are called in C; null where it exports none.</param>
internal sealed record ModelOutput(ModelToEmit Model, string File, string? CName)
{
    /// <summary>The file of its functions for C.</summary>
    public string ExportFile => HintNames.ExportFile(File);
}

/// <summary>All models of a project, whose names are chosen side by side.</summary>
/// <param name="Models">Those of classes, then those of spec files alone.</param>
/// <param name="HasExports">Whether they export functions to C.</param>
internal sealed record ModelSet(EquatableArray<ModelOutput> Models, bool HasExports)
{
    public static ModelSet Of(IEnumerable<ModelToEmit> named, UnnamedModels unnamed)
    {
        var models = named.Concat(unnamed.Models).ToList();
        var names = models.Select(model => model.QualifiedName).ToList();
        var contested = HintNames.Contested(names);
        bool exports = unnamed.Files.World.Options.CExports;
        var namesInC = exports ? CNames.Of(names) : null;
        return new(
            new(models.Select((model, k) => new ModelOutput(model, HintNames.File(model.QualifiedName, contested), namesInC?[k]))),
            exports);
    }

    /// <summary>The files of functions for C, in a fixed order.</summary>
    public IEnumerable<string> ExportFiles => Models.Select(model => model.ExportFile).OrderBy(file => file, StringComparer.Ordinal);
}
