using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Pipeline;

/// <summary>A model that can be emitted.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Type">The class.</param>
/// <param name="Origin">Where the network is described, for the file's header.</param>
internal sealed record ModelToEmit(ModelSpec Spec, TargetType Type, string Origin)
{
    /// <summary>The name of the generated file.</summary>
    public string HintName =>
        string.Join(".", Type.ContainingTypes.Select(type => type.Split(' ').Last()).Prepend(Type.Namespace).Append(Type.Name).Where(part => part.Length > 0)).Replace('<', '{').Replace('>', '}') + ".g.cs";
}

/// <summary>Brings classes and spec files together.</summary>
internal static class ModelJoin
{
    /// <summary>The model of a class, or null where its spec is missing or wrong.</summary>
    public static ModelToEmit? Of(ModelTarget target, ImmutableArray<SpecFile> specs, BuildOptions options)
    {
        ModelSpec? spec = target.CodeFirst;
        string? weights = null;
        string origin = "its attribute";
        if (target.SpecPath is { } path)
        {
            var fitting = Fitting(target, specs);
            if (fitting.Count != 1 || fitting[0].Model is null)
            {
                return null;
            }
            spec = fitting[0].Model;
            origin = fitting[0].FileName;
            weights = options.WeightsOf(fitting[0]);
        }
        weights = target.Weights is { } named ? options.Find(named) : weights ?? options.Find(target.Name + ".safetensors");
        var type = new TargetType(target.Namespace, target.ContainingTypes, target.Name, "sealed partial class", weights);
        return new ModelToEmit(spec!, type, origin);
    }

    /// <summary>What is wrong with the file that an attribute names.</summary>
    public static IEnumerable<DiagnosticInfo> Errors(TargetResult result, ImmutableArray<SpecFile> specs, BuildOptions options)
    {
        foreach (var error in result.Errors)
        {
            yield return error;
        }
        if (result.Target is not { } target)
        {
            yield break;
        }

        if (target.SpecPath is { } path)
        {
            var fitting = Fitting(target, specs);
            if (fitting.Count == 0)
            {
                yield return new DiagnosticInfo(ModelDiagnostics.SpecFileMissing, result.SpecPlace, path, SpecFiles.Among(path, specs.Select(spec => spec.FileName)));
            }
            else if (fitting.Count > 1)
            {
                yield return new DiagnosticInfo(ModelDiagnostics.SpecFileAmbiguous, result.SpecPlace, path, SpecFiles.List(fitting.Select(spec => spec.Path).ToList()));
            }
        }
        if (target.Weights is { } weights && options.Find(weights) is null)
        {
            yield return new DiagnosticInfo(ModelDiagnostics.WeightsMissing, result.SpecPlace, weights, options.EmbeddedWeights.Count == 0 ? "no weight file is embedded" : "embedded are " + SpecFiles.List(options.EmbeddedWeights.ToList()));
        }
        if (Of(target, specs, options) is { } model)
        {
            foreach (var error in Budgets(model, result.SpecPlace))
            {
                yield return error;
            }
        }
    }

    /// <summary>The models of the spec files that no class names: each becomes a class of its own name in the root namespace.</summary>
    public static (EquatableArray<ModelToEmit> Models, EquatableArray<DiagnosticInfo> Errors) Unnamed(ImmutableArray<SpecFile> specs, ImmutableArray<ModelTarget> targets, BuildOptions options)
    {
        var models = new List<ModelToEmit>();
        var errors = new List<DiagnosticInfo>();
        var named = new HashSet<string>(targets.Where(target => target.SpecPath is not null).SelectMany(target => Fitting(target, specs)).Select(spec => spec.Path));
        var taken = new Dictionary<string, string>();
        foreach (var spec in specs.Where(spec => !named.Contains(spec.Path)))
        {
            string name = ClassName(spec.BaseName);
            var place = PlaceInfo.Of(spec.Path);
            if (!SyntaxFacts.IsValidIdentifier(name))
            {
                errors.Add(new DiagnosticInfo(ModelDiagnostics.ModelName, place, name, "the file's name gives no C# identifier; rename the file, or name it in an [LstmModel] of a class of yours"));
                continue;
            }
            if (taken.TryGetValue(name, out string? other))
            {
                errors.Add(new DiagnosticInfo(ModelDiagnostics.ModelName, place, name, $"'{other}' gives a class of that name already; name one of the two in an [LstmModel] of a class of yours"));
                continue;
            }
            taken.Add(name, spec.FileName);
            if (spec.Model is { } model)
            {
                var type = new TargetType(options.RootNamespace, default, name, "sealed partial class", options.WeightsOf(spec));
                var emit = new ModelToEmit(model, type, spec.FileName);
                models.Add(emit);
                errors.AddRange(Budgets(emit, place));
            }
        }
        return (new EquatableArray<ModelToEmit>(models.Where(WithinBudget)), new EquatableArray<DiagnosticInfo>(errors));
    }

    /// <summary>Whether a model may be emitted: a network over its budget fails the build and leaves nothing behind.</summary>
    public static bool WithinBudget(ModelToEmit model) => !Budgets(model, PlaceInfo.Of("")).Any();

    private static IEnumerable<DiagnosticInfo> Budgets(ModelToEmit model, PlaceInfo place)
    {
        static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
        const long MostBytes = 1L << 30; // an array of floats, and offsets within it, in an int
        var layers = Footprint.WeightFloatsByLayer(model.Spec);
        long bytes = layers.Sum() * sizeof(float);
        long allowed = System.Math.Min(model.Spec.MaxWeightBytes ?? MostBytes, MostBytes);
        if (bytes > allowed)
        {
            int largest = Enumerable.Range(0, layers.Count).OrderByDescending(k => layers[k]).First();
            string kind = model.Spec.Layers[largest] switch { LstmLayerSpec => "lstm", DenseLayerSpec => "dense", _ => "scale" };
            yield return new DiagnosticInfo(BudgetDiagnostics.WeightBudget, place, model.Type.Name, Text(bytes), Text(allowed), $"layers[{largest}] ({kind})", Text(layers[largest] * sizeof(float)));
            yield break;
        }

        int state = new NetworkPlan(model.Spec).StateBytes;
        if (model.Spec.MaxStateBytes is { } stateAllowed && state > stateAllowed)
        {
            yield return new DiagnosticInfo(BudgetDiagnostics.StateBudget, place, model.Type.Name, Text(state), Text(stateAllowed));
        }
    }

    private static List<SpecFile> Fitting(ModelTarget target, ImmutableArray<SpecFile> specs)
    {
        var exact = specs.Where(spec => spec.IsExactly(target.SpecPath!, target.SourcePath)).ToList();
        return exact.Count > 0 ? exact : specs.Where(spec => target.SpecPath!.Length > 0 && spec.Fits(target.SpecPath)).ToList();
    }

    /// <summary><c>gas-alarm</c> and <c>gas_alarm</c> become <c>GasAlarm</c>.</summary>
    private static string ClassName(string baseName) =>
        string.Concat(baseName.Split('-', '_', ' ', '.').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
