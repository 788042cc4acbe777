using System;

namespace Lstm.Training.Reference;

/// <summary>Takes tensors apart for the reference layers.</summary>
internal static class TensorValues
{
    /// <summary>The tensor's values, or an exception that names it if there are more or fewer of them than expected.</summary>
    public static float[] Get(Func<string, float[]> tensor, string name, int count)
    {
        float[] values = tensor(name);
        return values.Length == count
            ? values
            : throw new ArgumentException($"Tensor {name} has {values.Length} values where the spec needs {count}.", nameof(tensor));
    }

    /// <summary>Rows <paramref name="first"/> and following of a matrix that is stored row by row.</summary>
    public static double[][] Rows(float[] values, int first, int rows, int columns)
    {
        double[][] result = new double[rows][];
        for (int row = 0; row < rows; row++)
        {
            result[row] = Array.ConvertAll(values[((first + row) * columns)..((first + row + 1) * columns)], value => (double)value);
        }
        return result;
    }

    /// <summary>sum + Σ row_k x_k, added one after the other.</summary>
    public static double AddProduct(double sum, double[] row, double[] x)
    {
        for (int column = 0; column < row.Length; column++)
        {
            sum += row[column] * x[column];
        }
        return sum;
    }
}
