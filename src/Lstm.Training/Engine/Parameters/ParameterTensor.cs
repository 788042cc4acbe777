using System.Linq;

namespace Lstm.Training.Engine.Parameters;

/// <summary>Where a tensor of the weight file stands in <see cref="NetworkParameters"/>.</summary>
/// <param name="Name">Its name in the weight file.</param>
/// <param name="Offset">Where its first value stands.</param>
/// <param name="Shape">Its dimensions, one to three.</param>
/// <param name="RowStride">From one row to the next; in a vector, from one value to the next.</param>
public sealed record ParameterTensor(string Name, int Offset, int[] Shape, int RowStride)
{
    /// <summary>Rows of a matrix, values of a vector.</summary>
    public int Rows => Shape[0];

    /// <summary>Columns of a matrix, all dimensions but the first together; 1 for a vector.</summary>
    public int Columns => Shape.Skip(1).Aggregate(1, (product, size) => product * size);
}
