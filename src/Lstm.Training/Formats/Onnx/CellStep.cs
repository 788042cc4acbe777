using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// One time step of a recurrent cell, written out in elementwise operations and products with matrices, and recognised by what it computes, not by names:
/// sums of products are brought into one form first, so that z ⊙ h + (1 − z) ⊙ n and n + z ⊙ (h − n) are the same.
/// </summary>
internal sealed class CellStep
{
    private CellStep(string kind, AppliedFunction[] functions, LinearForm[] forms, VectorSource? previous)
    {
        (Kind, Functions, Forms, Previous) = (kind, functions, forms, previous);
        foreach (var function in functions)
        {
            function.IsTaken = true;
        }
    }

    /// <summary>The operator that it is a step of: LSTM, GRU or RNN.</summary>
    public string Kind { get; }

    /// <summary>In the operator's order of gates: i o f c, z r h, or one.</summary>
    public AppliedFunction[] Functions { get; }

    /// <summary>What these are functions of, in the same order; of a GRU that resets after the product the candidate's part of h, not yet reset, is the fourth.</summary>
    public LinearForm[] Forms { get; }

    /// <summary>An LSTM's cell state before the step, else the hidden state; null where it is not among the products.</summary>
    public VectorSource? Previous { get; }

    /// <summary>The function of an LSTM's cell state at its output.</summary>
    public ActivationSpec Output { get; private set; } = ActivationKind.Tanh;

    /// <summary>A GRU that resets h before the product: r ⊙ h, which takes h's place in the candidate.</summary>
    public VectorSource? Reset { get; private init; }

    /// <summary>Whether 1 − z is what the operator calls z.</summary>
    public bool IsTurned { get; private init; }

    /// <summary>The value that is its hidden state.</summary>
    public CellValue? Hidden { get; set; }

    /// <summary>The value that is an LSTM's cell state after it.</summary>
    public CellValue? Cell { get; set; }

    /// <summary>c' = f ⊙ c + i ⊙ g: an LSTM's, whose output gate is still to come.</summary>
    public static CellUpdate? CellUpdate(Polynomial value)
    {
        if (value is not { Linear: null, Products: [{ Coefficient: 1, Factors: [_, _] } one, { Coefficient: 1, Factors: [_, _] } other] })
        {
            return null;
        }
        var (kept, added) = one.Factors.Any(factor => factor is VectorSource) ? (one, other) : (other, one);
        return kept.Factors.OfType<VectorSource>().ToArray() is [var cell] && kept.Factors.OfType<AppliedFunction>().ToArray() is [var forget] && added.Factors.ToArray() is [AppliedFunction a, AppliedFunction b]
            && forget.Argument.AsLinear() is not null && a.Argument.AsLinear() is not null && b.Argument.AsLinear() is not null
            ? a.Function == forget.Function ? new(forget, a, b, cell) : new(forget, b, a, cell)
            : null;
    }

    /// <summary>h' = o ⊙ tanh(c') of an LSTM.</summary>
    public static CellStep? Lstm(Polynomial value, IReadOnlyDictionary<VectorSource, CellUpdate> updates)
    {
        if (value is not { Linear: null, Products: [{ Coefficient: 1, Factors: [AppliedFunction one, AppliedFunction other] }] })
        {
            return null;
        }
        var (gate, cell) = other.Argument.Only is VectorSource ? (one, other) : (other, one);
        return cell.Argument.Only is VectorSource c && updates.TryGetValue(c, out var update) && gate.Argument.AsLinear() is { } form && gate.Function == update.Forget.Function && update.Input.Function == update.Forget.Function
            ? new CellStep("LSTM", [update.Input, gate, update.Forget, update.Candidate], [update.Input.Argument.AsLinear()!, form, update.Forget.Argument.AsLinear()!, update.Candidate.Argument.AsLinear()!], update.Cell) { Output = cell.Function }
            : null;
    }

