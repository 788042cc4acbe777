using System.Globalization;

namespace Lstm.Benchmarks;

/// <summary>A network's size, written 1:16.</summary>
/// <param name="Input">Values in a sample.</param>
/// <param name="Hidden">Units.</param>
internal readonly record struct Size(int Input, int Hidden)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input}:{Hidden}");
}
