namespace Lstm.Generator.Emit;

/// <summary>
/// How a loop over units, with <c>unit</c> the first of a register, addresses their sums: by index and offset, or, where an address cannot
/// have both, by offset from a reference.
/// </summary>
/// <param name="target">The instruction set, or null for plain C#.</param>
/// <param name="sums">The first gate's sums of the first unit.</param>
internal sealed class UnitSums(VectorTarget? target, string sums = "sums")
{
    private readonly bool indexed = target is null or { IndexesWithOffset: true };

    public string Reference => indexed ? sums : "unitSums";

    /// <summary>The first line of the loop.</summary>
    public void Declare(SourceWriter writer)
    {
        if (!indexed)
        {
            writer.Line($"ref float {Reference} = ref {BodyEmitter.At(sums, "unit")};");
        }
    }

    /// <summary>From <see cref="Reference"/> to the sums that begin so many floats behind the first gate's.</summary>
    public string Offset(int floats) => indexed ? OffsetText.Plus("unit", floats) : $"{floats}";
}
