using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Activations with their usual numbers and with any.</summary>
internal sealed class RandomActivations(Random random)
{
    private static readonly ActivationKind[] OfOneValue = [.. Enum.GetValues<ActivationKind>().Except([ActivationKind.Softmax])];

    public ActivationSpec Next(bool softmax = false)
    {
        if (softmax && random.Next(4) == 0)
        {
            return ActivationKind.Softmax;
        }
        var kind = OfOneValue[random.Next(OfOneValue.Length)];
        var usual = ActivationSpec.Of(kind);
        bool flag = random.Next(2) == 0;
        return new ActivationSpec(kind, Activations.Of(kind).HasAlpha && flag ? Number() : usual.Alpha, Activations.Of(kind).HasBeta && random.Next(2) == 0 ? Number() : usual.Beta);
    }

    /// <summary>A number with few digits or with all that a float can have.</summary>
    public float Number() => random.Next(3) switch
    {
        0 => random.Next(-20, 21) / 8f,
        1 => random.NextSingle(),
        _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) is var any && float.IsFinite(any) ? any : float.MaxValue,
    };
}
