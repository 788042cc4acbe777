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

    /// <summary>One line for the input and one for each layer. Weight files carry its hash: it must never change for a network that can be written today.</summary>
    public static string CanonicalText(ModelSpec model)
    {
        var text = new StringBuilder().Append("input ").Append(model.InputSize).Append('\n');
        foreach (var layer in model.Layers)
        {
            text.Append(Line(layer)).Append('\n');
        }
        return text.ToString();
    }

    private static string Line(LayerSpec layer) => layer switch
    {
        LstmLayerSpec lstm => $"lstm {lstm.HiddenSize} peephole={Flag(lstm.Peephole)} bias={Flag(lstm.Bias)} {Line(lstm.Activations)}",
        DenseLayerSpec dense => $"dense {dense.Size} bias={Flag(dense.Bias)} {Activations.NameOf(dense.Activation)}",
        _ => "scale",
    };

    private static string Line(LstmActivations a) =>
        $"i={Activations.NameOf(a.InputGate)} f={Activations.NameOf(a.ForgetGate)} g={Activations.NameOf(a.Candidate)}"
        + $" o={Activations.NameOf(a.OutputGate)} c={Activations.NameOf(a.Cell)}";

    private static char Flag(bool value) => value ? '1' : '0';

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
