using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>A weight times the value of a column, and where it goes.</summary>
/// <param name="Sum">The variable.</param>
/// <param name="Addend">What it is added to; null where the sum begins with it.</param>
/// <param name="Reference">The weights.</param>
/// <param name="Offset">From there to this one.</param>
internal sealed record Product(string Sum, string? Addend, string Reference, string Offset);

/// <summary>Writes the products of one column at a time.</summary>
/// <param name="writer">Where to.</param>
/// <param name="target">The instruction set.</param>
/// <param name="lanes">Of the sums.</param>
/// <param name="most">How many products a column has, at most.</param>
/// <param name="chains">How many chains of sums there are.</param>
internal sealed class ColumnProducts(SourceWriter writer, VectorTarget target, int lanes, int most, int chains)
{
    private readonly int ahead = Math.Min(most, target.WeightsAhead(chains * most));

    /// <summary>Declares the variables that <see cref="Write"/> takes.</summary>
    /// <param name="quads">Whether values are taken in fours.</param>
    /// <param name="singles">Whether there are some besides.</param>
    public void Declare(bool quads, bool singles)
    {
        string type = $"{VectorTarget.VectorOf(lanes)}<float>";
        if (quads && lanes > 4)
        {
            writer.Line(lanes == 8 ? "Vector128<float> four;" : $"{type} four;");
        }
        bool selects = quads && target.SelectQuad(0).Length > 0;
        string?[] names = [quads ? "quad" : null, selects || singles ? "value" : null, .. Enumerable.Range(0, ahead).Select(Weight)];
        writer.Line($"{type} {string.Join(", ", names.Where(name => name is not null))};");
    }

    /// <param name="quad">Which of the four values that <c>quad</c> holds; null where <c>value</c> is the value.</param>
    /// <param name="products">In the order of their weights in memory.</param>
    public void Write(int? quad, IReadOnlyList<Product> products)
    {
        if (quad is { } select && target.SelectQuad(select) is { Length: > 0 } line)
        {
            writer.Line(line);
        }
        if (ahead == 0)
        {
            foreach (var product in products)
            {
                Multiply(product, Load(product));
            }
            return;
        }
        for (int first = 0; first < products.Count; first += ahead)
        {
            int count = Math.Min(ahead, products.Count - first);
            for (int k = 0; k < count; k++)
            {
                writer.Line($"{Weight(k)} = {Load(products[first + k])};");
            }
            for (int k = 0; k < count; k++)
            {
                Multiply(products[first + k], Weight(k));
            }
        }

        string Load(Product product) => VectorTarget.Load(lanes, product.Reference, product.Offset);

        void Multiply(Product product, string weights)
        {
            string sum = quad is { } index ? target.Quad(index, weights, product.Addend)
                : product.Addend is null ? $"{weights} * value"
                : target.MultiplyAdd(lanes, weights, "value", product.Addend);
            writer.Line($"{(product.Addend is null ? "var " : "")}{product.Sum} = {sum};");
        }
    }

    private static string Weight(int k) => $"w{(char)('a' + k)}";
}
