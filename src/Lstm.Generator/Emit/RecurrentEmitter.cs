using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a recurrent layer other than the plain LSTM: its stages of sums go through memory, and between them and after them each
/// register of units is updated in a loop.
/// </summary>
internal sealed class RecurrentEmitter(SourceWriter writer, VectorTarget? target, RecurrentPlan layer)
{
    private readonly LaneSpelling spell = new(target, target?.Lanes ?? 1);

    private string Local => target is null ? "float" : "var";

    private int Units => layer.HiddenSize;

    private string Gates => layer.Layout.Stages[0].Gates;

    private bool HasBetween => layer.Layout.Stages.Count > 1;

    /// <summary>Units that the loops write: whole registers.</summary>
    private int Bound => target is null ? Units : NetworkPlan.RoundUp(Units, target.Lanes);

    public void Write()
    {
        var stages = layer.Layout.Stages;
        var first = new PanelEmitter(writer, target, layer.Method + "Sums", stages[0], [.. Enumerable.Range(0, Gates.Length)], layer.PaddedUnits);
        first.WriteMethods();
        writer.Line();
        var second = HasBetween ? Second(stages[1]) : null;
        if (second is not null)
        {
            second.WriteMethods();
            writer.Line();
        }

        string cell = layer.Spec.HasCell ? ", ref float cell" : "";
        writer.Doc($"<summary>{layer.Title}: {HeaderEmitter.Describe(layer)}, {layer.InputSize} in{(layer.Reverse ? ", the way back" : "")}.</summary>");
        if (target is not null)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        }
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float hidden{cell})"))
        {
            BodyEmitter.Block(writer, layer.Method + "Sums", "sums", $" // gate by gate, {layer.PaddedUnits} units each");
            if (HasBetween)
            {
                BodyEmitter.Block(writer, layer.Method + "Between", "between");
            }
            first.WriteCalls("weights", "sums");
            switch (layer.Spec)
            {
                case RnnLayerSpec rnn:
                    WriteRnn(rnn);
                    break;
                case GruLayerSpec gru:
                    WriteGru(gru, second);
                    break;
                case LtmStmLayerSpec ltm:
                    WriteLtmStm(ltm, second!);
                    break;
                case LstmLayerSpec lstm:
                    WriteLstm(lstm, second);
                    break;
                default:
                    throw Unhandled.Kind(layer.Spec);
            }
            ClearPadding();
        }
    }

    private PanelEmitter Second(SumStage stage)
    {
        // A GRU's candidate goes on; the use gate's sums take the place of the learn gate's; a projection is the hidden state itself.
        int slot = Gates.IndexOf(stage.Gates[0]);
        return new PanelEmitter(writer, target, layer.Method + "Next", stage, [Math.Max(slot, 0)], layer.PaddedUnits, goesOn: slot >= 0, handsOn: layer.Spec is LstmLayerSpec);
    }

    private void WriteRnn(RnnLayerSpec rnn)
    {
        using (Loop())
        {
            Set("h", spell.Activate(rnn.Activation, Clip(rnn.Activation, Sum('h'))));
            Store(LaneSpelling.HandOn("h"), "hidden");
        }
    }

    private void WriteGru(GruLayerSpec gru, PanelEmitter? second)
    {
        var a = gru.Activations;
        void NewState(string candidate)
        {
            Set("z", spell.Activate(a.UpdateGate, Clip(a.UpdateGate, Sum('z'))));
            Set("n", spell.Activate(a.Candidate, Clip(a.Candidate, candidate)));
            Set("h", spell.Load("hidden", "unit"));
            Store(LaneSpelling.HandOn(spell.MultiplyAdd("z", "h - n", "n")), "hidden"); // (1 − z)·n + z·h
        }
        if (second is null)
        {
            using (Loop())
            {
                Set("r", spell.Activate(a.ResetGate, Clip(a.ResetGate, Sum('r'))));
                NewState(spell.MultiplyAdd("r", Sum('m'), Sum('n')));
            }
            return;
        }
        using (Loop())
        {
            Set("r", spell.Activate(a.ResetGate, Clip(a.ResetGate, Sum('r'))));
            Store(LaneSpelling.HandOn($"r * {spell.Load("hidden", "unit")}"), "between");
        }
        second.WriteCalls(BodyEmitter.At("weights", layer.StageOffset(1)), "sums");
        using (Loop())
        {
            NewState(Sum('n'));
        }
    }

    private void WriteLtmStm(LtmStmLayerSpec ltm, PanelEmitter second)
    {
        var a = ltm.Activations;
        using (Loop())
        {
            Set("i", spell.Activate(a.LearnGate, Clip(a.LearnGate, Sum('i'))));
            Set("f", spell.Activate(a.ForgetGate, Clip(a.ForgetGate, Sum('f'))));
            Set("n", spell.Activate(a.Candidate, Clip(a.Candidate, Sum('n'))));
            Set("kept", LaneSpelling.HandOn($"f * {spell.Load("cell", "unit")}")); // LTM·f
            Store("kept", "between");
            Store(LaneSpelling.HandOn(spell.MultiplyAdd("n", "i", "kept")), "cell");
        }
        second.WriteCalls(BodyEmitter.At("weights", layer.StageOffset(1)), "sums");
        using (Loop())
        {
            Set("u", spell.Activate(a.UseGate, Clip(a.UseGate, spell.Load("sums", "unit"))));
            Set("v", spell.Activate(a.Output, Clip(a.Output, Sum('v'))));
            Store(LaneSpelling.HandOn("u * v"), "hidden");
        }
    }

    private void WriteLstm(LstmLayerSpec lstm, PanelEmitter? second)
    {
        var a = lstm.Activations;
        bool late = lstm is { LayerNorm: true, Peephole: true };
        if (lstm.LayerNorm)
        {
            NormaliseBeforeCell(lstm);
        }
        string Gate(char gate, string cell) => lstm is { Peephole: true, LayerNorm: false } ? Peephole(gate, cell, Sum(gate)) : Sum(gate);
        void Hidden()
        {
            Set("o", spell.Activate(a.OutputGate, Clip(a.OutputGate, Gate('o', "c"))));
            Store(LaneSpelling.HandOn($"o * {spell.ActivatePlain(a.Cell, "c")}"), HasBetween ? "between" : "hidden");
        }
        using (Loop())
        {
            Set("c", spell.Load("cell", "unit"));
            Set("i", spell.Activate(a.InputGate, Clip(a.InputGate, Gate('i', "c"))));
            Set("f", lstm.Coupled ? spell.OneMinus("i") : spell.Activate(a.ForgetGate, Clip(a.ForgetGate, Gate('f', "c"))));
            Set("g", spell.Activate(a.Candidate, Clip(a.Candidate, Sum('g'))));
            writer.Line($"c = {LaneSpelling.Clip(lstm.CellClip, 1, LaneSpelling.HandOn(spell.MultiplyAdd("f", "c", "i * g")))};");
            Store("c", "cell");
            if (late)
            {
                Store(Peephole('o', "c", Sum('o')), "sums", Slot('o'));
            }
            else
            {
                Hidden();
            }
        }
        if (late)
        {
            Normalise('o', lstm.Bias);
            using (Loop())
            {
                Set("c", spell.Load("cell", "unit"));
                Hidden();
            }
        }
        second?.WriteCalls(BodyEmitter.At("weights", layer.StageOffset(1)), "hidden");
    }

    private void NormaliseBeforeCell(LstmLayerSpec lstm)
    {
        if (lstm.Peephole)
        {
            using (Loop())
            {
                Set("c", spell.Load("cell", "unit"));
                foreach (char gate in Gates.Where(gate => gate is 'i' or 'f'))
                {
                    Store(Peephole(gate, "c", Sum(gate)), "sums", Slot(gate));
                }
            }
        }
        foreach (char gate in Gates.Where(gate => gate != 'o' || !lstm.Peephole))
        {
            Normalise(gate, lstm.Bias);
        }
    }

    private void Normalise(char gate, bool bias)
    {
        string At(UnitVectorKind kind) => BodyEmitter.At("weights", layer.VectorOffset(kind, gate));
        string sums = BodyEmitter.At("sums", Gates.IndexOf(gate) * layer.PaddedUnits);
        writer.Line($"LayerNormalization.Apply(ref {sums}, {Units}, ref {At(UnitVectorKind.Norm)}{(bias ? $", ref {At(UnitVectorKind.Bias)}" : "")}); // {gate}");
    }

    private string Peephole(char gate, string cell, string sum) =>
        spell.MultiplyAdd(spell.Load("weights", $"unit + {layer.VectorOffset(UnitVectorKind.Peephole, gate)}"), cell, sum);

    private string Clip(ActivationSpec activation, string x) => LaneSpelling.Clip(layer.Spec.Clip, activation, x);

    private string Slot(char gate) => Gates.IndexOf(gate) is var slot && slot == 0 ? "unit" : $"unit + {slot * layer.PaddedUnits}";

    private string Sum(char gate) => spell.Load("sums", Slot(gate));

    private void Set(string name, string value) => writer.Line($"{Local} {name} = {value};");

    private void Store(string value, string reference, string offset = "unit") => writer.Line(spell.Store(value, reference, offset));

    private SourceWriter.Block Loop() => writer.Open($"for (nuint unit = 0; unit < {Bound}; unit += {spell.Lanes})");

    /// <summary>The padding's hidden state stays zero, whatever its sums are: a dense layer reads it too.</summary>
    private void ClearPadding()
    {
        int size = layer.Spec.StateSize;
        int written = HasBetween && layer.Spec is LstmLayerSpec ? Panels.For(size).Sum() : Bound;
        if (target is not null && written > size)
        {
            writer.Line($"Unsafe.InitBlockUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref hidden, {size})), 0, {(written - size) * sizeof(float)}); // the padding");
        }
    }
}
