namespace Lstm.Trainer.Data;

/// <summary>Puts numbers of things into messages.</summary>
internal static class Counted
{
    /// <summary>E.g. "1 field", "3 fields".</summary>
    public static string Of(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
