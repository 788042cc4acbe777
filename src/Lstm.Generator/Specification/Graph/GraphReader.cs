using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Finds out how the layers of a file are joined, and what of it cannot be.</summary>
/// <param name="errors">Takes the mistakes.</param>
/// <param name="inputs">The inputs.</param>
/// <param name="layers">The layers as they were read.</param>
internal sealed class GraphReader(SpecErrors errors, InputList inputs, IReadOnlyList<ReadLayer> layers)
{
    // By name: the layer, or ~k for an input.
    private readonly Dictionary<string, int> numbers = [];
    private readonly HashSet<int> used = [];
    private bool isSound = true;

    /// <summary>How they are joined, a chain of layers too; null after an error.</summary>
    /// <param name="outputs">The names of the layers whose outputs are the network's, if the file gives them.</param>
    public NetworkGraph? Read(JsonArray? outputs)
    {
        Name();
        var sources = layers.Select((layer, index) => Sources(layer, index)).ToList();
        var results = Outputs(outputs);
        if (!isSound)
        {
            return null;
        }
        used.UnionWith(results);
        CheckUse();
        return isSound && inputs.Known is { } known
            ? new(known, new(layers.Select((layer, index) => new GraphLayer(layer.Link!.Name?.Value ?? "", new(sources[index])))), new(results))
            : null;
    }

    private void Name()
    {
        for (int k = 0; k < inputs.Names.Count; k++)
        {
            var (name, place) = inputs.Names[k];
            CheckName(name, place, inputs.IsNamed);
            if (!numbers.ContainsKey(name))
            {
                numbers.Add(name, NetworkGraph.Input(k));
            }
        }
        for (int index = 0; index < layers.Count; index++)
        {
            if (layers[index].Link is not { IsSound: true } link)
            {
                isSound = false; // said where it was read
            }
            else if (link.Name is { } name)
            {
                CheckName(name.Value, name.Place, isChosen: true);
                numbers[name.Value] = numbers.TryGetValue(name.Value, out int first) ? first : index;
            }
        }
    }

    private void CheckName(string name, TextPlace place, bool isChosen)
    {
        bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
        string? fault = !isChosen ? null
            : name.Length is 0 or > SpecLimits.MaxName ? $"A name has 1 to {SpecLimits.MaxName} characters, found {name.Length}"
            : !IsLetter(name[0]) || !name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '_') ? $"{Wording.Quote(name)} is no name in code: a name has letters from A to Z, digits and _, and begins with a letter"
            : SpecVocabulary.TakenNames.Contains(name) ? $"{Wording.Quote(name)} is a name that generated methods use themselves; choose another"
            : name is "input" or "output" ? $"{Wording.Quote(name)} is what the one input or output of a network is called; choose a name that says what it is"
            : numbers.Keys.FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is { } other ? $"{Wording.Quote(name)} is taken by {Described(other)}{(other == name ? "" : ", from which it must differ in more than case")}"
            : null;
        if (fault is not null)
        {
            Fault(place, fault);
        }
    }

    private string Described(string name) => numbers[name] < 0 ? $"the input {Wording.Quote(name)}" : $"layers[{numbers[name]}], {Wording.Quote(name)}";

    private List<int> Sources(ReadLayer layer, int index)
    {
        if (layer.Link is not { IsSound: true } link)
        {
            return [];
        }
        List<int> sources = [];
        if (link.From is not null)
        {
            sources.AddRange(link.From.Select(source => Find(source, index)).OfType<int>());
        }
        else if (index > 0 || inputs.Names.Count == 1)
        {
            sources.Add(index - 1);
        }
        else if (inputs.Names.Count > 1)
        {
            Fault(layer.Place, $"The network has several inputs; \"from\" must say which one the first layer takes: {Wording.List(inputs.Names.Select(input => input.Name))}");
        }
        used.UnionWith(sources);
        return sources;
    }

    private int? Find(JsonString source, int index)
    {
        if (!numbers.TryGetValue(source.Value, out int number))
        {
            string[] before = [.. numbers.Where(named => named.Value < index).Select(named => named.Key)];
            Fault(source.Place, $"There is no input or layer {Wording.Quote(source.Value)} before layers[{index}]{Wording.Advice(SpecVocabulary.Meant(source.Value, before), before)}");
            return null;
        }
        if (number >= index)
        {
            Fault(source.Place, number == index
                ? $"layers[{index}] cannot take its own output; a recurrent layer does so by itself"
                : $"{Wording.Quote(source.Value)} is layers[{number}], which comes after layers[{index}]: layers stand in the order in which they are computed, and without circles");
            return null;
        }
        return number;
    }

    private List<int> Outputs(JsonArray? list)
    {
        if (list is null)
        {
            return [layers.Count - 1];
        }
        var results = new List<int>();
        if (list.Items.Count is 0 or > SpecLimits.MaxParts)
        {
            Fault(list.Place, $"A network has 1 to {SpecLimits.MaxParts} outputs, found {list.Items.Count}");
        }
        foreach (var item in list.Items)
        {
            if (item is not JsonString name)
            {
                Fault(item.Place, $"\"outputs\" is a list of names of layers, found {item.Kind}", SpecRules.WrongType);
            }
            else if (!numbers.TryGetValue(name.Value, out int number) || number < 0)
            {
                string[] names = [.. numbers.Where(named => named.Value >= 0).Select(named => named.Key)];
                Fault(name.Place, names.Length == 0
                    ? $"No layer is called {Wording.Quote(name.Value)}, and none has a \"name\""
                    : $"No layer is called {Wording.Quote(name.Value)}{Wording.Advice(SpecVocabulary.Meant(name.Value, names), names)}");
            }
            else if (results.Contains(number))
            {
                Fault(name.Place, $"{Wording.Quote(name.Value)} is among the outputs already");
            }
            else
            {
                results.Add(number);
            }
        }
        return results;
    }

    private void CheckUse()
    {
        for (int k = 0; k < inputs.Names.Count; k++)
        {
            if (!used.Contains(NetworkGraph.Input(k)))
            {
                Fault(inputs.Names[k].Place, $"No layer takes the input {Wording.Quote(inputs.Names[k].Name)}");
            }
        }
        for (int index = 0; index < layers.Count; index++)
        {
            if (!used.Contains(index))
            {
                string unnamed = layers[index].Link!.Name is null ? "give it a \"name\" and name it" : "name it";
                Fault(layers[index].Place, $"Nothing takes the output of layers[{index}]; {unnamed} in the \"from\" of a layer or in \"outputs\", or leave the layer out");
            }
        }
    }

    private void Fault(TextPlace place, string message, string rule = SpecRules.Graph)
    {
        isSound = false;
        errors.Add(rule, place, message);
    }
}
