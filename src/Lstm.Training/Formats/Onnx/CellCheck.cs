using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Reference;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Computes what was recognised as a cell twice, node by node and as a layer, with random samples and states.</summary>
internal sealed class CellCheck(ModelSource source, OnnxModel model, ConstantFolding folding)
{
    private const double Tolerance = 1e-5; // weights become single precision

    /// <summary>Whether both come to the same.</summary>
    /// <param name="nodes">The nodes that compute the cell.</param>
    /// <param name="finder">Its constants.</param>
    /// <param name="chain">The cell.</param>
    /// <param name="layer">The operator's node with its samples named X and its states h and c, and its weights.</param>
    /// <param name="given">Values that are known in this computation, such as the number of an iteration.</param>
    public bool Agrees(IReadOnlyList<OnnxNode> nodes, CellFinder finder, CellChain chain, (OnnxNode Node, Dictionary<string, Constant> Weights) layer, Dictionary<string, Constant> given)
    {
        var random = new Random(1);
        int steps = chain.Steps.Count;
        double[][] samples = [.. Enumerable.Range(0, steps).Select(_ => Draw(chain.Inputs))]; // in the order of the steps
        var values = new Dictionary<string, Constant>(given);
        AddSamples(values, finder, chain, samples);
        double[]? hidden = Initial(chain.Hidden), cell = Initial(chain.Cell);
        Evaluate(nodes, finder, values, [.. chain.Steps.Select(step => step.Hidden!.Name)]);
        double[][] expected = Layer(chain, layer, chain.IsReverse ? [.. samples.Reverse()] : samples, hidden, cell);
        return chain.Steps.Select((step, t) => (Found: values.GetValueOrDefault(step.Hidden!.Name)?.Values ?? [], Expected: expected[chain.IsReverse ? steps - 1 - t : t]))
            .All(pair => pair.Found.Length == pair.Expected.Length && pair.Found.Zip(pair.Expected).All(two => Math.Abs(two.First - two.Second) <= Tolerance * (1 + Math.Abs(two.Second))));

        double[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (2 * random.NextDouble()) - 1)];

        double[]? Initial(VectorSource? state)
        {
            if (state is null)
            {
                return null;
            }
            if (!values.TryGetValue(state.Name, out var known))
            {
                int rank = finder.Constant(state.Name)?.Dims.Length ?? state.Rank;
                values[state.Name] = known = new Constant([.. Enumerable.Repeat(1L, Math.Max(0, rank - 1)), chain.Units], Draw(chain.Units), false);
                foreach (string copy in finder.Copies.Where(pair => pair.Value == state.Name).Select(pair => pair.Key))
                {
                    values[copy] = known;
                }
            }
            return known.Values;
        }
    }

    private static void AddSamples(Dictionary<string, Constant> values, CellFinder finder, CellChain chain, double[][] samples)
    {
        var first = chain.Samples[0];
        if (chain.Below is null && first.Pick is { } pick)
        {
            long[] dims = [.. Enumerable.Repeat(1L, Math.Max(2, first.Rank))];
            (dims[pick.Axis], dims[^1]) = (samples.Length, chain.Inputs);
            var sequence = chain.IsReverse ? samples.Reverse() : samples;
            values[first.Name] = new Constant([.. dims], [.. sequence.SelectMany(row => row)], false);
            if (pick.Index == TimePick.Iteration && finder.Slices.TryGetValue(first.Name, out string? slice))
            {
                values[slice] = new Constant([.. dims.Where((_, axis) => axis != pick.Axis)], samples[0], false);
            }
            return;
        }
        for (int t = 0; t < samples.Length; t++)
        {
            var sample = chain.Samples[t];
            int rank = Math.Max(1, sample.Rank < 0 ? finder.RankOf(sample.Name) : sample.Rank);
            values[sample.Name] = new Constant([.. Enumerable.Repeat(1L, rank - 1), chain.Inputs], samples[t], false);
        }
    }

    // Nodes that make what is given are not asked.
    private void Evaluate(IReadOnlyList<OnnxNode> nodes, CellFinder finder, Dictionary<string, Constant> values, string[] wanted)
    {
        var open = nodes.Where(node => !node.Outputs.Any(values.ContainsKey)).ToList();
        var needed = GraphEnds.Behind(open, wanted);
        foreach (var node in open.Where(needed.Contains))
        {
            if (!ConstantFolding.Knows(node.Operator))
            {
                throw source.Fault(node.Place, "it cannot be computed here", "an operator on constants");
            }
            Constant?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : values.GetValueOrDefault(name) ?? finder.Constant(name) ?? throw source.Fault(node.Place, $"{ModelSource.Quote(name)} is not known", "a value"))];
            var outputs = folding.Compute(node, new NodeAttributes(source, node), inputs);
            for (int k = 0; k < node.Outputs.Count && k < outputs.Length; k++)
            {
                values[node.Outputs[k]] = outputs[k];
            }
        }
    }

    private double[][] Layer(CellChain chain, (OnnxNode Node, Dictionary<string, Constant> Weights) layer, double[][] samples, double[]? hidden, double[]? cell)
    {
        var constants = new Dictionary<string, Constant>(layer.Weights);
        foreach (var (name, state) in new[] { ("h", hidden), ("c", cell) })
        {
            if (state is not null)
            {
                constants[name] = new Constant([1, 1, chain.Units], state, false);
            }
        }
        var inputs = new OnnxValueInfo("X", OnnxType.Float, [samples.Length, 1, chain.Inputs]);
        var node = layer.Node with { Inputs = ["X", .. layer.Node.Inputs.Skip(1).Take(4), hidden is null ? "" : "h", cell is null ? "" : "c"], Outputs = ["Y"] };
        var graph = new OnnxGraph([node], [], [inputs], [new OnnxValueInfo("Y", OnnxType.Float, [])]);
        var walk = new GraphWalk(source, model with { Graph = graph, Notes = [] }, new GraphEnds(source, graph, new ImportOptions()), folding, constants, [new Signal(-1, [new Axis(AxisRole.Time, samples.Length), new Axis(AxisRole.Batch, 1), new Axis(AxisRole.Feature, chain.Inputs)])]);
        var imported = walk.Run();
        return new ReferenceNetwork(imported.Spec, name => imported.Tensors[name]).Run(samples);
    }
}
