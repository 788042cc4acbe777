using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes a time step of a network that branches: the inputs copied, its layers in order, what is a result where the caller wants it.</summary>
/// <param name="flow">Where the layers' calls go.</param>
/// <param name="network">The network.</param>
internal sealed class BranchFlow(LayerFlow flow, NetworkPlan network)
{
    /// <summary>The block of all results, where a guard looks at them together before the caller sees them.</summary>
    public const string Results = "Results";

    private readonly ModelSpec spec = network.Spec;
    private readonly HashSet<int> padded = [];

    /// <summary>The type of the block of an input's copy.</summary>
    public static string SampleType(NetworkPlan network, int input) => network.Spec.Inputs.Count == 1 ? "Sample" : "Sample" + PartText.Pascal(network.Spec.Inputs[input].Name);

    public void Write()
    {
        TakeSamples();
        bool together = spec.GuardsOutputsTogether;
        if (together)
        {
            flow.Block(Results, "output", "resultsFloats");
        }
        foreach (var layer in network.Layers)
        {
            WriteLayer(layer, together);
        }
        GuardEmitter.Write(flow.Writer, network);
        for (int k = 0; together && k < spec.Outputs.Count; k++)
        {
            flow.Writer.Line(BodyEmitter.Copy(network.Parts.Output(k), BodyEmitter.At("output", spec.Outputs[k].Offset), spec.Outputs[k].Size));
        }
    }

    // All of them first: results may take the inputs' place.
    private void TakeSamples()
    {
        for (int k = 0; k < spec.Inputs.Count; k++)
        {
            string sample = flow.PartBlock(SampleType(network, k));
            SampleText.Take(flow.Writer, sample, network.Parts.Input(k), spec.Inputs[k].Size, spec.IsScaled(k));
            Stands(NetworkGraph.Input(k), sample, isPadded: true);
        }
    }

    private void WriteLayer(LayerPlan layer, bool together)
    {
        int place = spec.Graph!.Outputs.ToList().IndexOf(layer.Index), source = spec.TakenBy(layer.Index)[0];
        string? result = place < 0 ? null : together ? BodyEmitter.At("output", spec.Outputs[place].Offset) : network.Parts.Output(place);
        bool only = spec.IsOnlyResult(layer.Index);
        var (from, isPadded) = layer.WriteCall(flow, flow.PlaceOf(source), padded.Contains(source), only ? result : null);
        if (result is not null && !only)
        {
            flow.Writer.Line(BodyEmitter.Copy(result, from, layer.OutputSize));
        }
        Stands(layer.Index, from, isPadded);
    }

    private void Stands(int source, string place, bool isPadded)
    {
        flow.Place(source, place);
        if (isPadded)
        {
            padded.Add(source);
        }
    }
}
