using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats;

/// <summary>What a config.json says of activations and cells, at any depth: authors name their settings as they like.</summary>
internal static partial class HuggingFaceConfig
{
    private const string Projection = "proj_size";

    private static readonly string[] Nothing = ["", "identity", "linear", "none", "null"];
    private static readonly string[] Kinds = ["model_type", "cell_type", "rnn_type", "cell", "rnn_cell", "unit_type", "recurrent_type", "recurrent_unit", "rnn_cell_type", "rnn_mode", "layer_type"];

    /// <summary>The texts that name an activation which nothing else tells of.</summary>
    public static IEnumerable<JsonPart> Activations(JsonPart config) => Texts(config)
        .Where(text => IsActivation(text.Name) && !Nothing.Contains(text.Part.Text.Trim().ToLowerInvariant()) && !IsOfCell(text.Name, text.Part.Text))
        .Select(text => text.Part);

    /// <summary>Refuses a config that names other cells than the tensors are of.</summary>
    /// <exception cref="ImportException">It does.</exception>
    public static void RequireCells(JsonPart config, IReadOnlyList<RecurrentLayerSpec> layers, string tensors)
    {
        string[] found = [.. layers.Select(layer => layer.Type.Name).Distinct()];
        string otherwise = $"files that belong together; lstm import {tensors} leaves the config aside";
        foreach (var (name, part) in Texts(config).Where(text => Kinds.Contains(Snake(text.Name))))
        {
            // "rnn" is a word for all of them, in the name of a model at least.
            string[] words = [.. Words(part.Text)];
            string[] said = [.. words.Where(word => word is "lstm" or "gru")];
            said = said.Length == 0 && Snake(name) != "model_type" && words.Contains("rnn") ? ["rnn"] : said;
            if (said.Length > 0 && found.Length > 0 && !said.Intersect(found).Any())
            {
                throw part.Fault($"it is {ModelSource.Quote(part.Text)}, and the tensors are of {string.Join(", ", found)} cells", otherwise);
            }
        }
        int[] sizes = [.. layers.OfType<LstmLayerSpec>().Select(layer => layer.Projection ?? 0).Distinct().Order()];
        foreach (var (_, part) in Members(config).Where(member => member.Name == Projection && member.Part.Value.ValueKind == JsonValueKind.Number && member.Part.Number > 0))
        {
            if (!sizes.Any(size => size == part.Number))
            {
                throw part.Fault($"it is {part.Value.GetRawText()}, and the tensors {(sizes.Any(size => size > 0) ? $"come to {string.Join(", ", sizes)}" : "have no projection")}", otherwise);
            }
        }
    }

    private static bool IsActivation(string name) => Words(name).Any(word => word is "act" or "acts" or "activation" or "activations" or "nonlinearity" or "nonlinearities");

    // What an LSTM, GRU or RNN of PyTorch has anyway. Under a name that says no more than "activation" it may be that of any layer.
    private static bool IsOfCell(string name, string value) => Words(name).Any(word => word is "nonlinearity" or "nonlinearities") ? value == "tanh"
        : Words(name).Contains("recurrent") && value == "sigmoid";

    private static IEnumerable<(string Name, JsonPart Part)> Texts(JsonPart part) => Members(part).Where(member => member.Part.Value.ValueKind == JsonValueKind.String);

    // All members at any depth, by their own name; what is in a list, or in an object that an activation's name leads to, goes by the name of that.
    private static IEnumerable<(string Name, JsonPart Part)> Members(JsonPart part, string name = "") => part.Value.ValueKind switch
    {
        JsonValueKind.Object => part.Members.SelectMany(member => Members(member.Part, IsActivation(name) ? name : member.Name)),
        JsonValueKind.Array => part.Items.SelectMany(item => Members(item, name)),
        _ => [(name, part)],
    };

    private static string Snake(string name) => string.Join('_', Words(name));

    // Of hidden_act, hiddenAct, hidden-act and HIDDEN_ACT: hidden, act.
    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
