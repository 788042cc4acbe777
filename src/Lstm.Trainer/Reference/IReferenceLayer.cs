namespace Lstm.Trainer;

/// <summary>One layer of a <see cref="ReferenceNetwork"/>.</summary>
internal interface IReferenceLayer
{
    /// <summary>The layer's output for one time step, in an array that the caller may keep.</summary>
    double[] Step(double[] x);
}
