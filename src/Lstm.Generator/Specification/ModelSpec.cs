namespace Lstm.Specification;

// Equality of these records decides what the generator runs again: two specs that are equal emit the same code.
// They hold strings, numbers, enums and equatable arrays only, and no position in a file.

/// <summary>A network as its spec describes it: the width of one sample and the layers it passes through, in order.</summary>
/// <param name="InputSize">Values in one sample (one time step).</param>
/// <param name="Layers">The layers in the order in which the data flows; at least one.</param>
/// <param name="MaxWeightBytes">Budget for the packed weights; null for none.</param>
/// <param name="MaxStateBytes">Budget for one stream's state; null for none.</param>
public sealed record ModelSpec(int InputSize, EquatableArray<LayerSpec> Layers, long? MaxWeightBytes = null, long? MaxStateBytes = null)
{
    /// <summary>Values that one time step puts out: the size of the last layer.</summary>
    public int OutputSize
    {
        get
        {
            int size = InputSize;
            foreach (var layer in Layers)
            {
                size = layer.OutputSize(size);
            }
            return size;
        }
    }
}

/// <summary>One layer. <paramref name="Tensors"/> is put before the names of its tensors in the weight file.</summary>
/// <param name="Tensors">Prefix of the layer's tensor names, e.g. <c>"lstm."</c> or <c>"linear."</c>.</param>
public abstract record LayerSpec(string Tensors)
{
    /// <summary>The number of values this layer puts out when it takes <paramref name="inputSize"/> of them.</summary>
    public abstract int OutputSize(int inputSize);
}

/// <summary>A layer of LSTM cells (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>, <c>peephole_lK</c>.</param>
/// <param name="Index">K in those names: how many LSTM layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Peephole">Whether the gates see the cell state (Gers and Schmidhuber 2000).</param>
/// <param name="Bias">Whether the gates have a bias.</param>
/// <param name="Activations">What squashes each gate, the candidate and the cell's way out.</param>
public sealed record LstmLayerSpec(string Tensors, int Index, int HiddenSize, bool Peephole, bool Bias, LstmActivations Activations) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => HiddenSize;
}

/// <summary>The activation of each gate, of the candidate g, and of the cell state on its way to the hidden state.</summary>
public sealed record LstmActivations(ActivationKind InputGate, ActivationKind ForgetGate, ActivationKind Candidate, ActivationKind OutputGate, ActivationKind Cell)
{
    /// <summary>Sigmoid gates, tanh for candidate and cell: what every framework means by LSTM.</summary>
    public static LstmActivations Standard { get; } = new(ActivationKind.Sigmoid, ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Sigmoid, ActivationKind.Tanh);
}

/// <summary>A fully connected layer, y = activation(W x + b).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Size, input] and <c>bias</c> [Size].</param>
/// <param name="Size">Outputs.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sum.</param>
public sealed record DenseLayerSpec(string Tensors, int Size, bool Bias, ActivationKind Activation) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Size;
}

/// <summary>Elementwise y = x·scale, with one factor for each value or one for all.</summary>
/// <param name="Tensors">The name of the tensor that holds the factors: as many as the layer has inputs, or a single one.</param>
public sealed record ScaleLayerSpec(string Tensors) : LayerSpec(Tensors)
{
    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;
}

/// <summary>An activation function.</summary>
public enum ActivationKind
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>1/(1 + e^-x).</summary>
    Sigmoid,

    /// <summary>e^x over the sum of e^x of all outputs; for a dense layer only.</summary>
    Softmax,
}
