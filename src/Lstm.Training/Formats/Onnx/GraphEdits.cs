using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>A graph with nodes put in the place of others; those that nothing takes any more are left where they are.</summary>
internal sealed class GraphEdits(IReadOnlyList<OnnxNode> nodes, IReadOnlyDictionary<int, CellNodes> instead)
{
    private readonly Dictionary<int, List<OnnxNode>> before = [], behind = [];
    private readonly List<OnnxTensor> constants = [];
    private readonly HashSet<string> overridden = [];

    /// <summary>Adds nodes before another.</summary>
    public void Before(int place, CellNodes added) => Add(before, place, added);

    /// <summary>Lets other nodes make a value.</summary>
    public void Override(CellValue value, CellNodes makers)
    {
        if (overridden.Add(value.Name))
        {
            Add(behind, value.Node, makers);
        }
    }

    public OnnxGraph Apply(OnnxGraph graph)
    {
        var all = new List<OnnxNode>();
        for (int place = 0; place < nodes.Count; place++)
        {
            all.AddRange(before.GetValueOrDefault(place) ?? []);
            if (instead.TryGetValue(place, out var others))
            {
                all.AddRange(others.Nodes);
                constants.AddRange(others.Constants);
            }
            else
            {
                all.Add(nodes[place].Outputs.Any(overridden.Contains) ? nodes[place] with { Outputs = [.. nodes[place].Outputs.Select(output => overridden.Contains(output) ? "" : output)] } : nodes[place]);
            }
            all.AddRange(behind.GetValueOrDefault(place) ?? []);
        }
        return new OnnxGraph(all, [.. graph.Initializers, .. constants], graph.Inputs, graph.Outputs);
    }

    private void Add(Dictionary<int, List<OnnxNode>> to, int place, CellNodes added)
    {
        if (!to.TryGetValue(place, out var list))
        {
            to[place] = list = [];
        }
        list.AddRange(added.Nodes);
        constants.AddRange(added.Constants);
    }
}
