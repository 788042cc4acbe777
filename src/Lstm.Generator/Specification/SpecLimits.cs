namespace Lstm.Specification;

/// <summary>How large a network can be. Far above what a device runs, low enough that no size overflows an index.</summary>
public static class SpecLimits
{
    /// <summary>Values in one sample.</summary>
    public const int MaxInputSize = 65536;

    /// <summary>Units of an LSTM layer, outputs of a dense one.</summary>
    public const int MaxLayerSize = 4096;

    /// <summary>Layers of a network.</summary>
    public const int MaxLayers = 64;

    /// <summary>Inputs of a network, and outputs.</summary>
    public const int MaxParts = 16;

    /// <summary>Characters of the name of an input or a layer.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a tensor name or prefix.</summary>
    public const int MaxTensorName = 200;

    /// <summary>Rows of an embedding: each index is a number that a float holds exactly.</summary>
    public const int MaxTokens = 1 << 20;

    /// <summary>Time steps from one result of a network to the next: the strides of all convolutions over time, multiplied.</summary>
    public const int MaxStride = 1 << 24;

    /// <summary>Kernel, stride and dilation of a convolution, and positions of padding.</summary>
    public const int MaxKernel = 4096;
}
