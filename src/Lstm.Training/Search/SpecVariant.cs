using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
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
    /// <exception cref="RunException">The spec has no recurrent layer, or a value makes no sense for it.</exception>
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
                Layers => WithLayers(layers, Number(name, value)),
                _ => WithCell(layers, value),
            };
        }
        return spec with { Layers = new EquatableArray<LayerSpec>(Numbered(layers)) };
    }

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

    private static List<LayerSpec> WithLayers(List<LayerSpec> layers, int count)
    {
        int have = layers.Count(layer => layer is RecurrentLayerSpec);
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
