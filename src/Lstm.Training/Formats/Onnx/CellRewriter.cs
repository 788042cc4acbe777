using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// Puts the operators LSTM, GRU and RNN in the place of cells that a graph has written out: once for each time step, once in a graph that is one
/// time step, or in the body of a Loop or Scan. What is recognised by its algebra is computed twice, as nodes and as a layer, before it is believed.
/// </summary>
internal sealed class CellRewriter
{
    private readonly ModelSource source;
    private readonly OnnxModel model;
    private readonly ConstantFolding folding;
    private readonly CellCheck check;
    private readonly List<string> notes = [];
    private int rolled;

    private CellRewriter(ModelSource source, OnnxModel model, ConstantFolding folding)
    {
        (this.source, this.model, this.folding) = (source, model, folding);
        check = new CellCheck(source, model, folding);
    }

    /// <summary>The same model with such operators; the model itself where there is nothing of the kind.</summary>
    public static OnnxModel Rewrite(ModelSource source, OnnxModel model, ConstantFolding folding, string sample)
    {
        if (!MayHoldCells(model.Graph))
        {
            return model;
        }
        var rewriter = new CellRewriter(source, model, folding);
        var finder = new CellFinder(source, model.Opset, folding);
        foreach (var input in model.Graph.Inputs)
        {
            finder.Declare(input.Name, input.Dims.Count, input.Name == sample, input.Dims.Count > 0 ? input.Dims[^1] ?? -1 : -1);
        }
        var graph = rewriter.Rewrite(model.Graph, finder);
        return rewriter.rolled == 0 && rewriter.notes.Count == 0 ? model with { Graph = graph } : model with { Graph = graph, Notes = [.. model.Notes, .. rewriter.notes] };
    }

    private static bool MayHoldCells(OnnxGraph graph) => graph.Nodes.Any(node => node.Operator is "Loop" or "Scan" || node.Graphs.Any(MayHoldCells))
        || (graph.Nodes.Any(node => node.Operator is "MatMul" or "Gemm") && graph.Nodes.Any(node => ForeignActivations.OnnxOperators.ContainsKey(node.Operator)));

    private OnnxGraph Rewrite(OnnxGraph graph, CellFinder finder)
    {
        foreach (var tensor in graph.Initializers.DistinctBy(tensor => tensor.Name))
        {
            finder.Declare(tensor.Name, new Symbol.Known(folding.Decode(tensor)));
        }
        OnnxNode[] nodes = [.. graph.Nodes];
        var instead = new Dictionary<int, CellNodes>();
        for (int place = 0; place < nodes.Length; place++)
        {
            if (nodes[place].Operator is "Loop" or "Scan")
            {
                var loop = new LoopBody(source, model.Opset, folding, nodes[place], finder);
                instead[place] = Rolled(loop) ?? new CellNodes([nodes[place] with { Attributes = new Dictionary<string, OnnxAttribute> { [LoopNode.Reason] = LoopNode.Because(loop.Problem) } }], []);
            }
            else if (nodes[place].Graphs.Any())
            {
                nodes[place] = nodes[place] with { Attributes = nodes[place].Attributes.ToDictionary(pair => pair.Key, pair => pair.Value.Graph is { } inner ? pair.Value with { Graph = Rewrite(inner, finder.Within()) } : pair.Value) };
            }
            finder.Take(nodes[place], place);
        }
        var edits = new GraphEdits(nodes, instead);
        var order = new CellChains(finder, name => source.Budget.CheckTime(source, name));
        var chains = order.Build();
        var emitted = new Dictionary<CellChain, CellEmitter>();
        foreach (var chain in chains.Where(chain => chain.Below is null || emitted.ContainsKey(chain.Below)))
        {
            if (Emitter(chain, nodes, finder, emitted, []) is { } emitter)
            {
                emitted[chain] = emitter;
                Note(chain, nodes[chain.Steps[0].Hidden!.Node].Place);
            }
        }
        foreach (var (chain, emitter) in emitted)
        {
            var other = emitted.Where(pair => emitter.PairWith(pair.Value)).Select(pair => pair.Key).FirstOrDefault();
            edits.Before(Math.Min(chain.Steps[0].Hidden!.Node, (other ?? chain).Steps[0].Hidden!.Node), emitter.Layer());
            emitter.Override(edits);
        }
        foreach (var (value, axis, parts) in finder.Stacks)
        {
            CellStep?[] steps = [.. parts.Select(order.StepOf)];
            if (emitted.Keys.FirstOrDefault(chain => steps[0] is { } first && chain.Steps.Contains(first)) is { } chain && steps.SequenceEqual(chain.IsReverse ? chain.Steps.Reverse() : chain.Steps))
            {
                edits.Override(value, emitted[chain].Sequence(value.Name, value.Rank, axis));
            }
        }
        return edits.Apply(graph);
    }

    private CellEmitter? Emitter(CellChain chain, IReadOnlyList<OnnxNode> nodes, CellFinder finder, Dictionary<CellChain, CellEmitter> emitted, Dictionary<string, Constant> given, IReadOnlyDictionary<string, string>? initials = null)
    {
        var emitter = CellEmitter.Of(chain, finder, model.Opset, $"rolled.{rolled}.", chain.Below is { } below ? emitted[below] : null, initials);
        try
        {
            if (emitter is null || !check.Agrees(nodes, finder, chain, (emitter.Node, emitter.Constants), given))
            {
                return null;
            }
        }
        catch (ImportException) when (!source.Budget.IsExceeded)
        {
            return null; // it cannot be computed, so it is not believed
        }
        rolled++;
        return emitter;
    }

    private CellNodes? Rolled(LoopBody loop)
    {
        if (!loop.Read())
        {
            return null;
        }
        var made = new List<OnnxNode>();
        var constants = new List<OnnxTensor>();
        var emitted = new Dictionary<CellChain, CellEmitter>();
        foreach (var chain in loop.Chains)
        {
            if ((chain.Below is null || emitted.ContainsKey(chain.Below)) && Emitter(chain, loop.Nodes, loop.Finder, emitted, loop.Given(), loop.Initials) is { } emitter && loop.Connect(emitter))
            {
                emitted[chain] = emitter;
                var layer = emitter.Layer();
                made.AddRange(layer.Nodes);
                constants.AddRange(layer.Constants);
                Note(chain, loop.Node.Place);
            }
            else
            {
                loop.Fail("computed with random values its body does not come to what the cell does that it looks like, or it takes states in another way");
                return null;
            }
        }
        foreach (var result in loop.Results(emitted))
        {
            made.AddRange(result.Nodes);
            constants.AddRange(result.Constants);
        }
        return loop.Problem is null ? new CellNodes([.. made], [.. constants]) : null;
    }

    private void Note(CellChain chain, string place) =>
        notes.Add($"{place}: {(chain.Steps.Count > 1 ? $"{chain.Steps.Count} time steps" : "a time step")} of {(chain.Kind == "GRU" ? "a" : "an")} {chain.Kind} of {chain.Units} units, written out, {(chain.Steps.Count > 1 ? "are" : "is")} one layer; computed as nodes and as a layer, with random values, both agree.");
}

/// <summary>Nodes, and the constants that they bring.</summary>
internal sealed record CellNodes(IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Constants);
