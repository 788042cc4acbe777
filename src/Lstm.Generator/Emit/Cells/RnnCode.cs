using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>A plain recurrent layer.</summary>
internal sealed class RnnCode(RnnLayerSpec rnn) : CellCode(rnn)
{
    protected override string Weights(string input, string hidden) => $"W {input}, R {hidden}{BiasSize("b")}";

    public override IEnumerable<string> Equations => [$"  h_t = {Gate('h', $"W x_t + R h_t-1{(rnn.Bias ? " + b" : "")}")}    hidden state"];

    public override void Write(CellWriter cell)
    {
        using (cell.Loop())
        {
            cell.Set("h", cell.Gate('h'));
            cell.HandOn("h", "hidden");
        }
    }
}
