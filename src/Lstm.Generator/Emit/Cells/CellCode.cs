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

    /// <summary>What equations call the weights of a source of sums.</summary>
    public string NameOf(SumInput source) => source switch
    {
        SumInput.Bias => "b",
        SumInput.Input => "W",
        SumInput.Hidden => "R",
        SumInput.Between => SecondWeights,
        _ => throw Unhandled.Kind(source),
    };

    /// <summary>What they call a vector of the units.</summary>
    public static string NameOf(UnitVector vector) => vector.Kind switch
    {
        UnitVectorKind.Peephole => $"p_{vector.Gate}",
        UnitVectorKind.Norm => $"s_{vector.Gate}",
        UnitVectorKind.Bias => $"b_{vector.Gate}",
        _ => throw Unhandled.Kind(vector.Kind),
    };

    /// <summary>What they call the weights of the second stage of sums, where there is one.</summary>
    protected virtual string SecondWeights => "R";

    /// <summary>The sizes of what stands in the equations, and what else has to be known of them, a line each.</summary>
    public IEnumerable<string> Symbols(int inputSize) =>
        [$"  sizes: x_t {inputSize}, h_t {spec.StateSize}{(spec.HasCell ? $", c_t {spec.HiddenSize}" : "")}; {Weights($"{spec.HiddenSize}×{inputSize}", $"{spec.HiddenSize}×{spec.StateSize}")}", .. Notes];

    /// <summary>The sizes of the weights.</summary>
    /// <param name="input">Those of a W.</param>
    /// <param name="hidden">Those of an R.</param>
    protected virtual string Weights(string input, string hidden) => $"of each gate k: W_k {input}, R_k {hidden}{BiasSize("b_k")}";

    /// <summary>The end of the sizes where there are biases.</summary>
    protected string BiasSize(string name) => spec.Bias ? $", {name} {spec.HiddenSize}" : "";

    /// <summary>What else has to be known of the symbols: of which tensors a bias is.</summary>
    protected virtual IEnumerable<string> Notes => spec.Bias ? ["  a bias is the sum of bias_ih and bias_hh"] : [];

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
