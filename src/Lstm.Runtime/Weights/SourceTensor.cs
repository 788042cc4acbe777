using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>A tensor's finite values on their way into the packed block.</summary>
/// <param name="File">Named in exceptions.</param>
/// <param name="Name">Named in exceptions.</param>
/// <param name="Values">Row-major.</param>
/// <param name="Shape">Its dimensions.</param>
internal readonly record struct SourceTensor(string File, string Name, float[] Values, IReadOnlyList<long> Shape)
{
    /// <summary>values[index] · factor, multiplied in double and rounded once to single; zero below 2^-100, for the processor's sake.</summary>
    /// <exception cref="LstmWeightException">The product exceeds the largest float.</exception>
    public float Folded(int index, double factor)
    {
        float folded = (float)(Values[index] * factor);
        return float.IsFinite(folded)
            ? Exponential.FlushLeast(folded)
            : throw new LstmWeightException(File, Name, $"{WeightText.Number(Values[index])} at {WeightText.Index(index, Shape)}, which overflows when its activation's factor {WeightText.Number(factor)} is folded in", "weights of a network that has been trained");
    }

    /// <summary>The elementwise sum with a tensor of the same shape, in single precision.</summary>
    /// <exception cref="LstmWeightException">A sum exceeds the largest float.</exception>
    public SourceTensor Plus(SourceTensor other)
    {
        float[] sums = new float[Values.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = Values[i] + other.Values[i];
            if (!float.IsFinite(sums[i]))
            {
                throw new LstmWeightException(File, Name, $"{WeightText.Number(Values[i])} at {WeightText.Index(i, Shape)}, which overflows when \"{other.Name}\" is added", "weights of a network that has been trained");
            }
        }
        return this with { Values = sums };
    }
}