    /// <summary>h' = (1 − z) ⊙ n + z ⊙ h of a GRU, or with z and 1 − z in each other's place.</summary>
    public static CellStep? Gru(Polynomial value)
    {
        if (value is not { Linear: null, Products.Length: 3 })
        {
            return null;
        }
        var single = value.Products.FirstOrDefault(product => product.Factors.Length == 1);
        if (single is not { Coefficient: 1, Factors: [var alone] } || value.Products.Where(product => product != single).ToArray() is not [{ Factors: [_, _] } first, { Factors: [_, _] } second])
        {
            return null;
        }
        var (minus, plus) = first.Coefficient < 0 ? (first, second) : (second, first);
        if ((minus.Coefficient, plus.Coefficient) != (-1, 1) || !minus.Factors.Contains(alone))
        {
            return null;
        }
        // z stands with both; alone stands what it leaves out.
        if (minus.Factors.FirstOrDefault(factor => factor != alone) is not AppliedFunction gate || !plus.Factors.Contains(gate) || plus.Factors.FirstOrDefault(factor => factor != gate) is not { } with || gate.Argument.AsLinear() is not { } z)
        {
            return null;
        }
        bool isTurned = alone is VectorSource;
        return (isTurned ? (with, alone) : (alone, with)) is (AppliedFunction candidate, VectorSource hidden) ? Gru(gate, z, isTurned, candidate, hidden) : null;
    }

    /// <summary>h' = f(W x + R h + b).</summary>
    public static CellStep? Rnn(AppliedFunction function, VectorSource? previous) =>
        function is { IsTaken: false } && function.Argument.AsLinear() is { } form ? new CellStep("RNN", [function], [form], previous) { Hidden = new CellValue(function.Name, function.Node) } : null;

    private static CellStep? Gru(AppliedFunction gate, LinearForm z, bool isTurned, AppliedFunction candidate, VectorSource hidden)
    {
        var argument = candidate.Argument;
        if (isTurned && gate.Function.Kind != ActivationKind.Sigmoid)
        {
            return null; // 1 − σ(s) is σ(−s), which no other function has
        }
        if (argument is { Products: [{ Coefficient: 1, Factors: [_, _] } reset], Linear: { } rest } && reset.Factors.OfType<AppliedFunction>().SingleOrDefault() is { } after && Inner(reset) is { } inner)
        {
            return after.Function == gate.Function && after.Argument.AsLinear() is { } r ? new CellStep("GRU", [gate, after, candidate], [z, r, rest, inner], hidden) { IsTurned = isTurned } : null;
        }
        if (argument.AsLinear() is { } whole && whole.Sources.Where(source => source.Definition is { Linear: null, Products: [{ Coefficient: 1, Factors: [_, _] } product] } && product.Factors.Contains(hidden) && product.Factors.Any(factor => factor is AppliedFunction)).ToArray() is [var before])
        {
            var function = before.Definition!.Products[0].Factors.OfType<AppliedFunction>().First();
            return function.Function == gate.Function && function.Argument.AsLinear() is { } r ? new CellStep("GRU", [gate, function, candidate], [z, r, whole], hidden) { IsTurned = isTurned, Reset = before } : null;
        }
        return null;
    }

    private static LinearForm? Inner(Monomial product) => product.Factors.OfType<LinearFactor>().SingleOrDefault()?.Form;
}

/// <summary>A value of the graph: its name, the node that makes it, and its number of axes, −1 where that is not known.</summary>
internal sealed record CellValue(string Name, int Node)
{
    public int Rank { get; init; } = -1;
}

/// <summary>The new cell state of an LSTM and what it is made of.</summary>
internal sealed record CellUpdate(AppliedFunction Forget, AppliedFunction Input, AppliedFunction Candidate, VectorSource Cell)
{
    /// <summary>The value that is the cell state after it.</summary>
    public CellValue? Value { get; set; }
}
