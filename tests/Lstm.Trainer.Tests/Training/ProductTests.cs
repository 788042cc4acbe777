using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Functions;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Products against a loop over their terms, to the bit, at every width, also those that this processor only imitates.</summary>
public class ProductTests
{
    private const int Lanes = LaneKernels.Lanes;

    public static TheoryData<string> Widths => ["scalar", "128", "256", "512"];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_matrix_with_a_time_step(string width)
    {
        var random = new Xoshiro256(5);
        for (int rows = 1; rows <= 30; rows++)
        {
            int columns = 1 + random.NextIndex(20), used = 1 + random.NextIndex(columns);
            float[] weights = Draw(random, rows * columns), values = Draw(random, used * Lanes), sums = Draw(random, rows * Lanes);
            var matrix = new PackedMatrix(rows, columns);
            matrix.PackRows(weights, columns, 0, 1);
            Kernels(width).Multiply(matrix, values, sums);
            for (int i = 0; i < sums.Length; i++)
            {
                Assert.Equal(Sum(0f, used, j => weights[(i / Lanes * columns) + j], j => values[(j * Lanes) + (i % Lanes)]), sums[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_matrix_with_two_time_steps_at_once(string width)
    {
        var random = new Xoshiro256(9);
        for (int rows = 1; rows <= 30; rows++)
        {
            int columns = 1 + random.NextIndex(20), used = 1 + random.NextIndex(columns);
            bool backwards = rows % 2 == 1;
            float[] weights = Draw(random, rows * columns), values0 = Draw(random, used * Lanes), values1 = Draw(random, used * Lanes);
            float[] sums0 = new float[rows * Lanes], sums1 = new float[rows * Lanes], expected0 = new float[rows * Lanes], expected1 = new float[rows * Lanes];
            var matrix = new PackedMatrix(rows, columns);
            matrix.PackRows(weights, columns, 0, 1);
            Kernels(width).Multiply(matrix, values0, expected0);
            Kernels(width).Multiply(matrix, values1, expected1);
            Kernels(width).MultiplyTwo(matrix, values0, sums0, values1, sums1, backwards);
            Assert.Equal(expected0, sums0);
            Assert.Equal(expected1, sums1);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_of_weights(string width)
    {
        const int Steps = 3, Stride = 31 * Lanes;
        var random = new Xoshiro256(6);
        for (int rows = 1; rows <= 30; rows++)
        {
            int columns = ProductShape.NarrowColumns * (1 + random.NextIndex(6));
            float[] gradients = Draw(random, Steps * Stride), values = Draw(random, Steps * Lanes * columns), before = Draw(random, rows * columns);
            float[] after = [.. before];
            Kernels(width).AddOuterProducts(new ProductShape(rows, columns, Lanes, Lanes, columns, Steps, Stride), gradients, values, after);
            for (int i = 0; i < after.Length; i++)
            {
                int row = i / columns, column = i % columns, first = column / ProductShape.PanelColumns * ProductShape.PanelColumns;
                int panel = Math.Min(ProductShape.PanelColumns, columns - first);
                Assert.Equal(
                    Sum(before[i], Steps * Lanes, j => gradients[(j / Lanes * Stride) + (row * Lanes) + (j % Lanes)], j => values[(first * Steps * Lanes) + (j * panel) + column - first]),
                    after[i]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Packing_in_pieces(int pieces)
    {
        const int Rows = 23, Columns = 21, Stride = 30;
        float[] values = Draw(new Xoshiro256(7), Rows * Stride);
        PackedMatrix whole = new(Rows, Columns), turned = new(Columns, Rows);
        for (int piece = 0; piece < pieces; piece++)
        {
            whole.PackRows(values, Stride, piece, pieces);
            turned.PackColumns(values, Stride, piece, pieces);
        }
        Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(i => values[(i / Columns * Stride) + (i % Columns)]), Unpack(whole));
        Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(i => values[(i % Rows * Stride) + (i / Rows)]), Unpack(turned));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Lanes_turned_around(int values)
    {
        float[] from = Draw(new Xoshiro256(8), values * Lanes), to = new float[from.Length];
        LaneTranspose.Turn(from, to);
        Assert.Equal(Enumerable.Range(0, to.Length).Select(i => from[(i % values * Lanes) + (i / values)]), to);
    }

    [Fact]
    public void The_quickest_kernels_can_run_here() => Assert.True(Isa.IsSupported(WideVectors.Quickest));

    [Fact]
    public void Too_short_a_span_is_refused() =>
        Assert.Contains("needs", Assert.Throws<ArgumentException>(() => LaneKernels.Best.Multiply(new PackedMatrix(4, 4), new float[4 * Lanes], new float[(4 * Lanes) - 1])).Message);

    private static LaneKernels Kernels(string width) => width switch
    {
        "512" => new LaneKernels<Lanes<Width512, Vector512<float>>>(),
        "256" => new LaneKernels<Lanes<Width256, Vector256<float>>>(),
        "128" => new LaneKernels<Lanes<Width128, Vector128<float>>>(),
        _ => new LaneKernels<Lanes<WidthScalar, float>>(),
    };

    private static float Sum(float sum, int terms, Func<int, float> a, Func<int, float> b)
    {
        for (int j = 0; j < terms; j++)
        {
            sum = MathF.FusedMultiplyAdd(a(j), b(j), sum);
        }
        return sum;
    }

    /// <summary>Row by row again: panels of 6, 4 and 1 rows.</summary>
    private static float[] Unpack(PackedMatrix matrix)
    {
        float[] values = new float[matrix.Rows * matrix.Columns];
        for (int first = 0, height; first < matrix.Rows; first += height)
        {
            height = PackedMatrix.Height(matrix.Rows - first);
            for (int i = 0; i < height * matrix.Columns; i++)
            {
                values[((first + (i % height)) * matrix.Columns) + (i / height)] = matrix.Values[(first * matrix.Columns) + i];
            }
        }
        return values;
    }

    private static float[] Draw(Xoshiro256 random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2f * random.NextSingle()) - 1f)];
}
