using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Lstm.Training.Functions;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Products against a loop over their terms, to the bit, at every width that this processor has.</summary>
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

    [Theory]
    [InlineData(4, 6)]
    [InlineData(20, 23)]
    public void A_matrix_turned_around(int rows, int toStride)
    {
        const int Columns = 8, FromStride = 11;
        float[] from = Draw(new Xoshiro256(10), rows * FromStride), to = new float[Columns * toStride];
        LaneTranspose.Turn(from, FromStride, to, toStride, rows, Columns);
        Assert.Equal(Enumerable.Range(0, to.Length).Select(i => i % toStride < rows ? from[(i % toStride * FromStride) + (i / toStride)] : 0f), to);
        Assert.Contains("turned around", Assert.Throws<ArgumentException>(() => LaneTranspose.Turn(from, FromStride, to, toStride, rows, Columns + 4)).Message);
    }

    [Theory]
    [InlineData(64, 16, 1)] // narrow: the gradients of the sums are turned around
    [InlineData(128, 32, 3)]
    [InlineData(48, 33, 30)] // the columns are
    [InlineData(20, 5, 2)] // rows that are no panels
    public void The_gradient_of_a_matrix(int rows, int hidden, int inputs)
    {
        const int Steps = 27, Start = 1; // more than are taken at once
        var random = new Xoshiro256(11);
        var layout = new MatrixLayout(0, 0, rows, hidden, true, inputs, false);
        LaneRows columns = LaneRows.Allocate(Steps, layout.RowStride), terms = columns.Part(0, layout.Columns), sums = LaneRows.Allocate(Steps, rows);
        for (int t = 0; t < Steps; t++)
        {
            Draw(random, terms.Size * Lanes).CopyTo(terms.At(t));
            Draw(random, rows * Lanes).CopyTo(sums.At(t));
        }
        float[] expected = [.. Enumerable.Range(0, layout.Length).Select(i => i % layout.RowStride >= layout.Columns ? 0f : Sum(
            0f, (Steps - Start) * Lanes, j => sums.At(Start + (j / Lanes))[(i / layout.RowStride * Lanes) + (j % Lanes)], j => terms.At(Start + (j / Lanes))[(i % layout.RowStride * Lanes) + (j % Lanes)]))];
        foreach (string width in Widths.Select(row => row.Data).Where(IsThere))
        {
            float[] gradient = Draw(random, layout.Length);
            new WeightGradient(Kernels(width), layout, columns, terms).Compute(sums, Steps, gradient, Start);
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void The_quickest_kernels_can_run_here() => Assert.True(Isa.IsSupported(WideVectors.Quickest));

    [Fact]
    public void Too_short_a_span_is_refused() =>
        Assert.Contains("needs", Assert.Throws<ArgumentException>(() => LaneKernels.Best.Multiply(new PackedMatrix(4, 4), new float[4 * Lanes], new float[(4 * Lanes) - 1])).Message);

    private static bool IsThere(string width) => width switch
    {
        "512" => Isa.HasAvx512,
        "256" => Isa.HasAvx2,
        _ => true,
    };

    private static LaneKernels Kernels(string width)
    {
        Assert.SkipUnless(IsThere(width), $"this processor has no fused multiply-add of {width} bits");
        return KernelsOf(width);
    }

    private static LaneKernels KernelsOf(string width) => width switch
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
