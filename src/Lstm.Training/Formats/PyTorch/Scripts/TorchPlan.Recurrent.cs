using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>Recurrent layers.</summary>
internal sealed partial class TorchPlan
{
    private void AddRecurrent(int index, List<RecurrentLayerSpec> stack, int inputs, bool final)
    {
        var layer = stack[0];
        string? missing = layer switch
        {
            { CellType.Torch: null } => $"torch.nn has no {layer.CellType.Title} cell",
            { Clip: not null } => "torch.nn limits no sums (clip)",
            LstmLayerSpec { Peephole: true } => "torch.nn.LSTM has no peepholes",
            LstmLayerSpec { Coupled: true } => "torch.nn.LSTM has no coupled gates",
            LstmLayerSpec { LayerNorm: true } => "torch.nn.LSTM has no layer normalisation",
            LstmLayerSpec { CellClip: not null } => "torch.nn.LSTM does not limit the cell state (cellClip)",
            GruLayerSpec { ResetBefore: true } => "torch.nn.GRU resets after the product",
            LstmLayerSpec lstm when lstm.Activations != LstmActivations.Standard => "torch.nn.LSTM has its usual activations only",
            GruLayerSpec gru when gru.Activations != GruActivations.Standard => "torch.nn.GRU has its usual activations only",
            RnnLayerSpec { Activation.Kind: not (ActivationKind.Tanh or ActivationKind.Relu) } => "torch.nn.RNN has tanh and relu only",
            _ => null,
        };
        if (missing is not null)
        {
            throw new ExportException(Format, index, missing);
        }
        string type = layer.CellType.Torch!;
        bool keeps = layer.Index == 0;
        string name = Name(keeps ? layer.Tensors : layer.Tensors.TrimEnd('.') + layer.Index.ToString(CultureInfo.InvariantCulture), type.ToLowerInvariant());
        string options = (stack.Count > 1 ? Line($", num_layers={stack.Count}") : "") + (layer.Bias ? "" : ", bias=False") + (layer.Direction == Direction.Bidirectional ? ", bidirectional=True" : "")
            + (layer is LstmLayerSpec { Projection: { } projection } ? Line($", proj_size={projection}") : "") + (layer is RnnLayerSpec { Activation.Kind: ActivationKind.Relu } ? ", nonlinearity=\"relu\"" : "");
        List<string> made = [Line($"self.{name} = nn.{type}({inputs}, {layer.HiddenSize}, batch_first=True{options})")];
        string state = "";
        if (layer.InitialState)
        {
            string[] kinds = layer.HasCell ? ["h0", "c0"] : ["h0"];
            var suffixes = TensorNames.Suffixes(layer).Select(suffix => Renamed(suffix, layer.Index, 0)).ToList();
            made.AddRange(kinds.SelectMany(kind => suffixes.Select(suffix => Line($"self.{name}.register_buffer(\"{kind}{suffix}\", torch.zeros({(kind == "h0" ? layer.StateSize : layer.HiddenSize)}))"))));
            string[] stacks = [.. kinds.Select(kind => $"torch.stack([{string.Join(", ", suffixes.Select(suffix => $"self.{name}.{kind}{suffix}"))}]).unsqueeze(1).repeat(1, y.shape[0], 1)")];
            state = layer.HasCell ? $", ({string.Join(", ", stacks)})" : $", {stacks[0]}";
        }
        bool turned = layer.Direction is Direction.Reverse or Direction.Backwards;
        List<string> computed = [$"y, {(final ? "state" : "_")} = self.{name}({(turned ? "y.flip(1)" : "y")}{state})"];
        if (layer.Direction == Direction.Reverse)
        {
            computed.Add("y = y.flip(1)");
        }
        if (final)
        {
            string hidden = layer.HasCell ? "state[0]" : "state";
            computed.Add(layer.Direction == Direction.Bidirectional ? $"final = torch.cat([{hidden}[-2], {hidden}[-1]], dim=1)" : $"final = {hidden}[-1]");
        }
        modules.Add(new(made, computed, [.. stack.SelectMany((one, k) => TensorNames.Of(one).Select(ours => (ours, $"{name}.{Renamed(ours[one.Tensors.Length..], one.Index, k)}")))]));
    }

    private static string Renamed(string kind, int from, int to) => kind.Replace(Line($"_l{from}"), Line($"_l{to}"), StringComparison.Ordinal);
}
