using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A layer of LSTM cells; the update is that of coupled, projected and normalised ones, the plain LSTM has code of its own (<see cref="CellEmitter"/>).</summary>
internal sealed class LstmCode(LstmLayerSpec lstm) : CellCode(lstm)
{
    public override string Title =>
        $"{(lstm.Coupled ? "coupled " : "")}{base.Title}{(lstm.LayerNorm ? " with layer normalisation" : "")}{(lstm.Projection is { } p ? $" projected to {p}" : "")}{(lstm.Peephole ? " with peepholes" : "")}";

    public override IEnumerable<string> Equations
    {
        get
        {
            string p(string gate, string c) => lstm.Peephole ? $" + p_{gate}⊙{c}" : "";
            string Whole(string gate, string peephole) => lstm.LayerNorm
                ? $"s_{gate}⊙norm(W_{gate} x_t + R_{gate} h_t-1{peephole}){Bias(gate)}"
                : $"{Sum(gate)}{peephole}";
            yield return $"  i_t = {Gate('i', Whole("i", p("i", "c_t-1")))}    input gate";
            yield return lstm.Coupled ? "  f_t = 1 - i_t    forget gate" : $"  f_t = {Gate('f', Whole("f", p("f", "c_t-1")))}    forget gate";
            yield return $"  g_t = {Gate('g', Whole("g", ""))}    candidate";
            string cell = "f_t⊙c_t-1 + i_t⊙g_t";
            yield return $"  c_t = {(lstm.CellClip is { } limit ? $"clip[{EquationText.Number(limit)}]({cell})" : cell)}    cell state";
            yield return $"  o_t = {Gate('o', Whole("o", p("o", "c_t")))}    output gate";
            string hidden = $"o_t⊙{EquationText.Name(lstm.Activations.Cell)}(c_t)";
            yield return $"  h_t = {(lstm.Projection is null ? hidden : $"P ({hidden})")}    hidden state";
        }
    }

    protected override string SecondWeights => "P";

    protected override string Weights(string input, string hidden) =>
        $"{base.Weights(input, hidden)}{(lstm.Peephole ? $", p_k {lstm.HiddenSize}" : "")}{(lstm.LayerNorm ? $", s_k {lstm.HiddenSize}" : "")}{(lstm.Projection is { } p ? $"; P {p}×{lstm.HiddenSize}" : "")}";

    protected override IEnumerable<string> Notes => lstm.LayerNorm ? [.. base.Notes, "  norm(a) = (a - mean(a))/√(var(a) + 1e-8), mean and variance over the units"] : base.Notes;

    public override void Write(CellWriter cell)
    {
        bool late = lstm is { LayerNorm: true, Peephole: true }, projects = lstm.Projection is not null;
        if (lstm.LayerNorm)
        {
            NormaliseBeforeCell(cell);
        }
        string Gate(char gate) => cell.Gate(gate, lstm is { Peephole: true, LayerNorm: false } && gate != 'g' ? cell.Peephole(gate, "c") : cell.Sum(gate));
        void Hidden()
        {
            cell.Set("o", Gate('o'));
            cell.HandOn($"o * {cell.Spell.ActivatePlain(lstm.Activations.Cell, "c")}", projects ? "between" : "hidden");
        }
        using (cell.Loop())
        {
            cell.Set("c", cell.Load("cell"));
            cell.Set("i", Gate('i'));
            cell.Set("f", lstm.Coupled ? cell.Spell.OneMinus("i") : Gate('f'));
            cell.Set("g", Gate('g'));
            cell.Line($"c = {LaneSpelling.Clip(lstm.CellClip, 1, LaneSpelling.HandOn(cell.Spell.MultiplyAdd("f", "c", "i * g")))};");
            cell.Store("c", "cell");
            if (late)
            {
                cell.StoreSum('o', cell.Peephole('o', "c"));
            }
            else
            {
                Hidden();
            }
        }
        if (late)
        {
            cell.Normalise('o', lstm.Bias);
            using (cell.Loop())
            {
                cell.Set("c", cell.Load("cell"));
                Hidden();
            }
        }
        if (projects)
        {
            cell.SecondSums("hidden");
        }
    }

    private void NormaliseBeforeCell(CellWriter cell)
    {
        if (lstm.Peephole)
        {
            using (cell.Loop())
            {
                cell.Set("c", cell.Load("cell"));
                foreach (char gate in lstm.Blocks.Where(gate => gate is 'i' or 'f'))
                {
                    cell.StoreSum(gate, cell.Peephole(gate, "c"));
                }
            }
        }
        foreach (char gate in lstm.Blocks.Where(gate => gate != 'o' || !lstm.Peephole))
        {
            cell.Normalise(gate, lstm.Bias);
        }
    }
}
