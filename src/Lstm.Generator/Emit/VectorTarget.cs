using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>What differs between the vector instruction sets: widths, registers, and how their operations are spelled.</summary>
internal abstract class VectorTarget
{
    public static readonly VectorTarget[] All = [new Avx512Target(), new Avx2Target(), new NeonTarget()];

    /// <summary>The emitted class, and the member of <c>InstructionSet</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The property of <c>Isa</c> that says whether it can run.</summary>
    public string Guard => "Has" + Name;

    public abstract string Summary { get; }

    /// <summary>Floats in a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Registers that may hold sums; the others hold the column's value and what the compiler needs.</summary>
    public abstract int MaxAccumulators { get; }

    /// <summary>
    /// How many 16-unit panels go through the columns together: as many as fill the pipeline while the weights come from the
    /// first-level cache, but one where they stream in from further away: there <see cref="PanelGroups"/> says which go together.
    /// </summary>
    public int PanelsTogether(LstmForm form) => form == LstmForm.Streamed ? 1 : PanelsInRegisters;

    /// <summary>Whether a small layer's output gate is summed after the cell state (docs/decisions 10); not where that has not been timed.</summary>
    public virtual bool OutputGateLate => true;

    /// <summary>How many 16-unit panels fill the pipeline.</summary>
    public abstract int PanelsInRegisters { get; }

    /// <summary>
    /// Up to this many registers of units are updated in a straight line, the sums staying in registers; more of them go
    /// through memory to a loop, or the compiler would move sums and constants between registers and stack throughout.
    /// </summary>
    public abstract int MaxUpdatesInLine { get; }

    /// <summary>How several rows of columns share their weights: the tile of most rows first, that of <see cref="Specification.StackFootprint.LeastTogether"/> last.</summary>
    public abstract IReadOnlyList<Tile> Tiles { get; }

    /// <summary>The target whose code this one's body has for a layer of so many units: another one where half a register is enough.</summary>
    public virtual VectorTarget For(int units) => this;

    public string Vector => VectorOf(Lanes);

    public static string VectorOf(int lanes) => $"Vector{32 * lanes}";

    /// <summary>a·b + c, rounded once, on vectors of <paramref name="lanes"/>.</summary>
    public virtual string MultiplyAdd(int lanes, string a, string b, string c) => lanes == 16
        ? $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})"
        : $"Fma.MultiplyAdd({a}, {b}, {c})";

    /// <summary>
    /// How many registers of weights are loaded before the multiply-adds that take them, with so many sums in registers: the compiler joins two
    /// loads of neighbours, side by side, to one instruction. None where a multiply-add takes its weight from memory.
    /// </summary>
    public virtual int WeightsAhead(int sums) => 0;

    /// <summary>How many floats such a pair of loads reaches from its reference; no limit where there are no pairs.</summary>
    public virtual int WeightsReach => int.MaxValue;

    /// <summary>Whether an address can have an index and an offset; where it cannot, loads at one index share a reference.</summary>
    public virtual bool IndexesWithOffset => true;

    /// <summary>Whether a multiplication takes one of a quad's values by itself.</summary>
    public bool MultipliesByLane => SelectQuad(0).Length == 0;

    /// <summary>
    /// Whether columns that are written out take their values four at a time. One by one from memory a value is there sooner, by the time that
    /// spreading and selecting take, but it is one load more, which only a layer of little more than one register of units has time for.
    /// </summary>
    public bool WritesOutQuads(LstmPlan layer) => MultipliesByLane || layer.PanelUnits >= 2 * Lanes;

    /// <summary>Lines that make <c>quad</c> hold four consecutive values for <see cref="Quad"/>.</summary>
    public abstract string LoadQuad(string source);

    /// <summary>Lines that make one of the quad's values ready for all lanes; empty where the multiplication itself selects it.</summary>
    public abstract string SelectQuad(int index);

    /// <summary>weights·quad[index] + sum, or weights·quad[index] where there is no sum yet.</summary>
    public abstract string Quad(int index, string weights, string? sum);

    public static string Load(int lanes, string reference, string offset) => $"{VectorOf(lanes)}.LoadUnsafe(ref {reference}{(offset is "0" or "" ? "" : ", " + offset)})";
}

