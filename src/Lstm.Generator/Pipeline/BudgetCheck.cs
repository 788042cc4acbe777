using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Generator.Emit;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>Holds a network to its budgets. One that exceeds them fails the build and leaves nothing behind.</summary>
internal static class BudgetCheck
{
    /// <summary>What any network's weights can take: an array of floats, and offsets within it, in an int.</summary>
    private const long MostBytes = 1L << 30;

    public static bool Passes(ModelSpec spec) => !Errors(spec, "", PlaceInfo.Of(""), PlaceInfo.Of("")).Any();

    /// <summary>The budgets that <paramref name="spec"/> exceeds.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="weights">Where the budget for the weights is given.</param>
    /// <param name="state">Where the budget for the state is given.</param>
    public static IEnumerable<DiagnosticInfo> Errors(ModelSpec spec, string name, PlaceInfo weights, PlaceInfo state)
    {
        var layers = Footprint.WeightFloatsByLayer(spec);
        long bytes = layers.Sum() * sizeof(float);
        long allowed = Math.Min(spec.MaxWeightBytes ?? MostBytes, MostBytes);
        if (bytes > allowed)
        {
            int largest = Enumerable.Range(0, layers.Count).OrderByDescending(k => layers[k]).First();
            string kind = spec.Layers[largest] switch { LstmLayerSpec => "lstm", DenseLayerSpec => "dense", _ => "scale" };
            yield return new DiagnosticInfo(BudgetDiagnostics.WeightBudget, weights, name, Text(bytes), Text(allowed), $"layers[{largest}] ({kind})", Text(layers[largest] * sizeof(float)));
        }

        if (bytes > MostBytes)
        {
            yield break; // no offset of a plan could be trusted
        }
        int stateBytes = new NetworkPlan(spec).StateBytes;
        if (stateBytes > spec.MaxStateBytes)
        {
            yield return new DiagnosticInfo(BudgetDiagnostics.StateBudget, state, name, Text(stateBytes), Text(spec.MaxStateBytes.Value));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
