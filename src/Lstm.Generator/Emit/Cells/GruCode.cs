using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A layer of gated recurrent units.</summary>
internal sealed class GruCode(GruLayerSpec gru) : CellCode(gru)
{
    public override IEnumerable<string> Equations =>
    [
        $"  r_t = {Gate('r', Sum("r"))}    reset gate",
        $"  z_t = {Gate('z', Sum("z"))}    update gate",
        $"  n_t = {Gate('n', gru.ResetBefore ? $"W_n x_t + R_n (r_t⊙h_t-1){Bias("n")}" : $"W_n x_t{Bias("n")} + r_t⊙(R_n h_t-1{Bias("m")})")}    candidate",
        "  h_t = (1 - z_t)⊙n_t + z_t⊙h_t-1    hidden state",
    ];

    protected override IEnumerable<string> Notes => gru switch
    {
        { Bias: false } => [],
        { ResetBefore: true } => base.Notes,
        _ => ["  b_r and b_z are sums of bias_ih and bias_hh; b_n is the candidate's part of bias_ih, b_m that of bias_hh"],
    };

    public override void Write(CellWriter cell)
    {
        if (!gru.ResetBefore)
        {
            using (cell.Loop())
            {
                cell.Set("r", cell.Gate('r'));
                NewState(cell, cell.Spell.MultiplyAdd("r", cell.Sum('m'), cell.Sum('n')));
            }
            return;
        }
        using (cell.Loop())
        {
            cell.Set("r", cell.Gate('r'));
            cell.HandOn($"r * {cell.Load("hidden")}", "between");
        }
        cell.SecondSums();
        using (cell.Loop())
        {
            NewState(cell, cell.Sum('n'));
        }
    }

    private static void NewState(CellWriter cell, string candidate)
    {
        cell.Set("z", cell.Gate('z'));
        cell.Set("n", cell.Gate('n', candidate));
        cell.Set("h", cell.Load("hidden"));
        cell.HandOn(cell.Spell.MultiplyAdd("z", "h - n", "n"), "hidden"); // (1 − z)·n + z·h
    }
}
