using Lstm.Embedded;

namespace Lstm.Runtime.Tests.Weights;

internal static class Packers
{
    /// <summary>A packer as code of this version's generator makes one.</summary>
    public static WeightPacker Of(WeightFile file, string specHash, int length) => new(file, specHash, length, Embedded.Numerics.LayoutVersion, Embedded.Numerics.Version);
}
