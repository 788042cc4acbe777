namespace Lstm.Arm64;

/// <summary>FNV-1a with 64 bits, taking 32 bits at a time: hash ← (hash xor value)·0x100000001B3.</summary>
internal static class Fnv
{
    public const ulong Start = 0xCBF29CE484222325;

    public static ulong Add(ulong hash, uint value) => unchecked((hash ^ value) * 0x100000001B3);
}
