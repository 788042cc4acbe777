using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes the run of a network that needs whole sequences: the layers that go step by step in segments, one loop each, and between
/// them the layers that go backwards. The output of one for the next stands in the caller's workspace.
/// </summary>
internal sealed class SequenceEmitter(SourceWriter writer, NetworkPlan network)
{
    private readonly SequenceStages stages = new(network);
    private readonly TurnText turns = new(network);

    /// <summary>Run, and a method for each segment.</summary>
    public void Write()
    {
        WriteRun();
        foreach (var stage in stages.Stages.Where(stage => stage.Layers.Count > 0))
        {
            writer.Line();
            WriteSegment(stage);
        }
    }

    /// <summary>A layer's way through a sequence.</summary>
    public void WriteLayer(SequencePlan layer)
    {
        string ways = layer.Spec.Direction switch
        {
            Direction.Bidirectional => "forwards, then in reverse; of each result the forward direction's values come first",
            Direction.Reverse => "in reverse, each result at its time step",
            Direction.Backwards => "in reverse, the results in that order",
            _ => throw Unhandled.Kind(layer.Spec.Direction),
        };
        writer.Doc($"<summary>Layer {layer.Index} over a whole sequence: {ways}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float state, ref float from, ref float to, nint steps{turns.Turn})"))
        {
            for (int k = 0; k < layer.Cells.Count; k++)
            {
                bool back = layer.Spec.Direction != Direction.Bidirectional || k == 1;
                var cell = layer.Cells[k];
                using (writer.Open(back ? "for (nint t = steps - 1; t >= 0; t--)" : "for (nint t = 0; t < steps; t++)"))
                {
                    writer.Line($"ref float x = ref Unsafe.Add(ref from, t * {layer.InputSize});");
                    if (cell is LstmPlan { Form: LstmForm.Streamed })
                    {
                        writer.Line("bool backwards = ((turn ^= 1) & 1) == 0;");
                    }
                    var flow = new LayerFlow(writer, network, null);
                    bool takesSample = layer.Index == 0 && cell is not LstmPlan { Form: LstmForm.Streamed }; // which copies its input anyway
                    flow.WriteCell(cell, takesSample ? flow.TakeSample("x").From : "x");
                    string step = layer.Spec.Direction == Direction.Backwards ? "(steps - 1 - t)" : "t";
                    string at = k == 0 ? $"{step} * {layer.OutputSize}" : $"({step} * {layer.OutputSize}) + {cell.OutputSize}";
                    writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref to, {at})", BodyEmitter.At("state", cell.Place("Hidden")), cell.OutputSize));
                }
            }
        }
    }

    private void WriteRun()
    {
        writer.Doc($"<summary>A whole sequence{(network.Stride > 1 ? "; says how many results there are" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string workspace = stages.FloatsPerStep > 0 ? ", ref float workspace" : "";
        using (writer.Open($"internal static {(network.Stride > 1 ? "int" : "void")} Run(ref float weights, ref float state, ref float inputs, ref float outputs{workspace}, int steps{turns.Turn})"))
        {
            foreach (var (name, offset) in stages.Buffers)
            {
                writer.Line($"ref float {name} = ref {(offset == 0 ? "workspace" : $"Unsafe.Add(ref workspace, (nint)steps * {offset})")};");
            }
            string count = "steps";
            for (int k = 0; k < stages.Stages.Count; k++)
            {
                var stage = stages.Stages[k];
                if (stage.Sequence is { } sequence)
                {
                    writer.Line($"{sequence.Method}(ref weights, ref state, ref {stage.From}, ref {stage.To}, {count}{turns.SameTurn});");
                }
                else
                {
                    count = WriteLoop(stage, count);
                }
            }
            if (network.Stride > 1)
            {
                writer.Line(network.Pool is null ? $"return (int){count};" : "return 1;");
            }
        }
    }

    private string WriteLoop(SequenceStage stage, string count)
    {
        string from = $"ref Unsafe.Add(ref {stage.From}, t * {stage.InputSize})";
        if (stage.Pool is not null)
        {
            WritePooled(stage, from, count);
            return count;
        }
        if (!stage.Strides)
        {
            using (writer.Open($"for (nint t = 0; t < {count}; t++)"))
            {
                writer.Line($"Segment{stage.Number}(ref weights, ref state, {from}, ref Unsafe.Add(ref {stage.To}, t * {stage.OutputSize}){turns.NextWay});");
            }
            return count;
        }
        string fewer = $"steps{stage.Number}";
        writer.Line($"nint {fewer} = 0; // a convolution leaves some out");
        using (writer.Open($"for (nint t = 0; t < {count}; t++)"))
        {
            using (writer.Open($"if (Segment{stage.Number}(ref weights, ref state, {from}, ref Unsafe.Add(ref {stage.To}, {fewer} * {stage.OutputSize}){turns.NextWay}))"))
            {
                writer.Line($"{fewer}++;");
            }
        }
        return fewer;
    }

    private void WritePooled(SequenceStage stage, string from, string count)
    {
        if (stage.TakesFinalState)
        {
            writer.Line($"Segment{stage.Number}(ref weights, ref state, ref {stage.To}{(network.Alternates ? ", false" : "")});");
            return;
        }
        if (stage.Strides)
        {
            using (writer.Open($"for (nint t = 0; t < {count}; t++)"))
            {
                writer.Line($"Segment{stage.Number}(ref weights, ref state, {from}, ref {stage.To}{turns.NextWay});");
            }
            return;
        }
        if (stage.HasInside)
        {
            using (writer.Open($"for (nint t = 0; t < {count} - 1; t++)"))
            {
                writer.Line($"Segment{stage.Number}Inside(ref weights, ref state, {from}{turns.NextWay});");
            }
        }
        writer.Line($"Segment{stage.Number}(ref weights, ref state, {from.Replace("t *", $"({count} - 1) *")}, ref {stage.To}{turns.NextWay});");
    }

    private void WriteSegment(SequenceStage stage)
    {
        var flow = new LayerFlow(writer, network, null);
        string layers = stage.Layers.Count == 1 ? $"layer {stage.Layers[0].Index}" : $"layers {stage.Layers[0].Index} to {stage.Layers[stage.Layers.Count - 1].Index}";
        if (stage is { TakesFinalState: true, Pool: { } final })
        {
            writer.Doc($"<summary>The result of a sequence: {layers}.</summary>");
            using (writer.Open($"private static void Segment{stage.Number}(ref float weights, ref float state, ref float output{turns.Way})"))
            {
                string from = WriteFinal(final, flow);
                flow.Write([.. stage.Layers.Skip(1)], from, padded: stage.Layers.Count > 1, stage.Layers.Count > 1 ? "output" : null, final.Index);
                if (stage.Layers.Count == 1)
                {
                    writer.Line(BodyEmitter.Copy("output", from, final.OutputSize));
                }
            }
            return;
        }

        writer.Doc($"<summary>One time step of {layers}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"private static {(stage.Strides ? "bool" : "void")} Segment{stage.Number}(ref float weights, ref float state, ref float input, ref float output{turns.Way})"))
        {
            flow.Write(stage.Layers, "input", padded: false, "output", stage.Layers[0].Index - 1);
            if (stage.Strides)
            {
                writer.Line("return true;");
            }
        }
        if (stage is { HasInside: true, Pool: { } pool })
        {
            writer.Line();
            writer.Doc($"<summary>The same as far as the pooling, where no result is wanted.</summary>");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Open($"private static void Segment{stage.Number}Inside(ref float weights, ref float state, ref float input{turns.Way})"))
            {
                new LayerFlow(writer, network, null).WriteInside(stage.BeforePool, pool, stage.Layers[0].Index - 1);
            }
        }
    }

    /// <summary>The hidden states that the layer before has ended with, side by side.</summary>
    private string WriteFinal(PoolPlan pool, LayerFlow flow)
    {
        var cells = ((SequencePlan)network.Layers[pool.Index - 1]).Cells;
        if (cells.Count == 1)
        {
            return BodyEmitter.At("state", cells[0].Place("Hidden"));
        }
        string final = flow.Scratch(pool, "Output");
        int at = 0;
        foreach (var cell in cells)
        {
            writer.Line(BodyEmitter.Copy(BodyEmitter.At(final, at), BodyEmitter.At("state", cell.Place("Hidden")), cell.OutputSize));
            at += cell.OutputSize;
        }
        return final;
    }
}

