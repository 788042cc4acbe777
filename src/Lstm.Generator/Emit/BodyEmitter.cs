using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the class that holds a network's code for one instruction set: Step, Run and a method for each layer.</summary>
internal sealed class BodyEmitter(SourceWriter writer, NetworkPlan network, VectorTarget? target)
{
    private readonly Dictionary<(LstmActivations, bool, float?, float?), CellMethods> cells = [];
    private readonly HashSet<(string, int)> written = [];
    private readonly TurnText turns = new(network);

    /// <summary>The first layer, where a run sums the input's part of it ahead.</summary>
    private LstmPlan? Ahead => target is not null && network.Layers[0] is LstmPlan { LooksAhead: true } lstm ? lstm : null;

    /// <summary>Where the lines go.</summary>
    public SourceWriter Writer => writer;

    /// <summary>The network.</summary>
    public NetworkPlan Network => network;

    /// <summary>The instruction set; null for plain C#.</summary>
    public VectorTarget? Target => target;

    /// <summary>The instruction set for a layer of so many units.</summary>
    public VectorTarget? TargetOf(int units) => target?.For(units);

    /// <summary>Whether a layer's output is the network's result and nothing else.</summary>
    public bool IsLast(LayerPlan layer) => network.Spec.IsOnlyResult(layer.Index);

