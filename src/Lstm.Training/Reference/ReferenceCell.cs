using System;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>One direction of a recurrent layer: what it carries from one time step to the next.</summary>
internal abstract class ReferenceCell
{
    private double[] firstHidden;
    private double[] firstCell;

    protected ReferenceCell(CellTensors tensors)
    {
        firstHidden = tensors.InitialState("h0", tensors.Spec.StateSize);
        firstCell = tensors.Spec.HasCell ? tensors.InitialState("c0", tensors.Spec.HiddenSize) : [];
        (Hidden, Cell) = (firstHidden, firstCell);
    }

    /// <summary>h_t.</summary>
    public double[] Hidden { get; private set; }

    /// <summary>c_t; empty where there is none.</summary>
    public double[] Cell { get; private set; }

    /// <summary>One of its kind.</summary>
    public static ReferenceCell Create(CellTensors tensors) => tensors.Spec switch
    {
        LstmLayerSpec lstm => new ReferenceLstm(lstm, tensors),
        GruLayerSpec gru => new ReferenceGru(gru, tensors),
        RnnLayerSpec rnn => new ReferenceRnn(rnn, tensors),
        LtmStmLayerSpec cell => new ReferenceLtmStm(cell, tensors),
        var other => throw new ArgumentException($"No reference for a layer of type {other.GetType().Name}.", nameof(tensors)),
    };

    /// <summary>Takes x_t and makes the new state.</summary>
    /// <returns>h_t.</returns>
    public double[] Step(double[] x)
    {
        (double[] hidden, double[] cell) = Next(x);
        (Hidden, Cell) = (TinyValues.OfState(hidden), TinyValues.OfState(cell));
        return [.. Hidden];
    }

    /// <summary>Back to the state that a sequence begins with.</summary>
    public virtual void Reset() => (Hidden, Cell) = (firstHidden, firstCell);

    /// <summary>Sets the state that a sequence begins with, and begins one.</summary>
    public void Begin(double[] hidden, double[] cell)
    {
        if (hidden.Length != firstHidden.Length || cell.Length != firstCell.Length)
        {
            throw new ArgumentException($"The state is {firstHidden.Length} values of h and {firstCell.Length} of c, not {hidden.Length} and {cell.Length}.");
        }
        (firstHidden, firstCell) = ([.. hidden], [.. cell]);
        Reset();
    }

    /// <summary>h_t and c_t from x_t, <see cref="Hidden"/> and <see cref="Cell"/>, which are those of t − 1.</summary>
    protected abstract (double[] Hidden, double[] Cell) Next(double[] x);
}
