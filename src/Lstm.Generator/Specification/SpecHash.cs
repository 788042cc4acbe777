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
        LstmLayerSpec lstm => $"lstm {lstm.HiddenSize} peephole={Flag(lstm.Peephole)} bias={Flag(lstm.Bias)} {Line(lstm.Activations)}{Options(lstm)}",
        GruLayerSpec gru => $"gru {gru.HiddenSize} reset={(gru.ResetBefore ? "before" : "after")} bias={Flag(gru.Bias)} r={Name(gru.Activations.ResetGate)} z={Name(gru.Activations.UpdateGate)} n={Name(gru.Activations.Candidate)}{Options(gru)}",
        RnnLayerSpec rnn => $"rnn {rnn.HiddenSize} bias={Flag(rnn.Bias)} {Name(rnn.Activation)}{Options(rnn)}",
        LtmStmLayerSpec cell => $"ltm-stm {cell.HiddenSize} bias={Flag(cell.Bias)} {Line(cell.Activations)}{Options(cell)}",
        DenseLayerSpec dense => $"dense {dense.Size} bias={Flag(dense.Bias)} {Name(dense.Activation)}",
        ScaleLayerSpec scale => scale.Offset is null ? "scale" : "scale offset",
        ActivationLayerSpec activation => $"activation {Name(activation.Activation)}",
        ResidualLayerSpec residual => residual.From == ResidualLayerSpec.Input ? "residual input" : $"residual {residual.From}",
        EmbeddingLayerSpec embedding => $"embedding {embedding.Rows} {embedding.Size}",
        PoolLayerSpec pool => $"pool {pool.Kind.ToString().ToLowerInvariant()}",
        ConvLayerSpec conv => $"conv1d {conv.Filters} kernel={conv.Kernel} stride={conv.Stride} dilation={conv.Dilation} bias={Flag(conv.Bias)} {Name(conv.Activation)}",
        FrameConvLayerSpec conv => $"frame-conv1d {conv.Channels} {conv.Filters} kernel={conv.Kernel} stride={conv.Stride} dilation={conv.Dilation} pad={conv.PadLeft},{conv.PadRight},{(conv.Reflect ? "reflect" : "zero")} bias={Flag(conv.Bias)} {Name(conv.Activation)}",
        MagnitudeLayerSpec magnitude => $"magnitude {magnitude.Channels}",
        _ => throw Unhandled.Kind(layer),
    };

    private static string Line(LstmActivations a) =>
        $"i={Name(a.InputGate)} f={Name(a.ForgetGate)} g={Name(a.Candidate)} o={Name(a.OutputGate)} c={Name(a.Cell)}";

    private static string Line(LtmStmActivations a) =>
        $"i={Name(a.LearnGate)} f={Name(a.ForgetGate)} n={Name(a.Candidate)} u={Name(a.UseGate)} v={Name(a.Output)}";

    // What a layer does not have is not in its line, which is what it was before there were such options.
    private static string Options(RecurrentLayerSpec layer)
    {
        var lstm = layer as LstmLayerSpec;
        var options = new List<string?>
        {
            lstm?.Coupled == true ? "coupled" : null,
            lstm?.Projection is { } projection ? $"projection={projection}" : null,
            lstm?.LayerNorm == true ? "layernorm" : null,
            layer.Clip is { } clip ? $"clip={Bits(clip)}" : null,
            lstm?.CellClip is { } cellClip ? $"cellclip={Bits(cellClip)}" : null,
            layer.Direction != Direction.Forward ? $"direction={layer.Direction.ToString().ToLowerInvariant()}" : null,
            layer.InitialState ? "initial" : null,
        };
        return string.Concat(options.Where(option => option is not null).Select(option => " " + option));
    }

    private static string Name(ActivationSpec activation)
    {
        var function = activation.Function;
        return function.Name + (function.HasAlpha ? $"({Bits(activation.Alpha)}{(function.HasBeta ? "," + Bits(activation.Beta) : "")})" : "");
    }

    // As bits: how many digits a number is written with depends on the runtime. Specs with 0 and -0 are equal, so their bits must be.
    private static string Bits(float value) => MemoryMarshal.Cast<float, uint>([value + 0f])[0].ToString("x8", CultureInfo.InvariantCulture);

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
