namespace Lstm.Specification;

/// <summary>One layer. <paramref name="Tensors"/> is put before the names of its tensors in the weight file.</summary>
/// <param name="Tensors">Prefix of the layer's tensor names, e.g. <c>"lstm."</c> or <c>"linear."</c>.</param>
public abstract record LayerSpec(string Tensors)
{
    /// <summary>The number of values this layer puts out when it takes <paramref name="inputSize"/> of them.</summary>
    public abstract int OutputSize(int inputSize);
}

/// <summary>A fully connected layer, y = activation(W x + b).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Size, input] and <c>bias</c> [Size].</param>
/// <param name="Size">Outputs.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sum.</param>
public sealed record DenseLayerSpec(string Tensors, int Size, bool Bias, ActivationSpec Activation) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Size;
}

/// <summary>Elementwise y = (x − offset)·scale, with one number for each value or one for all.</summary>
/// <param name="Tensors">The name of the tensor that holds the factors: as many as the layer has inputs, or a single one.</param>
/// <param name="Offset">The name of the tensor that holds the offsets, likewise; null for none.</param>
public sealed record ScaleLayerSpec(string Tensors, string? Offset = null) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;
}

/// <summary>An activation by itself.</summary>
/// <param name="Activation">What is applied to each value; softmax to all of them.</param>
public sealed record ActivationLayerSpec(ActivationSpec Activation) : LayerSpec("")
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;
}

/// <summary>Adds what came before: y = x + the first values of an earlier layer's output, or of the sample.</summary>
/// <param name="From">The earlier layer, from 0, or <see cref="Input"/>.</param>
public sealed record ResidualLayerSpec(int From) : LayerSpec("")
{
    /// <summary>The sample itself.</summary>
    public const int Input = -1;

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;
}

/// <summary>A row of a table for a token: index in, row out. The first layer of its network, whose samples are single whole numbers.</summary>
/// <param name="Tensors">Prefix of the tensor name <c>weight</c> [Rows, Size].</param>
/// <param name="Rows">Tokens that there are.</param>
/// <param name="Size">Values of a row.</param>
public sealed record EmbeddingLayerSpec(string Tensors, int Rows, int Size) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Size;
}

/// <summary>Makes one result of a sequence.</summary>
/// <param name="Kind">How.</param>
public sealed record PoolLayerSpec(PoolKind Kind) : LayerSpec("")
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;
}

/// <summary>What a sequence comes to.</summary>
public enum PoolKind
{
    /// <summary>The last time step.</summary>
    Last,

    /// <summary>The mean over the time steps so far.</summary>
    Mean,

    /// <summary>The hidden state that the recurrent layer before ends with; of a bidirectional one both, each where it ends.</summary>
    Final,
}

/// <summary>A causal convolution over time steps: y_t = activation(b + Σ_k W_k x_(t − (Kernel−1−k)·Dilation)), put out at steps 0, Stride, 2·Stride, ….</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Filters, input, Kernel] and <c>bias</c> [Filters].</param>
/// <param name="Filters">Outputs.</param>
/// <param name="Kernel">Time steps K that one output sees.</param>
/// <param name="Stride">Time steps from one output to the next.</param>
/// <param name="Dilation">Time steps between what it sees.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sums.</param>
public sealed record ConvLayerSpec(string Tensors, int Filters, int Kernel, int Stride, int Dilation, bool Bias, ActivationSpec Activation) : LayerSpec(Tensors)
{
    /// <summary>Time steps that have to be remembered.</summary>
    public long History => (Kernel - 1L) * Dilation;

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Filters;
}

/// <summary>
/// A convolution within one sample, which is a frame of positions with <paramref name="Channels"/> values each, one position behind
/// the other; so is what it puts out.
/// </summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Filters, Channels, Kernel] and <c>bias</c> [Filters].</param>
/// <param name="Channels">Values of a position.</param>
/// <param name="Filters">Values of a position of the output.</param>
/// <param name="Kernel">Positions that one output sees.</param>
/// <param name="Stride">Positions from one output to the next.</param>
/// <param name="Dilation">Positions between what it sees.</param>
/// <param name="PadLeft">Positions put before the frame.</param>
/// <param name="PadRight">Positions put behind it.</param>
/// <param name="Reflect">Whether they mirror the frame (the outermost position not repeated) rather than being zero.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sums.</param>
public sealed record FrameConvLayerSpec(string Tensors, int Channels, int Filters, int Kernel, int Stride, int Dilation, int PadLeft, int PadRight, bool Reflect, bool Bias, ActivationSpec Activation)
    : LayerSpec(Tensors)
{
    /// <summary>Positions of a frame of <paramref name="inputSize"/> values.</summary>
    public int Positions(int inputSize) => inputSize / Channels;

    /// <summary>Positions that come out.</summary>
    public int OutputPositions(int inputSize) => checked((int)((((long)Positions(inputSize) + PadLeft + PadRight - ((Kernel - 1L) * Dilation) - 1) / Stride) + 1));

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => checked(OutputPositions(inputSize) * Filters);
}

/// <summary>√(a² + b²) within a frame: the first half of each position's values with the second, as real and imaginary parts.</summary>
/// <param name="Channels">Values of a position; an even number.</param>
public sealed record MagnitudeLayerSpec(int Channels) : LayerSpec("")
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize / 2;
}
