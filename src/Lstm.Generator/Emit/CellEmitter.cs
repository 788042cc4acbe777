using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The two methods of a cell update.</summary>
/// <param name="Cell">From the sums of input gate, forget gate and candidate to the cell state.</param>
/// <param name="Hidden">From the sums of the output gate and the cell state to the hidden state.</param>
internal sealed record CellMethods(string Cell, string Hidden);

/// <summary>
/// Writes the methods that turn gate sums into the new cell and hidden state. A pair for every combination of activations
/// and peepholes in the network; the layers that agree share it.
/// </summary>
internal static class CellEmitter
{
    /// <summary>The vector form, for registers of <paramref name="lanes"/>.</summary>
    public static void Vector(SourceWriter writer, CellMethods names, LstmLayerSpec layer, VectorTarget target, int lanes)
    {
        string vector = VectorTarget.VectorOf(lanes);
        string load(string row) => $"{vector}.LoadUnsafe(ref peepholes{row})";
        new Writing(
            writer,
            layer,
            $"{vector}<float>",
            "var",
            $"{lanes} units",
            $"{vector}.LoadUnsafe(ref cell)",
            "c.StoreUnsafe(ref cell);",
            (a, b, c) => target.MultiplyAdd(lanes, a, b, c),
            [load(""), load(", stride"), load(", 2 * stride")],
            new LaneSpelling(target, lanes),
            Inline: true).Write(names);
    }

    /// <summary>The scalar form.</summary>
    public static void Scalar(SourceWriter writer, CellMethods names, LstmLayerSpec layer) => new Writing(
        writer,
        layer,
        "float",
        "float",
        "one unit",
        "cell",
        "cell = c;",
        (a, b, c) => $"MathF.FusedMultiplyAdd({a}, {b}, {c})",
        ["peepholes", "Unsafe.Add(ref peepholes, stride)", "Unsafe.Add(ref peepholes, 2 * stride)"],
        new LaneSpelling(null, 1),
        Inline: false).Write(names);

    private delegate string MultiplyAdd(string a, string b, string c);

    /// <summary>What the scalar and the vector forms spell differently.</summary>
    private sealed record Writing(
        SourceWriter Writer,
        LstmLayerSpec Layer,
        string Type,
        string Local,
        string Units,
        string LoadCell,
        string StoreCell,
        MultiplyAdd MultiplyAdd,
        string[] Peepholes,
        LaneSpelling Spell,
        bool Inline)
    {
        public void Write(CellMethods names)
        {
            string peepholes = Layer.Peephole ? "ref float peepholes, nuint stride, " : "";
            Open($"The new cell state of {Units}, stored and returned.", $"{names.Cell}({Type} i, {Type} f, {Type} g, {peepholes}ref float cell)", WriteCellState);
            Writer.Line();
            peepholes = Layer.Peephole ? ", ref float peepholes, nuint stride" : "";
            Open($"The new hidden state of {Units}.", $"{names.Hidden}({Type} o, {Type} c{peepholes})", WriteHiddenState);
        }

        private void Open(string summary, string signature, System.Action write)
        {
            Writer.Doc($"<summary>{summary}</summary>");
            if (Inline)
            {
                Writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            }
            using (Writer.Open($"private static {Type} {signature}"))
            {
                write();
            }
        }

        private void WriteCellState()
        {
            Writer.Line($"{Local} c = {LoadCell};");
            if (Layer.Peephole)
            {
                Writer.Line($"i = {MultiplyAdd(Peepholes[0], "c", "i")};");
                Writer.Line($"f = {MultiplyAdd(Peepholes[1], "c", "f")};");
            }

            var activations = Layer.Activations;
            ClipSum("i", activations.InputGate);
            ClipSum("f", activations.ForgetGate);
            ClipSum("g", activations.Candidate);
            Writer.Line(activations == LstmActivations.Standard
                ? $"""
                    {Local} iDenominator = Exponential.OnePlusExp(i); // σ(i) = 1/(1 + e^-i): input gate
                    {Local} gDenominator = Exponential.OnePlusExp(g, out {Local} gNumerator); // tanh g = (1 - e^-2g)/(1 + e^-2g): candidate
                    {Local} fDenominator = Exponential.OnePlusExp(f); // σ(f) = 1/(1 + e^-f): forget gate
                    {Local} igDenominator = iDenominator * gDenominator;
                    c = Exponential.FlushedQuotient({MultiplyAdd("c", "igDenominator", "gNumerator * fDenominator")}, igDenominator * fDenominator); // σ(f)·c + σ(i)·tanh g in one division
                    """
                : $"""
                    {Local} inputGate = {Activate(activations.InputGate, "i")};
                    {Local} forgetGate = {Activate(activations.ForgetGate, "f")};
                    {Local} candidate = {Activate(activations.Candidate, "g")};
                    c = Exponential.FlushTiny({MultiplyAdd("forgetGate", "c", "inputGate * candidate")});
                    """);
            if (Layer.CellClip is not null)
            {
                Writer.Line($"c = {LaneSpelling.Clip(Layer.CellClip, 1, "c")};");
            }
            Writer.Line(StoreCell);
            Writer.Line("return c;");
        }

        private void WriteHiddenState()
        {
            if (Layer.Peephole)
            {
                Writer.Line($"o = {MultiplyAdd(Peepholes[2], "c", "o")};");
            }

            var activations = Layer.Activations;
            ClipSum("o", activations.OutputGate);
            Writer.Line(activations == LstmActivations.Standard
                ? $"""
                    {Local} oDenominator = Exponential.OnePlusExp(o); // σ(o) = 1/(1 + e^-o): output gate
                    {Local} cDenominator = Exponential.OnePlusExp(c * {Spell.Factor(ActivationKind.Tanh)}, out {Local} cNumerator); // tanh c
                    return Exponential.FlushedQuotient(cNumerator, oDenominator * cDenominator);
                    """
                : $"return {LaneSpelling.HandOn($"{Activate(activations.OutputGate, "o")} * {Spell.ActivatePlain(activations.Cell, "c")}")};");
        }

        private void ClipSum(string sum, ActivationSpec activation)
        {
            if (Layer.Clip is { } limit)
            {
                Writer.Line($"{sum} = {LaneSpelling.Clip(limit, activation, sum)}; // {LaneSpelling.Literal(limit)}, with the factor that the sum has");
            }
        }

        private string Activate(ActivationSpec activation, string x) => Spell.Activate(activation, x);
    }
}
