using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A layer of long- and short-term memories.</summary>
internal sealed class LtmStmCode(LtmStmLayerSpec ltm) : CellCode(ltm)
{
    protected override string SecondWeights => "W"; // W_U

    protected override string Weights(string input, string hidden) => $"{base.Weights(input, hidden)}, but W_U {ltm.HiddenSize}×{ltm.HiddenSize}";

    public override IEnumerable<string> Equations =>
    [
        $"  i_t = {Gate('i', Sum("i"))}, N_t = {Gate('n', Sum("N"))}    learn gate: N_t⊙i_t",
        $"  f_t = {Gate('f', Sum("f"))}    forget gate: c_t-1⊙f_t",
        "  c_t = c_t-1⊙f_t + N_t⊙i_t    remember gate: long-term memory",
        $"  U_t = {Gate('u', $"W_U (c_t-1⊙f_t){Bias("U")}")}, V_t = {Gate('v', Sum("V"))}    use gate",
        "  h_t = U_t⊙V_t    short-term memory",
    ];

    public override void Write(CellWriter cell)
    {
        using (cell.Loop())
        {
            cell.Set("i", cell.Gate('i'));
            cell.Set("f", cell.Gate('f'));
            cell.Set("n", cell.Gate('n'));
            cell.Set("kept", LaneSpelling.HandOn($"f * {cell.Load("cell")}")); // LTM·f
            cell.Store("kept", "between");
            cell.HandOn(cell.Spell.MultiplyAdd("n", "i", "kept"), "cell");
        }
        cell.SecondSums();
        using (cell.Loop())
        {
            cell.Set("u", cell.Gate('u'));
            cell.Set("v", cell.Gate('v'));
            cell.HandOn("u * v", "hidden");
        }
    }
}
