namespace Lstm.Generator.Emit;

/// <summary>Spells offsets as sums of named and plain numbers; nothing stands for zero.</summary>
internal static class OffsetText
{
    /// <summary>So many rows behind a place.</summary>
    public static string Of(string place, int rows, string row) => Join(place, rows switch { 0 => "", 1 => row, _ => $"{rows} * {row}" });

    /// <summary>A number more.</summary>
    public static string Plus(string offset, int more) => Join(offset, more == 0 ? "" : $"{more}");

    private static string Join(string a, string b) => a.Length == 0 ? b : b.Length == 0 ? a : $"{a} + {b}";
}
