namespace Lstm.Trainer.Tests.Training;

/// <summary>One layer in double precision that can go back.</summary>
internal interface IReferenceGradientLayer
{
    /// <summary>Outputs of all time steps.</summary>
    double[][] Forward(double[][] x);

    /// <summary>From dL/dy of every step to dL/dx; adds dL/dw of the layer's weights to the gradients.</summary>
    double[][] Backward(double[][] outputGradient);
}