/// <summary>Sums that stay in registers while the columns go by: as many as leave room for the weights and a value.</summary>
/// <param name="Rows">Rows of columns, each with sums of its own.</param>
/// <param name="Vectors">Registers of weights, loaded once for all rows.</param>
internal sealed record Tile(int Rows, int Vectors);

internal sealed class Avx2Target : VectorTarget
{
    public override string Name => "Avx2";

    public override string Summary => "x64 with AVX2 and FMA: 8 units at a time.";

    public override int Lanes => 8;

    public override int MaxAccumulators => 12;

    public override IReadOnlyList<Tile> Tiles { get; } = [new(4, 2)];

    public override int MaxUpdatesInLine => 1;

    public override int PanelsInRegisters => 1;

    public override string LoadQuad(string source) => $"four = Vector128.LoadUnsafe({source});\nquad = Vector256.Create(four, four);";

    public override string SelectQuad(int index) => $"value = Avx.Permute(quad, 0x{index * 0x55:X2});";

    public override string Quad(int index, string weights, string? sum) => sum is null ? $"{weights} * value" : MultiplyAdd(8, weights, "value", sum);
}

internal sealed class Avx512Target : VectorTarget
{
    public override string Name => "Avx512";

    public override string Summary => "x64 with AVX-512: 16 units at a time.";

    // Up to 8 units 256 bits hold them all, gate by gate, so that the output gate can be summed late.
    public override VectorTarget For(int units) => units <= 8 ? All.Single(target => target is Avx2Target) : this;

    public override int Lanes => 16;

    public override int MaxAccumulators => 24;

    public override IReadOnlyList<Tile> Tiles { get; } = [new(8, 2), new(4, 4)];

    public override int MaxUpdatesInLine => 4;

    public override int PanelsInRegisters => 2;

    public override string LoadQuad(string source) =>
        $"four = Vector128.LoadUnsafe({source}).ToVector256Unsafe().ToVector512Unsafe();\nquad = Avx512F.Shuffle4x128(four, four, 0x00);";

    public override string SelectQuad(int index) => $"value = Avx512F.Permute4x32(quad, 0x{index * 0x55:X2});";

    public override string Quad(int index, string weights, string? sum) => sum is null ? $"{weights} * value" : MultiplyAdd(16, weights, "value", sum);
}

internal sealed class NeonTarget : VectorTarget
{
    public override string Name => "Neon";

    public override string Summary => "ARM64 with AdvSimd (NEON): 4 units at a time.";

    public override int Lanes => 4;

    public override int MaxAccumulators => 24;

    public override IReadOnlyList<Tile> Tiles { get; } = [new(4, 4)];

    public override int MaxUpdatesInLine => 1;

    public override bool OutputGateLate => false;

    // As far as the 24 registers go that no method has to save; the more of them, the less a processor that goes in order waits for a load.
    public override int WeightsAhead(int sums) => sums <= 17 ? 6 : 4;

    // ldp's offset is up to 63 registers.
    public override int WeightsReach => 64 * Lanes;

    public override bool IndexesWithOffset => false;

    public override int PanelsInRegisters => 1;

    public override string MultiplyAdd(int lanes, string a, string b, string c) => $"AdvSimd.FusedMultiplyAdd({c}, {a}, {b})";

    public override string LoadQuad(string source) => $"quad = Vector128.LoadUnsafe({source});";

    public override string SelectQuad(int index) => "";

    public override string Quad(int index, string weights, string? sum) => sum is null
        ? $"AdvSimd.MultiplyBySelectedScalar({weights}, quad, {index})"
        : $"AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar({sum}, {weights}, quad, {index})";
}
