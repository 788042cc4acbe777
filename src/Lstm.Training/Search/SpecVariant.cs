using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>Makes a network of another size, depth or cell out of a spec.</summary>
internal static class SpecVariant
{
    /// <summary>The first recurrent layer has so many units, the others keep their ratio to it.</summary>
    public const string Units = "units";

    /// <summary>There are so many recurrent layers: the last one is repeated, or the last ones are left out.</summary>
    public const string Layers = "layers";

    /// <summary>The recurrent layers have this cell.</summary>
    public const string Cell = "cell";

    /// <summary>Whether a setting is one of the network rather than of training.</summary>
    public static bool IsOfNetwork(string name) => name is Units or Layers or Cell;

    private static readonly string[] Cells = ["lstm", "gru", "rnn"];

    /// <summary>The network with the settings that are of networks; others are passed over.</summary>
    /// <exception cref="RunException">The spec has no recurrent layer, a value makes no sense for it, or what it joins would no longer fit together.</exception>
    public static ModelSpec Of(ModelSpec spec, IEnumerable<TrialSetting> settings)
    {
        var layers = spec.Layers.ToList();
        foreach (var (name, value) in settings.Where(setting => IsOfNetwork(setting.Name)).Select(setting => (setting.Name, setting.Value)))
        {
            if (!layers.Exists(layer => layer is RecurrentLayerSpec))
            {
                throw new RunException($"{name}={value}: the network has no recurrent layer.");
            }
            layers = name switch
            {
                Units => WithUnits(layers, Number(name, value)),
                Layers => WithLayers(layers, Number(name, value), spec.Graph is not null),
                _ => WithCell(layers, value),
            };
        }
        var variant = spec with { Layers = new EquatableArray<LayerSpec>(Numbered(layers)) };
        RequireJoins(variant, settings);
        return variant;
    }

    // What is added or multiplied has as many values on either side, and only recurrent layers' sizes are tried.
    private static void RequireJoins(ModelSpec variant, IEnumerable<TrialSetting> settings)
    {
        if (variant.Graph is not { } graph)
        {
            return;
        }
        var sizes = variant.Sizes;
        for (int index = 0; index < variant.Layers.Count; index++)
        {
            if (variant.Layers[index] is not JoinLayerSpec { Kind: not JoinKind.Concat } join)
            {
                continue;
            }
            var taken = graph.Layers[index].From.Select(source => source < 0 ? graph.Inputs[~source] : new GraphInput(Called(graph, source), sizes[source].Output)).ToList();
            if (taken.Select(source => source.Size).Distinct().Count() > 1)
            {
                string units = settings.FirstOrDefault(setting => setting.Name == Units)?.Value ?? "";
                throw new RunException($"{Units}={units}: layers[{index}], \"{join.Type.Name}\", would join {string.Join(" and ", taken.Select(source => $"{source.Name} with {Counted.Of(source.Size, "value")}"))}, and both sides must have as many. A search changes the sizes of recurrent layers only: try others than {Units} (e.g. --try learning-rate=0.0003:0.03), or write a spec for each size.");
            }
        }
    }

    private static string Called(NetworkGraph graph, int layer) => graph.Layers[layer].Name is { Length: > 0 } name ? name : $"layers[{layer}]";

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 ? number
        : throw new RunException($"{name}={value}: expected whole numbers from 1 on.");

    private static List<LayerSpec> WithUnits(List<LayerSpec> layers, int units)
    {
        int first = layers.OfType<RecurrentLayerSpec>().First().HiddenSize;
        int Scaled(int size) => Math.Max(1, (int)Math.Round((double)units * size / first, MidpointRounding.AwayFromZero));
        return [.. layers.Select(layer => layer switch
        {
            LstmLayerSpec { Projection: { } projection } lstm => lstm with { HiddenSize = Scaled(lstm.HiddenSize), Projection = Scaled(projection) },
            RecurrentLayerSpec recurrent => recurrent with { HiddenSize = Scaled(recurrent.HiddenSize) },
            _ => layer,
        })];
    }

    private static List<LayerSpec> WithLayers(List<LayerSpec> layers, int count, bool branches)
    {
        int have = layers.Count(layer => layer is RecurrentLayerSpec);
        if (count != have && branches)
        {
            throw new RunException($"{Layers}={count}: the network branches, and its layers name what they take; write a spec for each depth.");
        }
        if (count != have && layers.Exists(layer => layer is ResidualLayerSpec))
        {
            throw new RunException($"{Layers}={count}: the network has residual layers, which name others by their place; write a spec for each depth.");
        }
        int last = layers.FindLastIndex(layer => layer is RecurrentLayerSpec);
        var result = layers.ToList();
        for (; have < count; have++)
        {
            result.Insert(last, layers[last]);
        }
        for (; have > count; have--)
        {
            result.RemoveAt(result.FindLastIndex(layer => layer is RecurrentLayerSpec));
        }
        return result;
    }

    private static List<LayerSpec> WithCell(List<LayerSpec> layers, string cell)
    {
        if (!Cells.Contains(cell))
        {
            throw new RunException($"{Cell}={cell}: expected one of {string.Join(", ", Cells)}.");
        }
        return [.. layers.Select(layer => layer is RecurrentLayerSpec recurrent && recurrent.CellType.Name != cell ? Plain(recurrent, cell) : layer)];
    }

    /// <summary>The cell as PyTorch has it; of the other one's options those stay that every cell has.</summary>
    private static RecurrentLayerSpec Plain(RecurrentLayerSpec of, string cell)
    {
        RecurrentLayerSpec plain = cell switch
        {
            "lstm" => new LstmLayerSpec(of.Tensors, of.Index, of.HiddenSize, Peephole: false, of.Bias, LstmActivations.Standard),
            "gru" => new GruLayerSpec(of.Tensors, of.Index, of.HiddenSize, of.Bias, GruActivations.Standard),
            _ => new RnnLayerSpec(of.Tensors, of.Index, of.HiddenSize, of.Bias, ActivationKind.Tanh),
        };
        return plain with { Direction = of.Direction, InitialState = of.InitialState, Clip = of.Clip };
    }

    /// <summary>Each recurrent layer's tensors are numbered among those of its prefix.</summary>
    private static IEnumerable<LayerSpec> Numbered(List<LayerSpec> layers)
    {
        var counts = new Dictionary<string, int>();
        foreach (var layer in layers)
        {
            if (layer is RecurrentLayerSpec recurrent)
            {
                int index = counts.GetValueOrDefault(recurrent.Tensors);
                counts[recurrent.Tensors] = index + 1;
                yield return recurrent with { Index = index };
            }
            else
            {
                yield return layer;
            }
        }
    }
}
