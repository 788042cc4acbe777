using System.Linq;

namespace Lstm.Specification;

/// <summary>
/// The sums that a recurrent layer takes at each step, in the order in which their weights are packed (docs/packed-layout.md): what
/// packer, emitter and footprint agree on. The plain LSTM's are its one stage of bias, x and h with four gates each.
/// </summary>
/// <param name="Stages">One or two: the second multiplies what comes of the first.</param>
/// <param name="Vectors">Numbers of which each unit has one, which stand behind the stages: peepholes, normalisation.</param>
public sealed record CellLayout(EquatableArray<SumStage> Stages, EquatableArray<UnitVector> Vectors)
{
    /// <summary>The layout of one direction of <paramref name="layer"/>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputSize">Values it takes.</param>
    /// <param name="suffix">The ending of its tensors' names, one of <see cref="TensorNames.Suffixes"/>.</param>
    public static CellLayout Of(RecurrentLayerSpec layer, int inputSize, string suffix) => layer.Layout(new CellSums(layer, inputSize, suffix));

    /// <summary>Floats of all of it, a multiple of <see cref="Footprint.Alignment"/>.</summary>
    public long Floats(int hiddenSize) => Stages.Sum(stage => stage.Floats) + (Vectors.Count * Footprint.Align(hiddenSize));
}

/// <summary>Sums of all units that are taken in one go through their columns.</summary>
/// <param name="Units">Units; they are packed in <see cref="Panels"/>.</param>
/// <param name="Gates">The sums of each unit, a letter each.</param>
/// <param name="Sources">What is added, in order.</param>
public sealed record SumStage(int Units, string Gates, EquatableArray<SumSource> Sources)
{
    /// <summary>Floats of one unit's weights.</summary>
    public long FloatsPerUnit => Sources.Sum(source => (long)source.Columns * source.Gates.Count);

    /// <summary>Products of a weight and a value for one unit: what is not a bias.</summary>
    public long ProductsPerUnit => Sources.Where(source => source.From != SumInput.Bias).Sum(source => (long)source.Columns * source.Gates.Count);

    /// <summary>Floats of all panels, a multiple of <see cref="Footprint.Alignment"/>.</summary>
    public long Floats => Footprint.Align(Panels.For(Units).Sum() * FloatsPerUnit);
}

/// <summary>Columns that add to some of a stage's sums.</summary>
/// <param name="From">What the columns' weights are multiplied by.</param>
/// <param name="Columns">How many; 1 for biases.</param>
/// <param name="Gates">The sums they add to, in the order of the weights.</param>
public sealed record SumSource(SumInput From, int Columns, EquatableArray<SumGate> Gates);

/// <summary>What a column is multiplied by.</summary>
public enum SumInput
{
    /// <summary>One.</summary>
    Bias,

    /// <summary>x_t.</summary>
    Input,

    /// <summary>h_(t−1).</summary>
    Hidden,

    /// <summary>What the stage before has come to: r⊙h of a GRU, c⊙f of an LTM/STM cell, o⊙tanh c of a projected LSTM.</summary>
    Between,
}

/// <summary>One sum's weights in a source.</summary>
/// <param name="Gate">The sum.</param>
/// <param name="Terms">The blocks of rows whose sum the weights are.</param>
public sealed record SumGate(char Gate, EquatableArray<SumTerm> Terms);

/// <summary>A block of as many rows as a stage has units.</summary>
/// <param name="Tensor">The tensor's whole name.</param>
/// <param name="Block">Which, from 0.</param>
public sealed record SumTerm(string Tensor, int Block);

/// <summary>A number for each unit.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Gate">Of which gate.</param>
/// <param name="Terms">The blocks of rows whose sum it is.</param>
public sealed record UnitVector(UnitVectorKind Kind, char Gate, EquatableArray<SumTerm> Terms);

/// <summary>What a number of a unit is for.</summary>
public enum UnitVectorKind
{
    /// <summary>Multiplies the cell state.</summary>
    Peephole,

    /// <summary>Multiplies the normalised sum.</summary>
    Norm,

    /// <summary>Is added to the normalised sum.</summary>
    Bias,
}
