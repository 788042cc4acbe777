using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Preparation;

namespace Lstm.Trainer.Cli;

/// <summary>Inputs of a new network that are names: an embedding for each, whose row stands beside the numbers.</summary>
/// <param name="Name">What the input is called.</param>
/// <param name="Rows">Names that there may be.</param>
/// <param name="Size">Values that one becomes.</param>
internal sealed record EmbeddedInput(string Name, int Rows, int Size)
{
    /// <summary>What the inputs that are numbers are called.</summary>
    public const string Numbers = "numbers";

    private const int MostChosen = 50;

    /// <summary>The option.</summary>
    public static Option<EmbeddedInput[]> Option(string name) => new(name)
    {
        Description = "An input behind the others that is a name, learnt as a vector (for lstm train --categorical): NAME:ROWS:SIZE, with ROWS names at most, each of them SIZE values (default half of ROWS, at most 50)",
        HelpName = "NAME:ROWS:SIZE",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var inputs = result.Tokens.Select(token => Parse(token.Value)).ToList();
            for (int k = 0; k < inputs.Count; k++)
            {
                if (inputs[k] is null)
                {
                    result.AddError($"{name} {Wording.Shorten(result.Tokens[k].Value)}: expected NAME:ROWS or NAME:ROWS:SIZE, whole numbers from 1 on, as in machine:12:4.");
                }
            }
            return [.. inputs.OfType<EmbeddedInput>()];
        },
    };

    /// <summary>A network that branches: numbers are standardised by a layer of their own, names become rows of tables, and the layers take all together.</summary>
    /// <param name="numbers">Inputs that are numbers.</param>
    /// <param name="names">Those that are names.</param>
    /// <param name="layers">The layers, a chain.</param>
    public static ModelSpec Beside(int numbers, IReadOnlyList<EmbeddedInput> names, IReadOnlyList<LayerSpec> layers)
    {
        List<(LayerSpec Layer, string Name, int[] From)> all = [(FirstLayerScaling.Layer, "scaled", [NetworkGraph.Input(0)])];
        all.AddRange(names.Select((input, k) => ((LayerSpec)new EmbeddingLayerSpec($"embedding{k}.", input.Rows, input.Size), input.Name + "_vector", new[] { NetworkGraph.Input(k + 1) })));
        all.Add((new JoinLayerSpec(JoinKind.Concat, all.Count), "", [.. Enumerable.Range(0, all.Count)]));
        foreach (var layer in layers)
        {
            all.Add((layer, "", [all.Count - 1]));
        }
        GraphInput[] inputs = [new(Numbers, numbers), .. names.Select(input => new GraphInput(input.Name, 1))];
        var graph = new NetworkGraph(new(inputs), new(all.Select(layer => new GraphLayer(layer.Name, new(layer.From)))), new([all.Count - 1]));
        return new ModelSpec(inputs.Sum(input => input.Size), new(all.Select(layer => layer.Layer)), Graph: graph);
    }

    private static EmbeddedInput? Parse(string text)
    {
        string[] parts = text.Split(':');
        int rows = Number(parts, 1) ?? 0, size = parts.Length < 3 ? Math.Min((rows + 1) / 2, MostChosen) : Number(parts, 2) ?? 0;
        return parts.Length is 2 or 3 && parts[0].Length > 0 && rows > 0 && size > 0 ? new(parts[0], rows, size) : null;
    }

    private static int? Number(string[] parts, int index) =>
        parts.Length > index && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
