using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Options that one would look for in a layer that cannot have them, and why it cannot.</summary>
internal static class ForeignOptions
{
    private const string OnlyForLstm = "it is an option of an \"lstm\"";

    private static readonly Dictionary<string, Dictionary<string, string>> ByType = new()
    {
        ["lstm"] = new()
        {
            ["reset"] = "an LSTM has no reset gate; a \"gru\" has",
        },
        ["gru"] = new()
        {
            ["peephole"] = "a GRU has no cell state that its gates could see; an \"lstm\" has",
            ["coupled"] = "a GRU's update gate is both gates already, z and 1 − z",
            ["cellClip"] = "a GRU has no cell state; \"clip\" limits its sums",
            ["projection"] = $"{OnlyForLstm}; after a GRU a \"dense\" layer can follow",
            ["layerNorm"] = OnlyForLstm,
        },
        ["rnn"] = new()
        {
            ["peephole"] = "a plain recurrent layer has neither gates nor a cell state; an \"lstm\" has",
            ["coupled"] = "a plain recurrent layer has no gates",
            ["reset"] = "a plain recurrent layer has no gates; a \"gru\" has a reset gate",
            ["cellClip"] = "a plain recurrent layer has no cell state; \"clip\" limits its sums",
            ["projection"] = $"{OnlyForLstm}; after a plain recurrent layer a \"dense\" layer can follow",
            ["layerNorm"] = OnlyForLstm,
            ["activations"] = "a plain recurrent layer has one sum, and one \"activation\"",
        },
        ["ltm-stm"] = new()
        {
            ["peephole"] = "the use gate sees the cell state through weights of its own already",
            ["coupled"] = "this cell's learn and forget gates are apart; an \"lstm\" can couple its gates",
            ["reset"] = "this cell has no reset gate; a \"gru\" has",
            ["cellClip"] = OnlyForLstm,
            ["projection"] = OnlyForLstm,
            ["layerNorm"] = OnlyForLstm,
        },
        ["conv1d"] = new()
        {
            ["padLeft"] = "a convolution over time is causal, it always begins as if zeros had come before",
            ["padRight"] = "a convolution over time is causal, it cannot see what comes later",
            ["padMode"] = "a convolution over time is causal, it always begins as if zeros had come before",
            ["channels"] = "a convolution over time sees all values of a sample; \"frame-conv1d\" has positions with channels",
        },
    };

    /// <summary>The reasons by the options' names; null where there are none.</summary>
    public static IReadOnlyDictionary<string, string>? Of(string layerType) => ByType.TryGetValue(layerType, out var reasons) ? reasons : null;
}
