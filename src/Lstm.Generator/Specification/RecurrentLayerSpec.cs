namespace Lstm.Specification;

/// <summary>A layer that carries a hidden state from step to step.</summary>
/// <param name="Tensors">Prefix of the tensor names.</param>
/// <param name="Index">K in the names' ending <c>_lK</c>: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
public abstract record RecurrentLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias) : LayerSpec(Tensors)
{
    /// <summary>Which way through the sequence.</summary>
    public Direction Direction { get; init; }

    /// <summary>Whether a stream begins with a state from the weight file, <c>h0_lK</c> (and <c>c0_lK</c>), rather than with zeros.</summary>
    public bool InitialState { get; init; }

    /// <summary>What every gate's sum is limited to, [−Clip, Clip], before its activation (<c>clip</c> of the ONNX operators); null for no limit.</summary>
    public float? Clip { get; init; }

    /// <summary>Values of the hidden state: H, or P where the layer projects it.</summary>
    public virtual int StateSize => HiddenSize;

    /// <summary>Whether there is a cell state beside the hidden state.</summary>
    public abstract bool HasCell { get; }

    /// <summary>Blocks of H rows in <c>weight_ih</c> and <c>weight_hh</c>, one letter each.</summary>
    public abstract string Blocks { get; }

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Direction == Direction.Bidirectional ? 2 * StateSize : StateSize;
}

/// <summary>Which way a recurrent layer goes through a sequence.</summary>
public enum Direction
{
    /// <summary>From the first time step to the last, as the samples come.</summary>
    Forward,

    /// <summary>From the last time step to the first; the result of a time step stands at that time step.</summary>
    Reverse,

    /// <summary>Both, with weights for each; a time step's result is the forward one, then the backward one.</summary>
    Bidirectional,

    /// <summary>From the last time step to the first, and the results in that order (<c>go_backwards</c> of Keras).</summary>
    Backwards,
}

/// <summary>A layer of LSTM cells (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>, <c>peephole_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Peephole">Whether the gates see the cell state (Gers and Schmidhuber 2000).</param>
/// <param name="Bias">Whether the gates have a bias.</param>
/// <param name="Activations">What squashes each gate, the candidate and the cell's way out.</param>
public sealed record LstmLayerSpec(string Tensors, int Index, int HiddenSize, bool Peephole, bool Bias, LstmActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    /// <summary>Whether there is no forget gate of its own but f = 1 − i (<c>input_forget</c> of the ONNX operator); Greff et al. 2017 call it coupled.</summary>
    public bool Coupled { get; init; }

    /// <summary>What the cell state is limited to, [−CellClip, CellClip], after each step (Sak et al. 2014); null for no limit.</summary>
    public float? CellClip { get; init; }

    /// <summary>Values P that the hidden state is projected to by <c>weight_hr_lK</c> [P, H] (Sak et al. 2014); null for none.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether each gate's sums are normalised over the units, then scaled by <c>norm_lK</c>, and only then given their bias (Ba et al. 2016, as TensorFlow Lite has it).</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Whether it has none of the options that change what is summed: it has code of its own then.</summary>
    public bool IsPlain => !Coupled && !LayerNorm && Projection is null;

    /// <inheritdoc/>
    public override int StateSize => Projection ?? HiddenSize;

    /// <inheritdoc/>
    public override bool HasCell => true;

    /// <inheritdoc/>
    public override string Blocks => Coupled ? "igo" : "ifgo";
}

/// <summary>The activation of each gate, of the candidate g, and of the cell state on its way to the hidden state.</summary>
public sealed record LstmActivations(ActivationSpec InputGate, ActivationSpec ForgetGate, ActivationSpec Candidate, ActivationSpec OutputGate, ActivationSpec Cell)
{
    /// <summary>Sigmoid gates, tanh for candidate and cell: what every framework means by LSTM.</summary>
    public static LstmActivations Standard { get; } = new(ActivationKind.Sigmoid, ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Sigmoid, ActivationKind.Tanh);
}

/// <summary>A layer of gated recurrent units (Cho et al. 2014): h' = (1 − z)⊙n + z⊙h.</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activations">What squashes the gates and the candidate.</param>
public sealed record GruLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, GruActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    /// <summary>
    /// Whether the reset gate acts on h before the product, n = tanh(W x + R (r⊙h) + b), as Cho et al. wrote it; otherwise after it,
    /// n = tanh(W x + b + r⊙(R h + b')), as cuDNN and PyTorch do.
    /// </summary>
    public bool ResetBefore { get; init; }

    /// <inheritdoc/>
    public override bool HasCell => false;

    /// <inheritdoc/>
    public override string Blocks => "rzn";
}

/// <summary>The activations of a GRU layer.</summary>
public sealed record GruActivations(ActivationSpec ResetGate, ActivationSpec UpdateGate, ActivationSpec Candidate)
{
    /// <summary>Sigmoid gates and a tanh candidate.</summary>
    public static GruActivations Standard { get; } = new(ActivationKind.Sigmoid, ActivationKind.Sigmoid, ActivationKind.Tanh);
}

/// <summary>A plain recurrent layer (Elman 1990): h' = activation(W x + R h + b).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activation">What squashes the sums.</param>
public sealed record RnnLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, ActivationSpec Activation)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    /// <inheritdoc/>
    public override bool HasCell => false;

    /// <inheritdoc/>
    public override string Blocks => "h";
}

/// <summary>
/// The long- and short-term memory of the lectures, with a learn, a forget, a remember and a use gate: from the event x, the
/// short-term memory h and the long-term memory c,
/// i = learn(W_i[h, x] + b_i), N = candidate(W_N[h, x] + b_N), f = forget(W_f[h, x] + b_f), c' = c⊙f + N⊙i,
/// U = use(W_U(c⊙f) + b_U), V = output(W_V[h, x] + b_V), h' = U⊙V.
/// </summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c> (blocks i f N V), <c>weight_use_lK</c> [H, H], <c>bias_use_lK</c> [H].</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activations">What squashes each sum.</param>
public sealed record LtmStmLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, LtmStmActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    /// <inheritdoc/>
    public override bool HasCell => true;

    /// <inheritdoc/>
    public override string Blocks => "ifnv";
}

/// <summary>The activations of an LTM/STM layer.</summary>
public sealed record LtmStmActivations(ActivationSpec LearnGate, ActivationSpec ForgetGate, ActivationSpec Candidate, ActivationSpec UseGate, ActivationSpec Output)
{
    /// <summary>What the lectures write: sigmoid for i, f and V, tanh for N and U.</summary>
    public static LtmStmActivations Standard { get; } = new(ActivationKind.Sigmoid, ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Tanh, ActivationKind.Sigmoid);
}
