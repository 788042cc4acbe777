using System;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The lines of a cell's update, for registers of units or one unit at a time.</summary>
/// <param name="writer">Where to.</param>
/// <param name="target">The instruction set, or null for plain C#.</param>
/// <param name="layer">The layer.</param>
/// <param name="second">Writes the second stage of sums, where the cell has one.</param>
internal sealed class CellWriter(SourceWriter writer, VectorTarget? target, RecurrentPlan layer, PanelEmitter? second)
{
    private readonly LaneSpelling spell = new(target, target?.Lanes ?? 1);
    private readonly UnitSums sums = new(target);

    /// <summary>How expressions are spelled.</summary>
    public LaneSpelling Spell => spell;

    /// <summary>Units that the loops write: whole registers.</summary>
    public int Bound => target is null ? layer.HiddenSize : NetworkPlan.RoundUp(layer.HiddenSize, target.Lanes);

    /// <summary>A loop over all units, in which <c>unit</c> is the first of a register.</summary>
    public SourceWriter.Block Loop()
    {
        var loop = writer.Open($"for (nuint unit = 0; unit < {Bound}; unit += {spell.Lanes})");
        sums.Declare(writer);
        return loop;
    }

    /// <summary>A local.</summary>
    public void Set(string name, string value) => writer.Line($"{(target is null ? "float" : "var")} {name} = {value};");

    /// <summary>A line as it is.</summary>
    public void Line(string line) => writer.Line(line);

    /// <summary>Writes units of <c>hidden</c>, <c>cell</c> or <c>between</c>, which is what the second stage multiplies.</summary>
    public void Store(string value, string reference, string offset = "unit") => writer.Line(spell.Store(value, reference, offset));

    /// <summary>The same, with tiny values made zero.</summary>
    public void HandOn(string value, string reference) => Store(LaneSpelling.HandOn(value), reference);

    /// <summary>Units of <c>hidden</c> or <c>cell</c>.</summary>
    public string Load(string reference) => spell.Load(reference, "unit");

    /// <summary>A sum of a gate.</summary>
    public string Sum(char gate) => spell.Load(sums.Reference, sums.Offset(SlotOf(gate)));

    /// <summary>Overwrites a gate's sum.</summary>
    public void StoreSum(char gate, string value) => Store(value, sums.Reference, sums.Offset(SlotOf(gate)));

    /// <summary>A gate: the activation of its sum.</summary>
    public string Gate(char gate) => Gate(gate, Sum(gate));

    /// <summary>A gate whose sum is an expression.</summary>
    public string Gate(char gate, string sum)
    {
        var activation = layer.Spec.ActivationOf(gate);
        return spell.Activate(activation, LaneSpelling.Clip(layer.Spec.Clip, activation, sum));
    }

    /// <summary>A gate's sum with what it sees of the cell state.</summary>
    public string Peephole(char gate, string cell) => spell.MultiplyAdd(spell.Load("weights", $"unit + {VectorPlace(UnitVectorKind.Peephole, gate)}"), cell, Sum(gate));

    /// <summary>Normalises a gate's sums over all units.</summary>
    public void Normalise(char gate, bool bias)
    {
        string At(UnitVectorKind kind) => BodyEmitter.At("weights", VectorPlace(kind, gate));
        writer.Line($"LayerNormalization.Apply(ref {BodyEmitter.At("sums", SlotOf(gate))}, {layer.HiddenSize}, ref {At(UnitVectorKind.Norm)}{(bias ? $", ref {At(UnitVectorKind.Bias)}" : "")}); // {gate}");
    }

    /// <summary>The second stage of sums, of what stands in <c>between</c>; they continue those of their gate, where there are such.</summary>
    /// <param name="to">Where they go.</param>
    public void SecondSums(string to = "sums") => second!.WriteCalls(BodyEmitter.At("weights", layer.MethodPlace("Next")), to);

    private string VectorPlace(UnitVectorKind kind, char gate) => layer.MethodPlace(RecurrentPlan.NameOf(kind, gate));

    /// <summary>Where a gate's sums begin, in floats: a sum of the second stage alone takes the place of the first gate's.</summary>
    private int SlotOf(char gate) => Math.Max(layer.Layout.Stages[0].Gates.IndexOf(gate), 0) * layer.PaddedUnits;
}
