using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Lstm.Specification;

/// <summary>
/// The mark that ties a weight file to the network it was trained for. It covers what decides the computation and
/// nothing else, so renaming tensors, changing a budget or formatting the spec keeps weights valid.
/// </summary>
public static class SpecHash
{
    private const int Bytes = 16;

    /// <summary>The first 16 bytes of the SHA-256 of <see cref="CanonicalText"/>, as 32 lower-case hexadecimal digits.</summary>
    public static string Of(ModelSpec model)
    {
        byte[] digest = Sha256(Encoding.UTF8.GetBytes(CanonicalText(model)));
        var hex = new StringBuilder(2 * Bytes);
        for (int i = 0; i < Bytes; i++)
        {
            const string Digits = "0123456789abcdef";
            hex.Append(Digits[digest[i] >> 4]).Append(Digits[digest[i] & 15]);
        }
        return hex.ToString();
    }

    /// <summary>One line for the input and one for each layer; where the network branches, what each layer takes that is not the layer before, and one for the outputs. Weight files carry its hash: it must never change for a network that can be written today.</summary>
    public static string CanonicalText(ModelSpec model)
    {
        var text = new StringBuilder(model.Graph is { Inputs.Count: > 1 } several ? $"inputs {Numbers(several.Inputs.Select(input => input.Size))}\n" : $"input {Number(model.InputSize)}\n");
        for (int layer = 0; layer < model.Layers.Count; layer++)
        {
            text.Append(model.Layers[layer].HashLine);
            if (model.Graph is { } graph && !graph.TakesLayerBefore(layer))
            {
                text.Append(" from ").Append(Numbers(graph.Layers[layer].From));
            }
            text.Append('\n');
        }
        if (model.Graph is { } joined && !joined.EndsInLastLayer)
        {
            text.Append("outputs ").Append(Numbers(joined.Outputs)).Append('\n');
        }
        return text.ToString();
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join(" ", numbers.Select(Number));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An activation in a line.</summary>
    internal static string Name(ActivationSpec activation)
    {
        var function = activation.Function;
        return function.Name + (function.HasAlpha ? $"({Bits(activation.Alpha)}{(function.HasBeta ? "," + Bits(activation.Beta) : "")})" : "");
    }

    /// <summary>A number in a line, as bits: how many digits it is written with depends on the runtime. Specs with 0 and -0 are equal, so their bits must be.</summary>
    internal static string Bits(float value) => MemoryMarshal.Cast<float, uint>([value + 0f])[0].ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>A flag in a line.</summary>
    internal static char Flag(bool value) => value ? '1' : '0';

    private static byte[] Sha256(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
#endif
    }
}
