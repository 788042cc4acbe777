using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the calls of layers one after the other within a method, each with the output of the one before.</summary>
/// <param name="writer">Where to.</param>
/// <param name="network">The network.</param>
/// <param name="ahead">The first layer, where its sums may have been begun before.</param>
internal sealed class LayerFlow(SourceWriter writer, NetworkPlan network, LstmPlan? ahead)
{
    private readonly Dictionary<int, string> places = [];
    private readonly HashSet<int> declared = [];

    /// <param name="layers">The layers, in order.</param>
    /// <param name="from">Where the first of them finds its input.</param>
    /// <param name="padded">Whether zeros stand behind it.</param>
    /// <param name="to">Where the last of them puts its output; null where nobody wants it.</param>
    /// <param name="before">The layer whose output the input is; −1 for the sample.</param>
    /// <returns>Where the last output stands.</returns>
    public string Write(IReadOnlyList<LayerPlan> layers, string from, bool padded, string? to, int before)
    {
        if (network.Branches)
        {
            new BranchFlow(this, network).Write();
            return "";
        }
        if (before == ResidualLayerSpec.Input)
        {
            (from, padded) = TakeSample(from);
        }
        places[before] = from;
        for (int k = 0; k < layers.Count; k++)
        {
            (from, padded) = layers[k].WriteCall(this, from, padded, k == layers.Count - 1 ? to : null);
            places[layers[k].Index] = from;
        }
        return from;
    }

    /// <summary>The layers before a pool, of a time step whose result nobody wants; <c>input</c> is what comes in.</summary>
    public void WriteInside(IReadOnlyList<LayerPlan> layers, PoolPlan pool, int before)
    {
        string from = Write(layers, "input", padded: false, to: null, before);
        if (pool.Spec.Kind == PoolKind.Mean)
        {
            writer.Line($"{pool.Method}Add(ref {BodyEmitter.At("state", pool.Place("Sums"))}, ref {from});");
        }
    }

    /// <summary>
    /// The sample as the network takes it, tiny values made zero: in a block of its own, but where the first layer keeps a copy
    /// anyway, which then does it.
    /// </summary>
    /// <returns>Where it stands, and whether zeros stand behind it.</returns>
    public (string From, bool Padded) TakeSample(string from)
    {
        var first = network.Layers[0];
        bool isAdded = network.Spec.TakesSampleAgain;
        if (first is EmbeddingPlan || (!isAdded && first is LstmPlan { Form: LstmForm.Streamed } or ConvPlan))
        {
            return (from, false);
        }
        string sample = Scratch(first, "Sample");
        SampleText.Take(writer, sample, from, first.InputSize, first is ScalePlan);
        return (sample, first is DensePlan);
    }

    /// <summary>The call of one direction's step; the state stands in <c>state</c>.</summary>
    public void WriteCell(CellPlan cell, string from)
    {
        string weights = WeightsOf(cell), hidden = BodyEmitter.At("state", cell.Place("Hidden"));
        string memory = cell.Cell.HasCell ? $", ref {BodyEmitter.At("state", cell.Place("Cell"))}" : "";
        if (cell is LstmPlan { Form: LstmForm.Streamed } lstm)
        {
            string columns = BodyEmitter.At("state", lstm.Place("Columns"));
            string start = lstm == ahead ? "ref start, stride, first, " : "";
            if (cell.TakesSample)
            {
                SampleText.Take(writer, columns, from, lstm.InputSize);
            }
            else
            {
                writer.Line(BodyEmitter.Copy(columns, from, lstm.InputSize));
            }
            writer.Line($"{lstm.Method}(ref {weights}, {start}ref {columns}, ref {hidden}{memory}, backwards);");
        }
        else
        {
            writer.Line($"{cell.Method}(ref {weights}, ref {from}, ref {hidden}{memory});");
        }
    }

    /// <summary>Where the lines go.</summary>
    public SourceWriter Writer => writer;

    /// <summary>Where a layer's weights begin.</summary>
    public static string WeightsOf(LayerPlan layer) => BodyEmitter.At("weights", layer.Place("Weights"));

    /// <summary>Where the output of a layer before stands, or the sample.</summary>
    public string PlaceOf(int layer) => places[layer];

    /// <summary>Where what a layer takes stands, in a network that branches.</summary>
    public IReadOnlyList<string> SourcesOf(LayerPlan layer) => [.. network.Spec.TakenBy(layer.Index).Select(PlaceOf)];

    /// <summary>Remembers where the output of a layer, or an input, stands.</summary>
    public void Place(int source, string place) => places[source] = place;

    /// <summary>The call of a layer that puts its output, with zeros behind it, where it is wanted.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="to">Where that is; null for anywhere.</param>
    /// <param name="arguments">What it is given, from the place of its output.</param>
    public (string From, bool Padded) Call(LayerPlan layer, string? to, Func<string, string> arguments)
    {
        string output = to ?? Output(layer);
        writer.Line($"{layer.Method}({arguments(output)});");
        return (output, true);
    }

    /// <summary>A layer whose output stands somewhere already: copied, where it is wanted elsewhere.</summary>
    public (string From, bool Padded) Pass(LayerPlan layer, string from, bool padded, string? to)
    {
        if (to is not null)
        {
            writer.Line(BodyEmitter.Copy(to, from, layer.OutputSize));
        }
        return (from, padded);
    }

    /// <summary>A block on the stack for a layer, and the reference to its first float.</summary>
    public string Scratch(LayerPlan layer, string what)
    {
        network.Buffers.Add((layer.Index, what));
        return Block(layer.Method + what);
    }

    /// <summary>A block on the stack for the output of a layer.</summary>
    public string Output(LayerPlan layer)
    {
        if (network.Scratch is not { } scratch)
        {
            return Scratch(layer, "Output");
        }
        int block = scratch.Of(layer);
        return declared.Add(block) ? Block($"Passed{block}") : $"passed{block}";
    }

    /// <summary>A block on the stack of a type, and the reference to its first float.</summary>
    public string Block(string type)
    {
        string name = char.ToLowerInvariant(type[0]) + type.Substring(1);
        return Block(type, name, name + "Floats");
    }

    /// <summary>The same for a part of a sample, whose name is the user's: in front of it a word makes other names, behind it perhaps the name of another part.</summary>
    public string PartBlock(string type) => Block(type, char.ToLowerInvariant(type[0]) + type.Substring(1), "floatsOf" + type);

    /// <summary>The same under other names: of the reference, and of the block.</summary>
    public string Block(string type, string name, string floats)
    {
        writer.Line($"{type} {floats} = default;");
        writer.Line($"ref float {name} = ref Unsafe.As<{type}, float>(ref {floats});");
        return name;
    }

    /// <summary>A local for a layer.</summary>
    public static string Variable(LayerPlan layer, string what) => layer.Method.Substring(0, 1).ToLowerInvariant() + layer.Method.Substring(1) + what;
}
