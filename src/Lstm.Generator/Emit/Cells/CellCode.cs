using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>What is written for a cell: its equations, and the lines that make the new state of its sums (docs/contributing/add-a-cell.md).</summary>
internal abstract class CellCode(RecurrentLayerSpec spec)
{
    /// <summary>That of a layer.</summary>
    public static CellCode Of(RecurrentLayerSpec layer) => layer switch
    {
        LstmLayerSpec lstm => new LstmCode(lstm),
        GruLayerSpec gru => new GruCode(gru),
        RnnLayerSpec rnn => new RnnCode(rnn),
        LtmStmLayerSpec cell => new LtmStmCode(cell),
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>The layer in a few words, e.g. "GRU 8".</summary>
    public virtual string Title => $"{spec.CellType.Title} {spec.HiddenSize}";

    /// <summary>The equations of a time step, a line each.</summary>
    public abstract IEnumerable<string> Equations { get; }

    /// <summary>Writes what comes behind the first stage of sums.</summary>
    public abstract void Write(CellWriter cell);

    /// <summary>A gate in an equation: its activation, of its sum, which may be limited.</summary>
    protected string Gate(char gate, string sum)
    {
        string activation = EquationText.Name(spec.ActivationOf(gate));
        return spec.Clip is { } limit ? $"{activation}(clip[{EquationText.Number(limit)}]({sum}))" : $"{activation}({sum})";
    }

    /// <summary>W x_t + R h_t-1 + b of a gate in an equation.</summary>
    protected string Sum(string gate) => $"W_{gate} x_t + R_{gate} h_t-1{Bias(gate)}";

    /// <summary>The end of a sum where there are biases.</summary>
    protected string Bias(string gate) => spec.Bias ? $" + b_{gate}" : "";
}
