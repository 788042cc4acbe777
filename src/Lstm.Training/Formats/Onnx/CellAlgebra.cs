using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>One of what is multiplied: compared by reference, since a value of a graph is made once.</summary>
internal abstract class Factor;

/// <summary>A vector that the algebra does not look into: an input, a state, one time step of a sequence, or what a step of a cell made.</summary>
/// <param name="name">Its name in the graph.</param>
internal sealed class VectorSource(string name) : Factor
{
    public string Name { get; } = name;

    /// <summary>How many axes the value of that name has; −1 where it is not known.</summary>
    public int Rank { get; init; } = -1;

    /// <summary>Which place it is along an axis of the value of that name; null for the whole value.</summary>
    public TimePick? Pick { get; init; }

    /// <summary>Whether the sample goes into it.</summary>
    public bool IsOfSample { get; init; }

    /// <summary>What it is computed as, where it is a factor by itself all the same: r ⊙ h, or the output of a function.</summary>
    public Polynomial? Definition { get; init; }
}

/// <summary>A place along an axis, below 0 counted from the end. In the body of a loop it is the one of the iteration: <see cref="Iteration"/>.</summary>
internal readonly record struct TimePick(int Axis, long Index)
{
    public const long Iteration = long.MinValue;
}

/// <summary>A function of each value.</summary>
/// <param name="name">What its value is called in the graph.</param>
/// <param name="node">The node that applies it.</param>
/// <param name="function">The function.</param>
/// <param name="argument">What it is applied to.</param>
internal sealed class AppliedFunction(string name, int node, ActivationSpec function, Polynomial argument) : Factor
{
    public string Name { get; } = name;

    public int Node { get; } = node;

    public ActivationSpec Function { get; } = function;

    public Polynomial Argument { get; } = argument;

    /// <summary>Whether it is a gate or candidate of a step that was recognised.</summary>
    public bool IsTaken { get; set; }
}

/// <summary>A sum of products with matrices, as a factor.</summary>
internal sealed class LinearFactor(LinearForm form) : Factor
{
    public LinearForm Form { get; } = form;
}

/// <summary>A number times a product of factors, value by value.</summary>
internal readonly record struct Monomial(double Coefficient, ImmutableArray<Factor> Factors);

/// <summary>A vector as a sum of products, value by value, and of products with matrices. Equal sums written in other ways come to the same.</summary>
internal sealed class Polynomial(ImmutableArray<Monomial> products, LinearForm? linear)
{
    // A cell's equations have three products of two factors.
    private const int MostProducts = 8, MostFactors = 4;

    public ImmutableArray<Monomial> Products { get; } = products;

    public LinearForm? Linear { get; } = linear;

    public static Polynomial Of(Factor factor) => new([new Monomial(1, [factor])], null);

    public static Polynomial Of(double number) => new([new Monomial(number, [])], null);

    public static Polynomial Of(LinearForm form) => new([], form);

    /// <summary>The single factor that it is; null for anything else.</summary>
    public Factor? Only => Linear is null && Products is [{ Coefficient: 1, Factors: [var factor] }] ? factor : null;

    public Polynomial Times(double number) => new([.. Products.Select(product => product with { Coefficient = product.Coefficient * number })], Linear?.Times(number));

    public Polynomial? Plus(Polynomial other)
    {
        var sum = Products.ToList();
        foreach (var product in other.Products)
        {
            int same = sum.FindIndex(one => SameFactors(one.Factors, product.Factors));
            if (same < 0)
            {
                sum.Add(product);
            }
            else
            {
                sum[same] = sum[same] with { Coefficient = sum[same].Coefficient + product.Coefficient };
            }
        }
        sum.RemoveAll(one => one.Coefficient == 0);
        return sum.Count <= MostProducts ? new Polynomial([.. sum], LinearForm.Sum(Linear, other.Linear)) : null;
    }

    public Polynomial? Times(Polynomial other)
    {
        Monomial[] left = [.. Terms()], right = [.. other.Terms()];
        if (left.Length * right.Length > MostProducts)
        {
            return null;
        }
        Polynomial? result = new([], null);
        foreach (var (a, b) in left.SelectMany(_ => right, (a, b) => (a, b)))
        {
            if (a.Factors.Length + b.Factors.Length > MostFactors)
            {
                return null;
            }
            result = result?.Plus(new Polynomial([new Monomial(a.Coefficient * b.Coefficient, a.Factors.AddRange(b.Factors))], null));
        }
        return result;
    }

    /// <summary>It as products with matrices only, where it is that: vectors that stand alone are taken with the identity.</summary>
    public LinearForm? AsLinear() => Products.Aggregate(Linear, (form, product) => product.Factors switch
    {
        [] => LinearForm.Sum(form, LinearForm.Number(product.Coefficient)),
        [VectorSource source] => LinearForm.Sum(form, LinearForm.Identity(source, product.Coefficient)),
        _ => LinearForm.Impossible,
    }) is { IsPossible: true } whole ? whole : null;

