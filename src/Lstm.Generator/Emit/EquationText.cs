using System.Collections.Generic;
using System.Globalization;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The equations of a layer as lines of text.</summary>
internal static class EquationText
{
    /// <summary>The equations of one direction of a recurrent layer.</summary>
    public static IEnumerable<string> Of(RecurrentLayerSpec layer) => layer switch
    {
        LstmLayerSpec lstm => Lstm(lstm),
        GruLayerSpec gru => Gru(gru),
        RnnLayerSpec rnn => [$"  h_t = {Gate(rnn.Activation, rnn, $"W x_t + R h_t-1{(rnn.Bias ? " + b" : "")}")}    hidden state"],
        LtmStmLayerSpec cell => LtmStm(cell),
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>The equation of any other layer.</summary>
    public static string Of(LayerPlan layer) => layer switch
    {
        DensePlan dense => $"dense: y = {Name(dense.Spec.Activation)}(W x{(dense.Spec.Bias ? " + b" : "")}), {dense.InputSize} to {dense.OutputSize}",
        ActivationPlan activation => $"activation: y = {Name(activation.Spec.Activation)}(x)",
        ResidualPlan residual => $"residual: y = x + {(residual.Spec.From == ResidualLayerSpec.Input ? "the sample" : $"what layer {residual.Spec.From} put out")}",
        EmbeddingPlan embedding => $"embedding: y = row x of a table of {embedding.Spec.Rows} rows with {embedding.Spec.Size} values",
        PoolPlan { Spec.Kind: PoolKind.Mean } => "pool: y = the mean of x over the time steps so far",
        PoolPlan { Spec.Kind: PoolKind.Last } => "pool: y = x of the last time step",
        PoolPlan => "pool: y = the hidden state that the layer before ends with",
        ConvPlan conv => $"convolution over time: y_t = {Name(conv.Spec.Activation)}(Σ_k W_k x_t-{(conv.Spec.Dilation > 1 ? $"{conv.Spec.Dilation}·" : "")}({conv.Spec.Kernel - 1}-k){(conv.Spec.Bias ? " + b" : "")}), k = 0 to {conv.Spec.Kernel - 1}{(conv.Spec.Stride > 1 ? $", every {conv.Spec.Stride} steps" : "")}; {conv.InputSize} to {conv.OutputSize}",
        FrameConvPlan conv => $"convolution within a frame: {conv.Positions} positions of {conv.Spec.Channels} to {conv.OutputPositions} of {conv.Spec.Filters}, y_p = {Name(conv.Spec.Activation)}(Σ_k W_k x_{(conv.Spec.Stride > 1 ? $"{conv.Spec.Stride}" : "")}p+{(conv.Spec.Dilation > 1 ? $"{conv.Spec.Dilation}" : "")}k{(conv.Spec.PadLeft > 0 ? $"-{conv.Spec.PadLeft}" : "")}{(conv.Spec.Bias ? " + b" : "")}), k = 0 to {conv.Spec.Kernel - 1}",
        MagnitudePlan => "magnitude: y = √(a⊙a + b⊙b), a and b the halves of each position",
        ScalePlan { Spec.Offset: not null } => "scale: y = s⊙(x - o)",
        ScalePlan => "scale: y = s⊙x",
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>1st, 2nd, 3rd, 4th, …</summary>
    public static string Ordinal(int n) => n + (n % 100 is >= 11 and <= 13 ? "th" : (n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    /// <summary>An activation as equations name it; nothing for the identity.</summary>
    public static string Name(ActivationSpec activation) => activation.Function is var function && activation == function.Usual
        ? function.Symbol
        : $"{function.Name}[{Number(activation.Alpha)}{(function.HasBeta ? $", {Number(activation.Beta)}" : "")}]";

    private static IEnumerable<string> Lstm(LstmLayerSpec lstm)
    {
        var a = lstm.Activations;
        string p(string gate, string c) => lstm.Peephole ? $" + p_{gate}⊙{c}" : "";
        string Sum(string gate, string peephole) => lstm.LayerNorm
            ? $"s_{gate}⊙norm(W_{gate} x_t + R_{gate} h_t-1{peephole}){(lstm.Bias ? $" + b_{gate}" : "")}"
            : $"W_{gate} x_t + R_{gate} h_t-1{(lstm.Bias ? $" + b_{gate}" : "")}{peephole}";
        yield return $"  i_t = {Gate(a.InputGate, lstm, Sum("i", p("i", "c_t-1")))}    input gate";
        yield return lstm.Coupled ? "  f_t = 1 - i_t    forget gate" : $"  f_t = {Gate(a.ForgetGate, lstm, Sum("f", p("f", "c_t-1")))}    forget gate";
        yield return $"  g_t = {Gate(a.Candidate, lstm, Sum("g", ""))}    candidate";
        string cell = "f_t⊙c_t-1 + i_t⊙g_t";
        yield return $"  c_t = {(lstm.CellClip is { } limit ? $"clip[{Number(limit)}]({cell})" : cell)}    cell state";
        yield return $"  o_t = {Gate(a.OutputGate, lstm, Sum("o", p("o", "c_t")))}    output gate";
        string hidden = $"o_t⊙{Name(a.Cell)}(c_t)";
        yield return $"  h_t = {(lstm.Projection is null ? hidden : $"P ({hidden})")}    hidden state";
    }

    private static IEnumerable<string> Gru(GruLayerSpec gru)
    {
        var a = gru.Activations;
        string b(string gate) => gru.Bias ? $" + b_{gate}" : "";
        yield return $"  r_t = {Gate(a.ResetGate, gru, $"W_r x_t + R_r h_t-1{b("r")}")}    reset gate";
        yield return $"  z_t = {Gate(a.UpdateGate, gru, $"W_z x_t + R_z h_t-1{b("z")}")}    update gate";
        string reset = gru.ResetBefore ? $"W_n x_t + R_n (r_t⊙h_t-1){b("n")}" : $"W_n x_t{b("n")} + r_t⊙(R_n h_t-1{b("m")})";
        yield return $"  n_t = {Gate(a.Candidate, gru, reset)}    candidate";
        yield return "  h_t = (1 - z_t)⊙n_t + z_t⊙h_t-1    hidden state";
    }

    private static IEnumerable<string> LtmStm(LtmStmLayerSpec cell)
    {
        var a = cell.Activations;
        string b(string gate) => cell.Bias ? $" + b_{gate}" : "";
        string Sum(string gate) => $"W_{gate} x_t + R_{gate} h_t-1{b(gate)}";
        yield return $"  i_t = {Gate(a.LearnGate, cell, Sum("i"))}, N_t = {Gate(a.Candidate, cell, Sum("N"))}    learn gate: N_t⊙i_t";
        yield return $"  f_t = {Gate(a.ForgetGate, cell, Sum("f"))}    forget gate: c_t-1⊙f_t";
        yield return "  c_t = c_t-1⊙f_t + N_t⊙i_t    remember gate: long-term memory";
        yield return $"  U_t = {Gate(a.UseGate, cell, $"W_U (c_t-1⊙f_t){b("U")}")}, V_t = {Gate(a.Output, cell, Sum("V"))}    use gate";
        yield return "  h_t = U_t⊙V_t    short-term memory";
    }

    private static string Gate(ActivationSpec activation, RecurrentLayerSpec layer, string sum) =>
        layer.Clip is { } limit ? $"{Name(activation)}(clip[{Number(limit)}]({sum}))" : $"{Name(activation)}({sum})";

    private static string Number(float value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
