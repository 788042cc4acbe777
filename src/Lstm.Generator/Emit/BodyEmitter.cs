using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the class that holds a network's code for one instruction set: Step, Run and a method for each layer.</summary>
internal sealed class BodyEmitter(SourceWriter writer, NetworkPlan network, VectorTarget? target)
{
    private readonly Dictionary<(LstmActivations, bool), string> cells = [];
    private readonly HashSet<(string, int)> written = [];

    private string Alternation => network.Alternates ? ", bool backwards" : "";

    public void Write()
    {
        writer.Doc($"<summary>{target?.Summary ?? "Plain C#, one unit at a time: runs everywhere, and is the order of summation to read first."}</summary>");
        using (writer.Open($"file static class {target?.Name ?? "Scalar"}Body"))
        {
            WriteStep();
            writer.Line();
            WriteRun();
            foreach (var layer in network.Layers)
            {
                writer.Line();
                WriteLayer(layer);
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
        writer.Doc("<summary>One time step.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"internal static void Step(ref float weights, ref float state, ref float input, ref float output{Alternation})"))
        {
            string from = "input";
            bool padded = false;
            foreach (var layer in network.Layers)
            {
                string weights = At("weights", layer.WeightOffset);
                bool last = layer.Index == network.Layers.Count - 1;
                if (layer is LstmPlan lstm)
                {
                    string hidden = At("state", lstm.HiddenOffset), cell = At("state", lstm.CellOffset);
                    if (lstm.Form == LstmForm.Streamed)
                    {
                        string columns = At("state", lstm.ColumnsOffset);
                        writer.Line(Copy(columns, from, lstm.InputSize));
                        writer.Line($"{lstm.Method}(ref {weights}, ref {columns}, ref {hidden}, ref {cell}, backwards);");
                    }
                    else
                    {
                        writer.Line($"{lstm.Method}(ref {weights}, ref {from}, ref {hidden}, ref {cell});");
                    }
                    from = hidden;
                    padded = true;
                    if (last)
                    {
                        writer.Line(Copy("output", hidden, lstm.HiddenSize));
                    }
                    continue;
                }

                if (layer is DensePlan dense && !padded && dense.PaddedInput != dense.InputSize)
                {
                    string copy = Scratch(layer, "Input");
                    writer.Line(Copy(copy, from, dense.InputSize));
                    from = copy;
                }
                string to = last ? "output" : Scratch(layer, "Output");
                writer.Line($"{layer.Method}(ref {weights}, ref {from}, ref {to});");
                from = to;
                padded = true;
            }
        }
    }

    private string Scratch(LayerPlan layer, string what)
    {
        string name = layer.Method.Substring(0, 1).ToLowerInvariant() + layer.Method.Substring(1) + what;
        writer.Line($"{layer.Method}{what} {name}Floats = default;");
        writer.Line($"ref float {name} = ref Unsafe.As<{layer.Method}{what}, float>(ref {name}Floats);");
        return name;
    }

    private void WriteRun()
    {
        writer.Doc("<summary>Many time steps, one after the other.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string alternation = network.Alternates ? ", ref int turn" : "";
        using (writer.Open($"internal static void Run(ref float weights, ref float state, ref float inputs, ref float outputs, int steps{alternation})"))
        {
            using (writer.Open("for (nint t = 0; t < steps; t++)"))
            {
                string backwards = network.Alternates ? ", ((turn ^= 1) & 1) == 0" : "";
                writer.Line($"Step(ref weights, ref state, ref Unsafe.Add(ref inputs, t * {network.Spec.InputSize}), ref Unsafe.Add(ref outputs, t * {network.Spec.OutputSize}){backwards});");
            }
        }
    }

    private void WriteLayer(LayerPlan layer)
    {
        switch (layer)
        {
            case DensePlan dense:
                DenseEmitter.Write(writer, dense, target);
                break;
            case ScalePlan scale:
                DenseEmitter.Write(writer, scale);
                break;
            case LstmPlan lstm when target is null:
                new LstmScalarEmitter(writer, lstm, UpdateCell(lstm.Spec, [1])).Write();
                break;
            case LstmPlan lstm:
                var emitter = new LstmVectorEmitter(writer, target, lstm);
                emitter.Write(UpdateCell(lstm.Spec, emitter.UpdateLanes().ToArray()));
                break;
        }
    }

    /// <summary>The name of the cell update for a layer; writes what does not exist yet.</summary>
    private string UpdateCell(LstmLayerSpec layer, int[] lanes)
    {
        var key = (layer.Activations, layer.Peephole);
        if (!cells.TryGetValue(key, out string? name))
        {
            name = cells.Count == 0 ? "UpdateCell" : $"UpdateCell{cells.Count + 1}";
            cells.Add(key, name);
        }
        foreach (int width in lanes)
        {
            if (written.Add((name, width)))
            {
                if (target is null)
                {
                    CellEmitter.Scalar(writer, name, layer);
                }
                else
                {
                    CellEmitter.Vector(writer, name, layer, target, width);
                }
                writer.Line();
            }
        }
        return name;
    }

    internal static string At(string reference, int offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    private static string Copy(string to, string from, int floats) =>
        $"Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref {to}), ref Unsafe.As<float, byte>(ref {from}), {floats * sizeof(float)});";
}
