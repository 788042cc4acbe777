using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>A weight times the value of a column, and where it goes.</summary>
/// <param name="Sum">The variable.</param>
/// <param name="Addend">What it is added to; null where the sum begins with it.</param>
/// <param name="Reference">The weights.</param>
/// <param name="Offset">From there to this one.</param>
/// <param name="Quad">Which of the four values that <c>quad</c> holds is the column's; null where it is <c>value</c>.</param>
internal sealed record Product(string Sum, string? Addend, string Reference, string Offset, int? Quad);

/// <summary>Writes the products of some columns at a time.</summary>
/// <param name="writer">Where to.</param>
/// <param name="target">The instruction set.</param>
/// <param name="lanes">Of the sums.</param>
/// <param name="sums">How many sums there are, in all chains.</param>
/// <param name="most">How many products are written at a time, at most.</param>
internal sealed class ColumnProducts(SourceWriter writer, VectorTarget target, int lanes, int sums, int most)
{
    private readonly int ahead = Math.Min(most, target.WeightsAhead(sums));

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
        bool selects = quads && !target.MultipliesByLane;
        string?[] names = [quads ? "quad" : null, selects || singles ? "value" : null, .. Enumerable.Range(0, ahead).Select(Weight)];
        writer.Line($"{type} {string.Join(", ", names.Where(name => name is not null))};");
    }

    /// <param name="products">Column by column, in the order of their weights in memory.</param>
    public void Write(IReadOnlyList<Product> products)
    {
        int? selected = null;
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
            var group = products.Skip(first).Take(ahead).ToList();
            for (int k = 0; k < group.Count; k++)
            {
                writer.Line($"{Weight(k)} = {Load(group[k])};");
            }
            for (int k = 0; k < group.Count; k++)
            {
                Multiply(group[k], Weight(k));
            }
        }

        string Load(Product product) => VectorTarget.Load(lanes, product.Reference, product.Offset);

        void Multiply(Product product, string weights)
        {
            if (product.Quad is { } quad && quad != selected && target.SelectQuad(quad) is { Length: > 0 } select)
            {
                writer.Line(select);
                selected = quad;
            }
            string sum = product.Quad is { } index ? target.Quad(index, weights, product.Addend)
                : product.Addend is null ? $"{weights} * value"
                : target.MultiplyAdd(lanes, weights, "value", product.Addend);
            writer.Line($"{(product.Addend is null ? "var " : "")}{product.Sum} = {sum};");
        }
    }

    private static string Weight(int k) => $"w{(char)('a' + k)}";
}
