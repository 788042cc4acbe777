namespace Lstm.Generator.Emit;

/// <summary>Spells the copy of a sample to where the first layer reads it, tiny values made zero (docs/decisions 15).</summary>
internal static class SampleText
{
    private const int WrittenOut = 3; // so few values make no vector of four

    /// <param name="writer">Where to.</param>
    /// <param name="to">Where the first layer reads it.</param>
    /// <param name="from">Where the caller put it.</param>
    /// <param name="count">Values.</param>
    /// <param name="scales">Whether a scale layer comes next, so that the values are in a unit of the user's own.</param>
    public static void Take(SourceWriter writer, string to, string from, int count, bool scales = false)
    {
        if (count > WrittenOut)
        {
            TakeMany(writer, to, from, $"{count}", scales);
            return;
        }
        string flush = Flush(scales);
        for (int k = 0; k < count; k++)
        {
            writer.Line($"{BodyEmitter.At(to, k)} = {flush}({BodyEmitter.At(from, k)});");
        }
    }

    /// <summary>The same for so many values that they make vectors; an expression says how many.</summary>
    public static void TakeMany(SourceWriter writer, string to, string from, string count, bool scales = false) =>
        writer.Line($"{Flush(scales)}(ref {to}, ref {from}, {count});");

    private static string Flush(bool scales) => $"Exponential.Flush{(scales ? "Least" : "Tiny")}";
}
