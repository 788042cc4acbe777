using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Emit;
using Lstm.Generator.Pipeline;
using Lstm.Specification;
using Lstm.Training.Models;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Training.Emitted;

/// <summary>What a network is and costs, as the generator lays it out.</summary>
/// <param name="Layers">The layers in order.</param>
/// <param name="Parameters">Numbers that are learnt; the two biases of a weight file count as one.</param>
/// <param name="WeightBytes">The packed weights, one copy for all streams.</param>
/// <param name="StateBytes">The state of a stream.</param>
/// <param name="MultiplyAdds">In a time step: products of a weight and a value.</param>
/// <param name="Activations">In a time step.</param>
/// <param name="Equations">A block of lines for each layer.</param>
internal sealed record NetworkFacts(IReadOnlyList<LayerFacts> Layers, long Parameters, long WeightBytes, long StateBytes, long MultiplyAdds, long Activations, IReadOnlyList<IReadOnlyList<string>> Equations)
{
    /// <summary>The facts of a spec.</summary>
    public static NetworkFacts Of(ModelSpec spec)
    {
        var plan = new NetworkPlan(spec);
        LayerFacts[] layers = [.. plan.Layers.Select((layer, index) => Of(layer, spec.Layers[index]))];
        return new NetworkFacts(
            layers,
            layers.Sum(layer => layer.Parameters),
            4L * plan.WeightFloats,
            plan.StateBytes,
            plan.MultiplyAdds,
            plan.Activations,
            [.. plan.Layers.Select(layer => HeaderEmitter.LinesOf(plan, layer))]);
    }

    /// <summary>Whether a network that needs whole sequences is given memory to work in.</summary>
    public static bool HasWorkspace(ModelSpec spec) =>
        spec.NeedsWholeSequence && new SequenceStages(new NetworkPlan(spec)).FloatsPerStep > 0;

    /// <summary>What a build calls the class of a spec file that no class names.</summary>
    public static string ClassName(string modelName) => Identifiers.ClassName(modelName);

    /// <summary>Whether C# takes a name as it is.</summary>
    public static bool IsName(string name) => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    private static LayerFacts Of(LayerPlan plan, LayerSpec spec)
    {
        return new LayerFacts(plan.Description, plan.InputSize, plan.OutputSize, LayerLabel.Parameters(spec, plan.InputSize), 4L * plan.WeightFloats, plan.MultiplyAddsPerStep, plan.ActivationsPerStep);
    }
}

/// <summary>A layer.</summary>
/// <param name="Name">E.g. "LSTM 32 with peepholes".</param>
/// <param name="Inputs">Values in.</param>
/// <param name="Outputs">Values out.</param>
/// <param name="Parameters">Numbers that are learnt.</param>
/// <param name="WeightBytes">Its part of the packed weights.</param>
/// <param name="MultiplyAdds">In a time step.</param>
/// <param name="Activations">In a time step.</param>
internal sealed record LayerFacts(string Name, int Inputs, int Outputs, long Parameters, long WeightBytes, long MultiplyAdds, long Activations);