/// <summary>A part of a run over a whole sequence: a layer that goes backwards, or the layers between two of them.</summary>
/// <param name="Number">Which segment, from 0.</param>
/// <param name="Layers">The layers that go step by step; none where <paramref name="Sequence"/> is given.</param>
/// <param name="Sequence">The layer that goes backwards.</param>
/// <param name="From">Where its input stands.</param>
/// <param name="To">Where its output goes.</param>
internal sealed record SequenceStage(int Number, IReadOnlyList<LayerPlan> Layers, SequencePlan? Sequence, string From, string To)
{
    public PoolPlan? Pool => Layers.OfType<PoolPlan>().FirstOrDefault();

    /// <summary>The layers before the pool.</summary>
    public IReadOnlyList<LayerPlan> BeforePool => [.. Layers.TakeWhile(layer => layer is not PoolPlan)];

    /// <summary>Whether the result is made of the states that the layer before has ended with, and needs no time step of its own.</summary>
    public bool TakesFinalState => Layers.Count > 0 && Layers[0] is PoolPlan { Spec.Kind: PoolKind.Final };

    /// <summary>Whether time steps before the last one leave something behind: then they have a method that ends at the pool.</summary>
    public bool HasInside => !Strides && Pool is { } pool && (pool.Spec.Kind == PoolKind.Mean || BeforePool.Any(layer => layer.StateFloats > 0));

