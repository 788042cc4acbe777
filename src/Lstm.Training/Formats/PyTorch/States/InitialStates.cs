using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>
/// Finds the states that recurrent modules begin with, where a network keeps them as parameters or buffers of its own. torch.nn gives them no name; what people
/// call them and the shape that a recurrent module takes, [layers · directions, 1, units], tell them together.
/// </summary>
internal static partial class InitialStates
{
    /// <summary>Whether a tensor may be one, by its name.</summary>
    public static bool IsNamed(StateTensor tensor) => HiddenName().IsMatch(tensor.Kind) || CellName().IsMatch(tensor.Kind);

    /// <summary>The modules, with the states that they begin with.</summary>
    /// <param name="source">The file.</param>
    /// <param name="parts">The modules.</param>
    /// <param name="named">The tensors that may be states.</param>
    /// <returns>The modules, and the tensors that fit none of them.</returns>
    /// <exception cref="ImportException">A state may be that of several modules, or one of two is missing.</exception>
    public static (IReadOnlyList<StatePart> Parts, IReadOnlyList<StateTensor> Left) Attach(ModelSource source, IReadOnlyList<StatePart> parts, IReadOnlyList<StateTensor> named)
    {
        var left = new List<StateTensor>();
        var hidden = new Dictionary<RecurrentPart, StateTensor>();
        var cells = new Dictionary<RecurrentPart, StateTensor>();
        foreach (var tensor in named)
        {
            bool isCell = CellName().IsMatch(tensor.Kind);
            RecurrentPart[] fitting = [.. parts.OfType<RecurrentPart>().Where(part => part.Prefix.StartsWith(tensor.Prefix, StringComparison.Ordinal) && Fits(part, tensor, isCell))];
            if (fitting.Length == 0)
            {
                left.Add(tensor);
            }
            else if (fitting.Length > 1 || !(isCell ? cells : hidden).TryAdd(fitting[0], tensor))
            {
                string other = fitting.Length > 1 ? $"it may be the state that {string.Join(" or ", fitting.AsEnumerable())} begins with" : $"{fitting[0]} has {ModelSource.Quote((isCell ? cells : hidden)[fitting[0]].Name)} for that";
                throw source.Fault($"tensor {ModelSource.Quote(tensor.Name)}", other, $"one for each; --spec FILE with \"initialState\": true says which, --ignore {tensor.Name} leaves it out");
            }
        }
        var begun = parts.Select(part => part is RecurrentPart recurrent && (hidden.ContainsKey(recurrent) || cells.ContainsKey(recurrent)) ? recurrent with { Hidden = Of(hidden, recurrent, "hidden"), Cell = HasCell(recurrent) ? Of(cells, recurrent, "cell") : null } : part);
        return ([.. begun], left);

        StateTensor Of(Dictionary<RecurrentPart, StateTensor> states, RecurrentPart part, string which)
        {
            if (states.TryGetValue(part, out var state))
            {
                return state;
            }
            var found = (which == "hidden" ? cells : hidden)[part];
            throw left.Find(tensor => CellName().IsMatch(tensor.Kind) == (which == "cell")) is { } other
                ? source.Fault($"tensor {ModelSource.Quote(other.Name)}", $"its shape is [{string.Join(", ", other.Shape)}], and only {ModelSource.Quote(found.Name)} is a state that {part} can begin with", $"one state for every sequence, of shape [{Count(part)}, 1, {Units(part, which == "cell")}]; --ignore for both leaves them out")
                : source.Fault(part.ToString(), $"there is an initial {(which == "hidden" ? "cell" : "hidden")} state, {ModelSource.Quote(found.Name)}, and no initial {which} state", "both, named e.g. h0 and c0; --spec FILE and --ignore otherwise");
        }
    }

    private static int Count(RecurrentPart part) => part.Layers.Sum(layer => layer.IsBidirectional ? 2 : 1);

    private static int Units(RecurrentPart part, bool isCell) => isCell || part.Layers[0].Projection is not { } projection ? part.Layers[0].Hidden : projection;

    private static bool HasCell(RecurrentPart part) => part.Layers[0].Cell == Specification.LstmLayerSpec.Definition;

    private static bool Fits(RecurrentPart part, StateTensor tensor, bool isCell)
    {
        int count = Count(part);
        bool isHidden = !isCell && (!HasCell(part) || !tensor.Kind.EndsWith("state", StringComparison.Ordinal)); // of an LSTM, a state is two
        int units = Units(part, isCell);
        bool isOfOne = count == 1 && tensor.Shape is [var only] && only == units;
        return (isHidden || (isCell && HasCell(part))) && (isOfOne || (tensor.Shape is [var rows, .., var last] && rows == count && last == units && tensor.Shape.Length <= 3 && tensor.Shape[1..^1].All(size => size == 1)));
    }

    [GeneratedRegex("^(h_?0|h_?init(ial)?|init(ial)?_?h(idden)?(_?state)?|initial_?state|init_?state|hidden_?0|hidden_?init(ial)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex HiddenName();

    [GeneratedRegex("^(c_?0|c_?init(ial)?|init(ial)?_?c(ell)?(_?state)?|cell_?0|cell_?init(ial)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex CellName();
}
