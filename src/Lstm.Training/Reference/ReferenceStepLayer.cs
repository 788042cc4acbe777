using System;

namespace Lstm.Training.Reference;

/// <summary>A stateless layer: each time step by itself.</summary>
internal abstract class ReferenceStepLayer : IReferenceLayer
{
    public double[][] Run(double[][] sequence) => Array.ConvertAll(sequence, Step);

    public void Reset()
    {
        // Nothing is remembered.
    }

    /// <summary>The layer's output for one time step, in an array of its own.</summary>
    protected abstract double[] Step(double[] x);
}