    public bool Strides => Layers.Any(layer => layer is ConvPlan { Spec.Stride: > 1 });

    public int InputSize => Layers[0].InputSize;

    public int OutputSize => Sequence?.OutputSize ?? Layers[Layers.Count - 1].OutputSize;
}

/// <summary>The parts of a run, and the two blocks of workspace that they use in turn.</summary>
internal sealed class SequenceStages
{
    private readonly List<SequenceStage> stages = [];

    public SequenceStages(NetworkPlan network)
    {
        var segment = new List<LayerPlan>();
        string from = "inputs";
        int number = 0;
        int[] widths = [0, 0];
        void Add(SequencePlan? sequence, bool last)
        {
            if (sequence is null && segment.Count == 0)
            {
                return;
            }
            int block = from == "between0" ? 1 : 0;
            string to = last ? "outputs" : $"between{block}";
            stages.Add(new SequenceStage(sequence is null ? number++ : -1, sequence is null ? [.. segment] : [], sequence, from, to));
            if (!last)
            {
                widths[block] = Math.Max(widths[block], stages[stages.Count - 1].OutputSize);
            }
            segment.Clear();
            from = to;
        }
        foreach (var layer in network.Layers)
        {
            bool last = layer.Index == network.Layers.Count - 1;
            if (layer is SequencePlan sequence)
            {
                Add(null, last: false);
                Add(sequence, last);
            }
            else
            {
                segment.Add(layer);
            }
        }
        Add(null, last: true);
        FloatsPerStep = widths.Sum();
        Buffers = [.. new[] { ("between0", 0), ("between1", widths[0]) }.Where((_, k) => widths[k] > 0)];
    }

    public IReadOnlyList<SequenceStage> Stages => stages;

    /// <summary>Floats of workspace for each time step.</summary>
    public int FloatsPerStep { get; }

    /// <summary>The blocks by name, and where they begin: a number of floats for each time step.</summary>
    public IReadOnlyList<(string Name, int Offset)> Buffers { get; }
}