    /// <summary>The vectors and functions that it is made of.</summary>
    public IEnumerable<Factor> Parts => Products.SelectMany(product => product.Factors).Concat(Linear?.Sources ?? []);

    private IEnumerable<Monomial> Terms() => Linear is null ? Products : Products.Append(new Monomial(1, [new LinearFactor(Linear)]));

    private static bool SameFactors(ImmutableArray<Factor> one, ImmutableArray<Factor> other) => one.Length == other.Length && one.All(factor => one.Count(a => a == factor) == other.Count(b => b == factor));
}

/// <summary>Sums of products with matrices and of constant vectors. Matrices are named with the rows that are meant, and computed where they are needed.</summary>
/// <param name="Terms">The products.</param>
/// <param name="Biases">The vectors.</param>
/// <param name="Width">How many values it has; −1 where it is not known.</param>
internal sealed record LinearForm(ImmutableArray<LinearTerm> Terms, ImmutableArray<LinearBias> Biases, long Width)
{
    /// <summary>Stands for what is none.</summary>
    public static LinearForm Impossible { get; } = new([], [], -2);

    public bool IsPossible => Width != -2;

    public IEnumerable<VectorSource> Sources => Terms.Select(term => term.Source).Distinct();

    public static LinearForm Identity(VectorSource source, double scale) => new([new LinearTerm(source, null, false, 0, scale)], [], -1);

    public static LinearForm Number(double value) => new([], [new LinearBias(new Constant([1], [value], false), 0, 1)], -1);

    public static LinearForm? Sum(LinearForm? one, LinearForm? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }
        bool fits = one.IsPossible && other.IsPossible && (one.Width == other.Width || one.Width is -1 or 1 || other.Width is -1 or 1);
        return fits ? new LinearForm(one.Terms.AddRange(other.Terms), one.Biases.AddRange(other.Biases), Math.Max(one.Width, other.Width)) : Impossible;
    }

    public LinearForm Times(double number) => this with { Terms = [.. Terms.Select(term => term with { Scale = term.Scale * number })], Biases = [.. Biases.Select(bias => bias with { Scale = bias.Scale * number })] };

    /// <summary>Some of its values.</summary>
    public LinearForm Slice(long start, long count) => new(
        [.. Terms.Select(term => term with { Start = term.Start + start })], [.. Biases.Select(bias => bias.Values.Values.Length == 1 ? bias : bias with { Start = bias.Start + start })], count);

    /// <summary>The matrix by which a vector is multiplied, row by row; zeros where it does not occur. Null where sizes do not fit.</summary>
    public double[]? Matrix(VectorSource source, long width, long columns)
    {
        double[] sum = new double[width * columns];
        foreach (var term in Terms.Where(term => term.Source == source))
        {
            if (!term.AddTo(sum, width, columns))
            {
                return null;
            }
        }
        return sum;
    }

    /// <summary>The sum of its vectors. Null where sizes do not fit.</summary>
    public double[]? Bias(long width)
    {
        double[] sum = new double[width];
        foreach (var (values, start, scale) in Biases)
        {
            bool isOne = values.Values.Length == 1;
            if (!isOne && start + width > values.Values.Length)
            {
                return null;
            }
            for (int k = 0; k < width; k++)
            {
                sum[k] += scale * values.Values[isOne ? 0 : start + k];
            }
        }
        return sum;
    }
}

/// <summary>A vector times rows of a matrix.</summary>
/// <param name="Source">The vector.</param>
/// <param name="Matrix">The matrix; null for the identity.</param>
/// <param name="IsTransposed">Whether its rows belong to outputs, as in a Gemm with transB; else its columns do.</param>
/// <param name="Start">The first output that is meant.</param>
/// <param name="Scale">A factor.</param>
internal readonly record struct LinearTerm(VectorSource Source, Constant? Matrix, bool IsTransposed, long Start, double Scale)
{
    /// <summary>How many values the vector has; −1 where it is not known.</summary>
    public long Columns => Matrix is null ? -1 : Matrix.Dims[IsTransposed ? 1 : 0];

    public bool AddTo(double[] sum, long width, long columns)
    {
        long outputs = Matrix is null ? columns : Matrix.Dims[IsTransposed ? 0 : 1];
        if ((Matrix is not null && Columns != columns) || Start + width > outputs)
        {
            return false;
        }
        for (long row = 0; row < width; row++)
        {
            for (long column = 0; column < columns; column++)
            {
                double weight = Matrix is null ? (Start + row == column ? 1 : 0) : Matrix.Values[IsTransposed ? ((Start + row) * columns) + column : (column * outputs) + Start + row];
                sum[(row * columns) + column] += Scale * weight;
            }
        }
        return true;
    }
}

/// <summary>Values of a constant vector.</summary>
internal readonly record struct LinearBias(Constant Values, long Start, double Scale);
