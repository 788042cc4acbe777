namespace Lstm.Training.Reference;

/// <summary>One layer of a <see cref="ReferenceNetwork"/>.</summary>
internal interface IReferenceLayer
{
    /// <summary>
    /// Takes a sequence, or the next steps of one, and continues from what it remembers of the steps before.
    /// </summary>
    /// <returns>The layer's outputs: as many, fewer (a strided convolution) or one in all (a pool).</returns>
    double[][] Run(double[][] sequence);

    /// <summary>Back to the beginning of a sequence.</summary>
    void Reset();
}
