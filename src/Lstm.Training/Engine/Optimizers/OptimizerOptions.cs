namespace Lstm.Training.Engine.Optimizers;

/// <summary>How weights follow their gradient.</summary>
public enum OptimizerKind
{
    /// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay: Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019).</summary>
    AdamW,

    /// <summary>Gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Division by a running root mean square of the gradient (Tieleman and Hinton 2012).</summary>
    RmsProp,
}

/// <summary>An optimiser and its constants; defaults are PyTorch's, but for the momentum.</summary>
/// <param name="Kind">Which.</param>
/// <param name="LearningRate">The rate that schedules start from.</param>
/// <param name="Beta1">What Adam's running mean of the gradient keeps at each step.</param>
/// <param name="Beta2">What Adam's running mean of its square keeps.</param>
/// <param name="Momentum">What gradient descent keeps of its last step.</param>
/// <param name="Smoothing">What RMSProp's running mean of the square keeps.</param>
/// <param name="Epsilon">What keeps a division from being by zero.</param>
/// <param name="WeightDecay">The share of each weight that is added to its gradient; with AdamW, that is taken off it at each step, times the rate.</param>
public sealed record OptimizerOptions(
    OptimizerKind Kind = OptimizerKind.Adam, float LearningRate = 1e-3f, float Beta1 = 0.9f, float Beta2 = 0.999f,
    float Momentum = 0.9f, float Smoothing = 0.99f, float Epsilon = 1e-8f, float WeightDecay = 0f);
