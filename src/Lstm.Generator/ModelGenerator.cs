using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Generator.Pipeline;
using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator;

/// <summary>Emits the code of every model in a project: classes with [LstmModel], and spec files that no class names.</summary>
/// <remarks>
/// Between the steps travel only records of values, and what is emitted never depends on a position in a file; so typing
/// elsewhere re-runs nothing, and moving a class re-runs its messages alone.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The attribute, as the runtime declares it.</summary>
    public const string Attribute = "Lstm.Embedded.LstmModelAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider.Select((provider, _) => BuildOptions.Read(provider)).WithTrackingName(Steps.Options);
        var files = context.AdditionalTextsProvider.Where(SpecFile.IsSpec).Select(ReadSpec.Of).WithTrackingName(Steps.Files);
        var world = files.Select((file, _) => file.File).Collect().Combine(options)
            .Select((pair, _) => new World(ReadSpec.Distinct(pair.Left), pair.Right)).WithTrackingName(Steps.World);

        var targets = context.SyntaxProvider.ForAttributeWithMetadataName(Attribute, (_, _) => true, TargetReader.Read).WithTrackingName(Steps.Targets);
        var classes = targets.Select((result, _) => result.Target).Where(target => target is not null).Select((target, _) => target!).WithTrackingName(Steps.Classes);
        var named = classes.Combine(world).Select((pair, _) => ModelJoin.Of(pair.Left, pair.Right))
            .Where(model => model is not null).Select((model, _) => model!).WithTrackingName(Steps.NamedModels);

        var unnamedFiles = world.Combine(classes.Collect()).Select((pair, _) => UnnamedModels.Among(pair.Left, pair.Right)).WithTrackingName(Steps.UnnamedFiles);
        var taken = unnamedFiles.Combine(options).Combine(context.CompilationProvider)
            .Select((all, cancellation) => ProjectNames.Taken(all.Right, all.Left.Left, all.Left.Right.RootNamespace, cancellation)).WithTrackingName(Steps.TakenNames);
        var unnamed = unnamedFiles.Combine(classes.Collect()).Combine(taken).Combine(world)
            .Select((all, _) => UnnamedModels.Of(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right)).WithTrackingName(Steps.Unnamed);
        var unnamedModels = unnamed.SelectMany((all, _) => all.Models.ToImmutableArray()).WithTrackingName(Steps.UnnamedModels);

        var contested = named.Collect().Combine(unnamed)
            .Select((all, _) => HintNames.Contested(all.Left.Concat(all.Right.Models).Select(model => model.QualifiedName))).WithTrackingName(Steps.ContestedNames);
        context.RegisterSourceOutput(named.Combine(contested), Emit);
        context.RegisterSourceOutput(unnamedModels.Combine(contested), Emit);

        var exports = named.Collect().Combine(unnamed).Combine(contested).Combine(options)
            .Select((all, _) => CExport.Of(all.Left.Left.Left.Concat(all.Left.Left.Right.Models), all.Left.Right, all.Right)).WithTrackingName(Steps.NamesInC);
        context.RegisterSourceOutput(named.Combine(contested).Combine(exports).Where(pair => pair.Right.IsWanted), EmitExports);
        context.RegisterSourceOutput(unnamedModels.Combine(contested).Combine(exports).Where(pair => pair.Right.IsWanted), EmitExports);
        context.RegisterSourceOutput(exports, EmitExportList);

        var weights = context.AdditionalTextsProvider.Where(ReadWeights.IsList).SelectMany((file, cancellation) => ReadWeights.Of(file, cancellation)).WithTrackingName(Steps.Weights);
        var faults = named.Collect().Combine(unnamed).Combine(weights.Collect())
            .Select((all, _) => WeightCheck.Of(all.Left.Left.Concat(all.Left.Right.Models), all.Right)).WithTrackingName(Steps.WeightFaults);

        context.RegisterSourceOutput(faults, (output, all) => Report(output, all));
        context.RegisterSourceOutput(files, ReportFile);
        context.RegisterSourceOutput(targets.Combine(world), (output, pair) => Report(output, ModelJoin.Errors(pair.Left, pair.Right)));
        context.RegisterSourceOutput(unnamed, (output, all) => Report(output, all.Errors));
    }

    private static void Emit(SourceProductionContext output, (ModelToEmit Model, EquatableArray<string> Contested) pair)
    {
        var (model, contested) = pair;
        output.AddSource(HintNames.File(model.QualifiedName, contested), ModelEmitter.Emit(model.Spec, model.Type, model.Origin));
    }

    private static void EmitExports(SourceProductionContext output, ((ModelToEmit Model, EquatableArray<string> Contested) Left, CExport Export) pair)
    {
        var (model, contested) = pair.Left;
        var surface = new CSurface(new NetworkPlan(model.Spec), model.Type, CNames.Of(model.QualifiedName, pair.Export.Contested), model.Origin);
        output.AddSource(HintNames.ExportFile(model.QualifiedName, contested), CExportEmitter.Emit(surface));
    }

    // Files of models that are gone stay where the compiler writes what is emitted; those that are listed here are present.
    private static void EmitExportList(SourceProductionContext output, CExport exports)
    {
        if (exports.IsWanted)
        {
            output.AddSource(HintNames.ExportList, "// <auto-generated/>\n/* The functions for C are in:\n" + string.Concat(exports.Files.Select(file => file + "\n")) + "*/\n");
        }
    }

    private static void ReportFile(SourceProductionContext output, ReadSpec file)
    {
        foreach (var error in file.Result.Errors)
        {
            output.ReportDiagnostic(error.ToDiagnostic(file.Path));
        }
        Report(output, file.SizeDiagnostics());
    }

    private static void Report(SourceProductionContext output, IEnumerable<DiagnosticInfo> errors)
    {
        foreach (var error in errors)
        {
            output.ReportDiagnostic(error.ToDiagnostic());
        }
    }
}

/// <summary>The names of the pipeline's steps, for the tests that watch what runs again.</summary>
internal static class Steps
{
    public const string Options = nameof(Options);
    public const string Files = nameof(Files);
    public const string World = nameof(World);
    public const string Targets = nameof(Targets);
    public const string Classes = nameof(Classes);
    public const string NamedModels = nameof(NamedModels);
    public const string UnnamedFiles = nameof(UnnamedFiles);
    public const string TakenNames = nameof(TakenNames);
    public const string Unnamed = nameof(Unnamed);
    public const string UnnamedModels = nameof(UnnamedModels);
    public const string ContestedNames = nameof(ContestedNames);
    public const string NamesInC = nameof(NamesInC);
    public const string Weights = nameof(Weights);
    public const string WeightFaults = nameof(WeightFaults);
}
