namespace Lstm.Embedded;

/// <summary>The tensors of one LSTM layer; in all of them the gates follow as input, forget, candidate, output.</summary>
/// <param name="InputWeights">W [4H, I].</param>
/// <param name="RecurrentWeights">R [4H, H].</param>
/// <param name="Bias">b [4H], bias_ih + bias_hh; null without.</param>
/// <param name="Peephole">p [3, H], input, forget and output gate; null without.</param>
internal sealed record LstmTensors(SourceTensor InputWeights, SourceTensor RecurrentWeights, SourceTensor? Bias, SourceTensor? Peephole)
{
    /// <summary>Takes a layer's tensors under PyTorch's names.</summary>
    /// <exception cref="LstmWeightException">One is missing or unusable.</exception>
    public static LstmTensors Take(WeightSource source, string prefix, string suffix, int inputSize, int hiddenSize, bool bias, bool peephole)
    {
        int rows = checked(4 * hiddenSize);
        return new LstmTensors(
            source.Take(prefix, $"weight_ih{suffix}", rows, inputSize),
            source.Take(prefix, $"weight_hh{suffix}", rows, hiddenSize),
            bias ? TakeBias(source, prefix, suffix, rows) : null,
            peephole ? TakePeephole(source, prefix, suffix, hiddenSize) : null);
    }

    private static SourceTensor TakeBias(WeightSource source, string prefix, string suffix, int rows)
    {
        string input = $"bias_ih{suffix}";
        string recurrent = $"bias_hh{suffix}";
        if (!source.Has(prefix + input) && !source.Has(prefix + recurrent))
        {
            throw source.Missing(prefix + input, $"it and {WeightText.Quote(prefix + recurrent)}, both [{rows}], or \"bias\": false for this layer in the spec");
        }
        return source.Take(prefix, input, rows).Plus(source.Take(prefix, recurrent, rows));
    }

    private static SourceTensor TakePeephole(WeightSource source, string prefix, string suffix, int hiddenSize)
    {
        string name = $"peephole{suffix}";
        return source.Has(prefix + name)
            ? source.Take(prefix, name, 3, hiddenSize)
            : throw source.Missing(prefix + name, $"it with shape [3, {hiddenSize}], or \"peephole\": false for this layer in the spec");
    }
}
