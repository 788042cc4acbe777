namespace Lstm.Specification;

/// <summary>What a network can take at most, whatever its spec allows.</summary>
public static class SizeLimits
{
    /// <summary>Bytes of packed weights: they lie in one array of floats, and offsets within it are ints.</summary>
    public const long WeightBytes = 1L << 30;

    /// <summary>Bytes of a State: .NET loads no larger struct that is to be a field of a class (docs/decisions 16).</summary>
    public const long StateBytes = 134_217_720;

    /// <summary>Bytes from which on a State cannot be an element of an array, and as a local needs much of a small stack.</summary>
    public const long LargeStateBytes = 65_536;

    /// <summary>Bytes of the stack that a step may take for what its layers pass on: threads have 1.5 MB where nobody says otherwise.</summary>
    public const long StackBytes = 1L << 20;
}