    public void Write()
    {
        writer.Doc($"<summary>{target?.Summary ?? "Plain C#, one unit at a time: runs everywhere, and is the order of summation to read first."}</summary>");
        using (writer.Open($"file static class {target?.Name ?? "Scalar"}Body"))
        {
            if (network.Streams)
            {
                WriteStep();
                writer.Line();
                WriteRun();
                if (network.HasStepMany)
                {
                    writer.Line();
                    WriteStepMany();
                }
            }
            else
            {
                new SequenceEmitter(writer, network).Write();
            }
            foreach (var layer in network.Layers.Where(layer => layer.HasMethods))
            {
                writer.Line();
                layer.WriteMethods(this);
            }
            if (target is null && network.Layers.OfType<DensePlan>().Any())
            {
                writer.Line();
                DenseEmitter.WriteScalarDot(writer);
            }
        }
    }

    private void WriteStep()
    {
        string parameters = $"ref float state, {network.Parts.Parameters}{turns.Way}";
        writer.Doc($"<summary>One time step.{(network.Stride > 1 ? " False where it has no result." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        if (Ahead is not { } lstm)
        {
            using (writer.Open($"internal static {(network.Stride > 1 ? "bool" : "void")} Step(ref float weights, {parameters})"))
            {
                WriteLayers(network.Layers, "input", padded: false);
                if (!network.Branches)
                {
                    GuardEmitter.Write(writer, network);
                }
                if (network.Stride > 1)
                {
                    writer.Line("return true;");
                }
            }
            if (network is { Pool: { } pool, Stride: 1, Guards: false })
            {
                writer.Line();
                WriteFront(pool);
            }
            return;
        }

        using (writer.Open($"internal static void Step(ref float weights, {parameters})"))
        {
            writer.Line($"StepFrom(ref weights, ref {LayerFlow.WeightsOf(lstm)}, {lstm.MethodPlace("PanelStride")}, 0, ref state, ref input, ref output, backwards);");
        }
        writer.Line();
        writer.Doc("<summary>One time step whose first layer's sums continue from <paramref name=\"start\"/>, a panel's <paramref name=\"stride\"/> apart, and column <paramref name=\"first\"/>.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"private static void StepFrom(ref float weights, ref float start, nint stride, nint first, {parameters})"))
        {
            WriteLayers(network.Layers, "input", padded: false);
            GuardEmitter.Write(writer, network);
        }
    }

    /// <summary>A time step whose result nobody asks for: the layers before the pooling.</summary>
    private void WriteFront(PoolPlan pool)
    {
        writer.Doc("<summary>One time step as far as the pooling, where no result is wanted.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"private static void StepInside(ref float weights, ref float state, ref float input{turns.Way})"))
        {
            new LayerFlow(writer, network, null).WriteInside([.. network.Layers.Take(pool.Index)], pool, ResidualLayerSpec.Input);
        }
    }

    /// <param name="layers">The last layers of the network.</param>
    /// <param name="from">Where the first of them finds its input.</param>
    /// <param name="padded">Whether zeros stand behind it.</param>
    private void WriteLayers(IReadOnlyList<LayerPlan> layers, string from, bool padded) =>
        new LayerFlow(writer, network, Ahead).Write(layers, from, padded, "output", layers.Count == 0 ? ResidualLayerSpec.Input : layers[0].Index - 1);

    private void WriteRun()
    {
        if (network.Stride > 1)
        {
            WriteStridedRun();
            return;
        }
        if (network.Pool is not null)
        {
            WritePooledRun();
            return;
        }
        if (network.Parts.AreSeveral)
        {
            WriteLoop("Many time steps, one after the other.", "Run", "state", "steps", turns);
            return;
        }
        writer.Doc("<summary>Many time steps, one after the other.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string at(string t) => $"ref state, ref Unsafe.Add(ref inputs, {t} * {PlaceEmitter.InputSize}), ref Unsafe.Add(ref outputs, {t} * {PlaceEmitter.OutputSize}){turns.NextWay}";
        using (writer.Open($"internal static void Run(ref float weights, ref float state, ref float inputs, ref float outputs, int steps{turns.Turn})"))
        {
            string ahead = Ahead is null ? "0" : $"steps < {StackFootprint.LeastTogether} ? 0 : StepsAhead(ref weights, ref state, ref inputs, ref outputs, steps{turns.SameTurn})";
            writer.Line($"nint t = {ahead};");
            using (writer.Open("for (; t < steps; t++)"))
            {
                writer.Line($"Step(ref weights, {at("t")});");
            }
        }
        if (Ahead is { } lstm)
        {
            writer.Line();
            WriteStepsAhead(lstm, at);
        }
    }

    /// <summary>In a method of its own, so that a run of few steps has no large block on the stack.</summary>
    private void WriteStepsAhead(LstmPlan lstm, Func<string, string> at)
    {
        const int least = StackFootprint.LeastTogether;
        int most = lstm.StepsAhead;
        writer.Doc($"<summary>Time steps, at least {least}, the input's part of whose sums is taken for up to {most} of them ahead; says how many, {least - 1} fewer than all at most.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static nint StepsAhead(ref float weights, ref float state, ref float inputs, ref float outputs, int steps{turns.Turn})"))
        {
            Block(writer, $"{lstm.Method}AheadSums", "ahead");
            Block(writer, $"{lstm.Method}AheadSamples", "samples");
            writer.Line("nint t = 0;");
            using (writer.Open($"for (nint count; steps - t >= {least}; t += count)"))
            {
                writer.Line($"count = steps - t < {most} ? steps - t : {most};");
                SampleText.TakeMany(writer, "samples", $"Unsafe.Add(ref inputs, t * {PlaceEmitter.InputSize})", $"(nuint)count * {PlaceEmitter.InputSize}");
                writer.Line($"{lstm.Method}Ahead(ref {LayerFlow.WeightsOf(lstm)}, ref samples, ref ahead, count);");
                using (writer.Open("for (nint k = 0; k < count; k++)"))
                {
                    writer.Line($"StepFrom(ref weights, ref Unsafe.Add(ref ahead, k * {lstm.MethodPlace("Ahead")}), {lstm.MethodPlace("Row")}, {lstm.InputSize}, {at("(t + k)")});");
                }
            }
            writer.Line("return t;");
        }
    }

    /// <summary>A run where not every time step has a result.</summary>
    private void WriteStridedRun()
    {
        writer.Doc("<summary>Many time steps, one after the other; says how many results there are.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"internal static int Run(ref float weights, ref float state, ref float inputs, ref float outputs, int steps{turns.Turn})"))
        {
            writer.Line("int results = 0;");
            string to = network.Pool is null ? $"Unsafe.Add(ref outputs, (nint)results * {PlaceEmitter.OutputSize})" : "outputs";
            using (writer.Open("for (nint t = 0; t < steps; t++)"))
            {
                using (writer.Open($"if (Step(ref weights, ref state, ref Unsafe.Add(ref inputs, t * {PlaceEmitter.InputSize}), ref {to}{turns.NextWay}))"))
                {
                    writer.Line(network.Pool is null ? "results++;" : "results = 1; // the latest");
                }
            }
            writer.Line("return results;");
        }
    }

    /// <summary>A run with one result.</summary>
    private void WritePooledRun()
    {
        writer.Doc("<summary>Many time steps, at least one; the result is the last one's.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"internal static void Run(ref float weights, ref float state, ref float inputs, ref float output, int steps{turns.Turn})"))
        {
            using (writer.Open("for (nint t = 0; t < steps - 1; t++)"))
            {
                string step = network.Guards ? "Step" : "StepInside", result = network.Guards ? ", ref output" : ""; // whether a step is caught its result says too
                writer.Line($"{step}(ref weights, ref state, ref Unsafe.Add(ref inputs, t * {PlaceEmitter.InputSize}){result}{turns.NextWay});");
            }
            writer.Line($"Step(ref weights, ref state, ref Unsafe.Add(ref inputs, (nint)(steps - 1) * {PlaceEmitter.InputSize}), ref output{turns.NextWay});");
        }
    }

    /// <summary>Many steps of a network with several inputs or outputs: of one stream, or one of each of many.</summary>
    private void WriteLoop(string summary, string method, string states, string count, TurnText turns)
    {
        bool many = states == "states";
        writer.Doc($"<summary>{summary} With <paramref name=\"rows\"/> each step has a row of all its inputs and one of all its outputs; otherwise each input and output has memory of its own.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"internal static void {method}(ref float weights, ref float {states}, {network.Parts.Parameters}, int {count}, bool rows{(many ? "" : turns.Turn)})"))
        {
            foreach (string line in network.Parts.Strides)
            {
                writer.Line(line);
            }
            using (writer.Open($"for (nint k = 0; k < {count}; k++)"))
            {
                if (many && network.Alternates)
                {
                    writer.Line($"ref int turn = ref Unsafe.As<float, int>(ref Unsafe.Add(ref states, (k * {PlaceEmitter.StateStride}) + {PlaceEmitter.Turn}));");
                }
                string state = many ? $"Unsafe.Add(ref states, k * {PlaceEmitter.StateStride})" : "state";
                writer.Line($"Step(ref weights, ref {state}, {network.Parts.OfRows("k")}{turns.NextWay});");
            }
        }
    }

    private void WriteStepMany()
    {
        if (network.Parts.AreSeveral)
        {
            WriteLoop("One time step of each of many streams, whose states stand one behind the other.", "StepMany", "states", "streams", turns);
            return;
        }
        var together = target is null ? [] : network.Together;
        writer.Doc("<summary>One time step of each of many streams, whose states stand one behind the other.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string at(string stream) => $"ref Unsafe.Add(ref states, {stream} * {PlaceEmitter.StateStride}), ref Unsafe.Add(ref inputs, {stream} * {PlaceEmitter.InputSize}), ref Unsafe.Add(ref outputs, {stream} * {PlaceEmitter.OutputSize})";
        using (writer.Open("internal static void StepMany(ref float weights, ref float states, ref float inputs, ref float outputs, int streams)"))
        {
            writer.Line("nint k = 0;");
            if (together.Count > 0)
            {
                const int least = StackFootprint.LeastTogether;
                int most = network.StreamsTogether;
                using (writer.Open($"while (streams - k >= {least})"))
                {
                    writer.Line($"nint count = streams - k < {most} ? streams - k : {most};");
                    if (most > least)
                    {
                        using (writer.Open($"if (streams - k - count is > 0 and < {least})"))
                        {
                            writer.Line($"count -= {least}; // so that those left over can go together too");
                        }
                    }
                    writer.Line($"StepTogether(ref weights, {at("k")}, count);");
                    writer.Line("k += count;");
                }
            }
            using (writer.Open("for (; k < streams; k++)"))
            {
                if (network.Alternates)
                {
                    writer.Line($"ref int turn = ref Unsafe.As<float, int>(ref Unsafe.Add(ref states, (k * {PlaceEmitter.StateStride}) + {PlaceEmitter.Turn}));");
                }
                writer.Line($"Step(ref weights, {at("k")}{turns.NextWay});");
            }
        }
        if (together.Count > 0)
        {
            writer.Line();
            WriteStepTogether(together);
        }
    }

    private void WriteStepTogether(IReadOnlyList<CellPlan> together)
    {
        var rest = network.Layers.Skip(together.Count).ToList();
        writer.Doc("<summary>One time step of so many streams.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open("private static void StepTogether(ref float weights, ref float states, ref float inputs, ref float outputs, nint streams)"))
        {
            if (together.Any(IsStreamed))
            {
                writer.Line($"bool firstBackwards = (Unsafe.As<float, int>(ref {At("states", PlaceEmitter.Turn)}) & 1) != 0; // the way of the first stream's step, for all");
            }
            foreach (var cell in together)
            {
                WriteMany(cell, cell.Index == 0 ? null : together[cell.Index - 1]);
            }
            using (writer.Open("for (nint k = 0; k < streams; k++)"))
            {
                var top = together[together.Count - 1];
                string from = At("state", top.Place("Hidden"));
                writer.Line($"ref float state = ref Unsafe.Add(ref states, k * {PlaceEmitter.StateStride});");
                writer.Line($"ref float output = ref Unsafe.Add(ref outputs, k * {PlaceEmitter.OutputSize});");
                if (network.Alternates)
                {
                    writer.Line($"ref int turn = ref Unsafe.As<float, int>(ref Unsafe.Add(ref state, {PlaceEmitter.Turn}));");
                    writer.Line(rest.Any(IsStreamed) ? "bool backwards = ((turn ^= 1) & 1) == 0;" : "turn ^= 1; // as a step of one stream leaves it");
                }
                if (rest.Count == 0)
                {
                    writer.Line(Copy("output", from, top.OutputSize));
                }
                new LayerFlow(writer, network, Ahead).Write(rest, from, padded: true, "output", top.Index);
                GuardEmitter.Write(writer, network);
            }
        }
    }

    private static bool IsStreamed(LayerPlan layer) => layer is LstmPlan { Form: LstmForm.Streamed };

    /// <summary>One layer of many streams.</summary>
    /// <param name="cell">The layer.</param>
    /// <param name="below">The layer whose hidden states are its input; null where that is the samples.</param>
    private void WriteMany(CellPlan cell, CellPlan? below)
    {
        string weights = LayerFlow.WeightsOf(cell), hidden = At("states", cell.Place("Hidden"));
        string memory = cell.Cell.HasCell ? $", ref {At("states", cell.Place("Cell"))}" : "";
        if (cell is LstmPlan)
        {
            string columns = cell.Place("Columns");
            using (writer.Open("for (nint k = 0; k < streams; k++)"))
            {
                if (below is null)
                {
                    SampleText.Take(writer, StateAt(columns), $"Unsafe.Add(ref inputs, k * {PlaceEmitter.InputSize})", cell.InputSize);
                }
                else
                {
                    writer.Line(Copy(StateAt(columns), StateAt(below.Place("Hidden")), cell.InputSize));
                }
            }
            writer.Line($"{cell.Method}Many(ref {weights}, ref {At("states", columns)}, ref {hidden}{memory}, streams, firstBackwards);");
            return;
        }
        if (below is null)
        {
            Block(writer, $"{cell.Method}ManySamples", "samples");
            SampleText.TakeMany(writer, "samples", "inputs", $"(nuint)streams * {PlaceEmitter.InputSize}");
        }
        string x = below is null ? $"samples, {PlaceEmitter.InputSize}" : $"{At("states", below.Place("Hidden"))}, {PlaceEmitter.StateStride}";
        writer.Line($"{cell.Method}Many(ref {weights}, ref {x}, ref {hidden}{memory}, streams);");

        static string StateAt(string offset) => $"Unsafe.Add(ref states, (k * {PlaceEmitter.StateStride}) + {offset})";
    }

    /// <summary>The cell update of a layer; writes what does not exist yet.</summary>
    public CellMethods Update(LstmLayerSpec layer, IEnumerable<int> lanes)
    {
        var key = (layer.Activations, layer.Peephole, layer.Clip, layer.CellClip);
        if (!cells.TryGetValue(key, out var names))
        {
            string number = cells.Count == 0 ? "" : $"{cells.Count + 1}";
            names = new CellMethods("UpdateCell" + number, "UpdateHidden" + number);
            cells.Add(key, names);
        }
        foreach (int width in lanes)
        {
            if (written.Add((names.Cell, width)))
            {
                if (target is null)
                {
                    CellEmitter.Scalar(writer, names, layer);
                }
                else
                {
                    CellEmitter.Vector(writer, names, layer, target, width);
                }
                writer.Line();
            }
        }
        return names;
    }

    /// <summary>A block of floats on the stack, and the reference <paramref name="name"/> to its first.</summary>
    internal static void Block(SourceWriter writer, string type, string name, string comment = "")
    {
        writer.Line($"{type} {name}Block = default;{comment}");
        writer.Line($"ref float {name} = ref Unsafe.As<{type}, float>(ref {name}Block);");
    }

    internal static string At(string reference, string offset) => $"Unsafe.Add(ref {reference}, {offset})";

    internal static string At(string reference, int offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    internal static string Copy(string to, string from, int floats) =>
        $"Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref {to}), ref Unsafe.As<float, byte>(ref {from}), {floats * sizeof(float)});";
}
