using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Generator.Pipeline;
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

        var files = context.AdditionalTextsProvider.Where(SpecFile.IsSpec).Select(SpecFile.Read).WithTrackingName(Steps.Files);
        var specs = files.Select((file, _) => new SpecFile(file.Path, file.Result.Model)).Collect().WithTrackingName(Steps.Specs);

        var targets = context.SyntaxProvider.ForAttributeWithMetadataName(Attribute, (_, _) => true, TargetReader.Read).WithTrackingName(Steps.Targets);
        var classes = targets.Select((result, _) => result.Target).Where(target => target is not null).Select((target, _) => target!).WithTrackingName(Steps.Classes);

        var world = specs.Combine(options);
        var models = classes.Combine(world)
            .Select((pair, _) => ModelJoin.Of(pair.Left, pair.Right.Left, pair.Right.Right))
            .Where(model => model is not null && ModelJoin.WithinBudget(model))
            .WithTrackingName(Steps.Models);
        var unnamed = specs.Combine(classes.Collect()).Combine(options)
            .Select((all, _) => ModelJoin.Unnamed(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(Steps.Unnamed);

        context.RegisterSourceOutput(models, (output, model) => Emit(output, model!));
        context.RegisterSourceOutput(unnamed.SelectMany((all, _) => all.Models.ToImmutableArray()).WithTrackingName(Steps.UnnamedModels), Emit);

        context.RegisterSourceOutput(files, (output, file) =>
        {
            foreach (var error in file.Result.Errors)
            {
                output.ReportDiagnostic(error.ToDiagnostic(file.Path));
            }
        });
        context.RegisterSourceOutput(targets.Combine(world), (output, pair) =>
        {
            foreach (var error in ModelJoin.Errors(pair.Left, pair.Right.Left, pair.Right.Right))
            {
                output.ReportDiagnostic(error.ToDiagnostic());
            }
        });
        context.RegisterSourceOutput(unnamed, (output, all) =>
        {
            foreach (var error in all.Errors)
            {
                output.ReportDiagnostic(error.ToDiagnostic());
            }
        });
    }

    private static void Emit(SourceProductionContext output, ModelToEmit model) =>
        output.AddSource(model.HintName, ModelEmitter.Emit(model.Spec, model.Type, model.Origin));
}

/// <summary>The names of the pipeline's steps, for the tests that watch what runs again.</summary>
internal static class Steps
{
    public const string Options = nameof(Options);
    public const string Files = nameof(Files);
    public const string Specs = nameof(Specs);
    public const string Targets = nameof(Targets);
    public const string Classes = nameof(Classes);
    public const string Models = nameof(Models);
    public const string Unnamed = nameof(Unnamed);
    public const string UnnamedModels = nameof(UnnamedModels);
}
