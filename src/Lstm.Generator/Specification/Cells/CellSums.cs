using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Writes the layout of a cell down: <c>Stage("rz", Bias("rz"), Input("rz"), Hidden("rz"))</c> are the sums r and z of bias, x and h.</summary>
/// <param name="layer">The layer.</param>
/// <param name="inputSize">Values it takes.</param>
/// <param name="suffix">The ending of its tensors' names.</param>
internal sealed class CellSums(RecurrentLayerSpec layer, int inputSize, string suffix)
{
    /// <summary>Stages, and nothing else of each unit.</summary>
    public static CellLayout Layout(params SumStage[] stages) => new(new(stages), new([]));

    /// <summary>Sums of all units; a source that is null adds nothing.</summary>
    public SumStage Stage(string gates, params SumSource?[] sources) => Stage(layer.HiddenSize, gates, sources);

    /// <summary>The same of so many units.</summary>
    public static SumStage Stage(int units, string gates, params SumSource?[] sources) => new(units, gates, new(sources.Where(source => source is not null).Select(source => source!)));

    /// <summary>Biases <c>bias_ih</c> and <c>bias_hh</c>, where the layer has such.</summary>
    public SumSource? Bias(string gates) => Bias([.. Gates(gates, "bias_ih", "bias_hh")]);

    /// <summary>Biases, where the layer has such.</summary>
    public SumSource? Bias(params SumGate[] gates) => layer.Bias ? new SumSource(SumInput.Bias, 1, new(gates)) : null;

    /// <summary>Products with x.</summary>
    public SumSource Input(string gates) => new(SumInput.Input, inputSize, new(Gates(gates, "weight_ih")));

    /// <summary>Products with h.</summary>
    public SumSource Hidden(string gates) => Hidden([.. Gates(gates, "weight_hh")]);

    /// <summary>Products with h.</summary>
    public SumSource Hidden(params SumGate[] gates) => new(SumInput.Hidden, layer.StateSize, new(gates));

    /// <summary>Products with what the stage before has come to.</summary>
    public SumSource Between(char gate, string tensor) => new(SumInput.Between, layer.HiddenSize, new([Gate(gate, gate, tensor)]));

    /// <summary>Gates whose weights are the sum of their own rows of some tensors.</summary>
    public IEnumerable<SumGate> Gates(string gates, params string[] tensors) => gates.Select(gate => Gate(gate, gate, tensors));

    /// <summary>A sum whose weights are those of some block of rows.</summary>
    public SumGate Gate(char gate, char rows, params string[] tensors) => new(gate, new(tensors.Select(tensor => Term(tensor, rows))));

    /// <summary>A number for each unit and gate, from a tensor's row or block of the gate.</summary>
    public IEnumerable<UnitVector> Vectors(UnitVectorKind kind, string gates, params string[] tensors) => gates.Select(gate => new UnitVector(kind, gate, Gate(gate, gate, tensors).Terms));

    /// <summary>A number for each unit and gate, from a tensor that has rows of these gates alone.</summary>
    public IEnumerable<UnitVector> OwnVectors(UnitVectorKind kind, string gates, string tensor) =>
        gates.Select((gate, row) => new UnitVector(kind, gate, new([new SumTerm(Name(tensor), row)])));

    // What is no block of the gates' tensors has a tensor to itself.
    private SumTerm Term(string tensor, char gate) => new(Name(tensor), layer.Blocks.IndexOf(gate) is >= 0 and var block ? block : 0);

    private string Name(string tensor) => layer.Tensors + tensor + suffix;
}
