using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.RnNoise;

/// <summary>
/// Reads <c>rnn_data.c</c> of RNNoise 0.1, the form in which its own weights are published and which its training script writes: arrays of whole numbers, and
/// for each layer a structure that names its arrays, inputs, units and activation. Only these two forms of definition are looked for; nothing is compiled.
/// </summary>
internal sealed partial class RnNoiseCode(ModelSource source)
{
    private const string Numbers = "rnn_weight", Dense = "DenseLayer", Gru = "GRULayer";

    private readonly Dictionary<string, sbyte[]> arrays = [];
    private readonly Dictionary<string, string[]> structures = [];

    /// <summary>Whether a file is one, by the types that it uses.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => Contains(bytes, Numbers) && Contains(bytes, Dense) && Contains(bytes, Gru);

    /// <summary>The six layers.</summary>
    /// <exception cref="ImportException">One is missing, or does not name what it needs.</exception>
    public IReadOnlyList<RnNoiseLayer> Read()
    {
        foreach (Match match in Definition().Matches(Encoding.UTF8.GetString(source.Bytes)))
        {
            source.Budget.Visit(source, match.Groups["name"].Value);
            string name = match.Groups["name"].Value;
            string[] members = match.Groups["body"].Value.Split(',', StringSplitOptions.TrimEntries);
            bool isNew = match.Groups["type"].Value == Numbers ? arrays.TryAdd(name, Values(name, members)) : structures.TryAdd(name, members);
            if (!isNew)
            {
                throw source.Fault(name, "it is defined twice", "one definition");
            }
        }
        return [.. RnNoiseLayer.All.Select(layer => Layer(layer.Name, layer.IsGru))];
    }

    // Arrays first, then inputs, units and the activation's name.
    private RnNoiseLayer Layer(string name, bool isGru)
    {
        string[] expected = isGru ? ["bias", "weights", "recurrent weights", "inputs", "units", "activation"] : ["bias", "weights", "inputs", "units", "activation"];
        if (!structures.TryGetValue(name, out string[]? members))
        {
            throw source.Fault(null, $"there is no {(isGru ? Gru : Dense)} {name}", "the six layers of RNNoise 0.1: " + string.Join(", ", RnNoiseLayer.All.Select(layer => layer.Name)));
        }
        if (members.Length != expected.Length)
        {
            throw source.Fault(name, $"it has {members.Length} members", string.Join(", ", expected));
        }
        int inputs = Size(members[^3], "inputs"), units = Size(members[^2], "units"), rows = isGru ? RnNoiseLayer.Blocks * units : units;
        string activation = members[^1] switch
        {
            "ACTIVATION_TANH" => "tanh",
            "ACTIVATION_SIGMOID" => "sigmoid",
            "ACTIVATION_RELU" => "relu",
            var other => throw source.Fault($"{name}'s activation", $"it is {ModelSource.Quote(other)}", "ACTIVATION_TANH, ACTIVATION_SIGMOID or ACTIVATION_RELU"),
        };
        return new(name, inputs, units, activation, Array(1, inputs * rows), isGru ? Array(2, units * rows) : null, Array(0, rows));

        sbyte[] Array(int member, int count) =>
            !arrays.TryGetValue(members[member], out sbyte[]? values) ? throw source.Fault($"{name}'s {expected[member]}", $"there is no array {ModelSource.Quote(members[member])}", "one that is defined in this file")
            : values.Length != count ? throw source.Fault($"{name}'s {expected[member]}", $"{members[member]} has {values.Length} numbers", $"{count} for {inputs} inputs and {units} units")
            : values;

        int Size(string word, string what) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= RnNoiseLayer.MaxSize ? size
            : throw source.Fault($"{name}'s {what}", $"it is {ModelSource.Quote(word)}", $"a whole number from 1 to {RnNoiseLayer.MaxSize}");
    }

    private sbyte[] Values(string name, string[] words)
    {
        source.Budget.Take(source, name, words.Length);
        // A comma may stand behind the last number.
        return [.. words.Where((word, i) => word.Length > 0 || i < words.Length - 1).Select((word, i) => sbyte.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sbyte value) ? value
            : throw source.Fault($"{name}[{i}]", $"it is {ModelSource.Quote(word)}", "a whole number from -128 to 127"))];
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, string word) => bytes.IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;

    [GeneratedRegex($@"\b(?<type>{Numbers}|{Dense}|{Gru})\s+(?<name>\w+)\s*(\[\s*\d*\s*\]\s*)?=\s*\{{(?<body>[^{{}}]*)\}}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();
}
