using System;
using System.ComponentModel;

namespace Lstm.Embedded;

/// <summary>
/// Packs a weight file's tensors into the order in which the kernels read them (docs/packed-layout.md): what the generator has laid out,
/// layer by layer. Generated code calls it, and <see cref="Finish"/> at the end; nobody else does.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightPacker
{
    /// <summary>Folded into what a sigmoid takes: −8·log2(e), as it computes 2^(z/8).</summary>
    public const double SigmoidFactor = ArgumentFactors.Sigmoid;

    /// <summary>Folded into what a hyperbolic tangent takes: −16·log2(e), as tanh x = 2·sigmoid(2x) − 1.</summary>
    public const double TanhFactor = ArgumentFactors.Tanh;

    /// <summary>Folded into what softmax takes: 8·log2(e).</summary>
    public const double SoftmaxFactor = ArgumentFactors.Softmax;

    /// <summary>Folded into what identity and relu take: 1, which is exact.</summary>
    public const double LinearFactor = ArgumentFactors.Linear;

    private readonly WeightSource source;
    private readonly PackedWeights packed;
    private readonly PanelPacker sums;
    private int position;
    private bool finished;

    /// <summary>For code that was generated before there were versions: it is refused, since its layout and numerics are those of before.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public WeightPacker(WeightFile file, string specHash, int length)
        : this(file, specHash, length, layoutVersion: 1, numericsVersion: 1)
    {
    }

    /// <summary>Begins an empty block.</summary>
    /// <param name="file">The weights.</param>
    /// <param name="specHash">The hash of the spec that the code was generated from. A file that carries another is refused, one that carries none is not.</param>
    /// <param name="length">Floats that all layers take together.</param>
    /// <param name="layoutVersion">The <see cref="Numerics.LayoutVersion"/> that the code was generated for.</param>
    /// <param name="numericsVersion">The <see cref="Numerics.Version"/> that the code was generated for.</param>
    /// <exception cref="LstmWeightException">The file was trained for another spec.</exception>
    /// <exception cref="InvalidOperationException">The code was generated for other versions.</exception>
    public WeightPacker(WeightFile file, string specHash, int length, int layoutVersion, int numericsVersion)
    {
        Numerics.Require(layoutVersion, numericsVersion);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(specHash);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, PackedLength.Most);
        if (file.Metadata.TryGetValue(WeightFile.SpecHashKey, out string? trained) && trained != specHash)
        {
            throw new LstmWeightException(file.Name, null, $"weights trained for another spec, hash {WeightText.Quote(trained)}", $"hash {WeightText.Quote(specHash)}; train again, or use the spec that belongs to the weights");
        }
        source = new WeightSource(file);
        packed = new PackedWeights(length);
        sums = new PanelPacker(source);
    }

    /// <summary>Floats that a dense layer takes in the block, with or without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    /// <exception cref="OverflowException">More than a block can have.</exception>
    public static int DenseLength(int inputSize, int outputSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputSize);
        return PackedLength.Of(PackedLength.Padded(outputSize) + (outputSize * PackedLength.Padded(inputSize)), $"A dense layer of {inputSize} inputs and {outputSize} outputs");
    }

    /// <summary>Floats that a scale layer takes in the block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    /// <exception cref="OverflowException">More than a block can have.</exception>
    public static int ScaleLength(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return Padded(size);
    }

    /// <summary>Packs an LSTM layer: weight_ih [4H, I], weight_hh [4H, H], bias_ih and bias_hh [4H], peephole [3, H].</summary>
    /// <param name="prefix">Put before the tensors' names, e.g. <c>"lstm."</c>.</param>
    /// <param name="index">k in the names' ending <c>_lk</c>.</param>
    /// <param name="inputSize">I.</param>
    /// <param name="hiddenSize">H.</param>
    /// <param name="panels">The panels of its units: a width, and how many there are of it.</param>
    /// <param name="bias">Whether the layer has biases; then the file must have both.</param>
    /// <param name="peephole">Whether the gates see the cell state.</param>
    /// <param name="inputGateFactor">Folded into everything of the input gate.</param>
    /// <param name="forgetGateFactor">Folded into everything of the forget gate.</param>
    /// <param name="candidateFactor">Folded into everything of the candidate.</param>
    /// <param name="outputGateFactor">Folded into everything of the output gate.</param>
    /// <param name="reverse">Whether the names end in <c>_lk_reverse</c>.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or overflows when its factor is folded in.</exception>
    public void Lstm(string prefix, int index, int inputSize, int hiddenSize, ReadOnlySpan<(int Width, int Count)> panels, bool bias, bool peephole, double inputGateFactor, double forgetGateFactor, double candidateFactor, double outputGateFactor, bool reverse = false)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        var widths = new PanelWidths(hiddenSize, panels);
        int length = LstmPanels.Length(inputSize, hiddenSize, widths, peephole);
        var tensors = LstmTensors.Take(source, prefix, $"_l{index}{(reverse ? "_reverse" : "")}", inputSize, hiddenSize, bias, peephole);
        new LstmPanels(tensors, inputSize, hiddenSize, widths, [inputGateFactor, forgetGateFactor, candidateFactor, outputGateFactor]).Write(Reserve(length));
    }

    /// <summary>Packs the sums of a layer's units.</summary>
    /// <param name="units">Units H.</param>
    /// <param name="panels">Their panels: a width, and how many there are of it.</param>
    /// <param name="sources">What adds to them, in order.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or overflows when its factor is folded in.</exception>
    public void Panels(int units, ReadOnlySpan<(int Width, int Count)> panels, params PanelSource[] sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var widths = new PanelWidths(units, panels);
        sums.Write(Reserve(PanelPacker.Length(units, widths, sources)), units, widths, sources);
    }

    /// <summary>Packs a number for each unit.</summary>
    /// <param name="units">Units H.</param>
    /// <param name="gate">Where they stand.</param>
    /// <param name="matrix">Whether the tensor is [blocks, H], rather than [blocks·H].</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or overflows when the factor is folded in.</exception>
    public void Units(int units, PanelGate gate, bool matrix)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentNullException.ThrowIfNull(gate);
        sums.WriteUnits(Reserve(Padded(units)), units, gate, matrix);
    }

    /// <summary>Packs a convolution: weight [filters, channels, kernel] and bias [filters]; the columns are the kernel's taps in order, each with all channels.</summary>
    /// <param name="prefix">Put before the tensors' names, e.g. <c>"conv0."</c>.</param>
    /// <param name="channels">Values of a position.</param>
    /// <param name="filters">Outputs.</param>
    /// <param name="panels">Their panels: a width, and how many there are of it.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="factor">The factor of its activation.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or overflows when the factor is folded in.</exception>
    public void Convolution(string prefix, int channels, int filters, ReadOnlySpan<(int Width, int Count)> panels, int kernel, bool bias, double factor)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kernel);
        var widths = new PanelWidths(filters, panels);
        var weight = source.Take(prefix, "weight", filters, channels, kernel);
        var biases = bias ? TakeBias(prefix, filters) : (SourceTensor?)null;
        var destination = Reserve(PackedLength.Of(PackedLength.Padded(widths.Lanes * (1 + ((Int128)kernel * channels))), $"A convolution of {filters} filters over {kernel} times {channels} values"));
        int at = 0;
        foreach (var (first, width, lanes) in widths)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                int filter = first + lane;
                destination[at + lane] = biases?.Folded(filter, factor) ?? 0;
                for (int column = 0; column < kernel * channels; column++)
                {
                    int index = (((filter * channels) + (column % channels)) * kernel) + (column / channels);
                    destination[at + ((1 + column) * width) + lane] = weight.Folded(index, factor);
                }
            }
            at += width * (1 + (kernel * channels));
        }
    }

    /// <summary>Packs an embedding: weight [rows, size].</summary>
    /// <param name="prefix">Put before the tensor's name, e.g. <c>"embedding0."</c>.</param>
    /// <param name="rows">Tokens.</param>
    /// <param name="size">Values of a row.</param>
    /// <exception cref="LstmWeightException">The tensor is missing, of another shape or type, or not finite.</exception>
    public void Embedding(string prefix, int rows, int size)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        int length = PackedLength.Of(PackedLength.Padded((Int128)rows * size), $"An embedding of {rows} rows of {size} values");
        CopyFlushed(source.Take(prefix, "weight", rows, size).Values, Reserve(length));
    }

    /// <summary>Packs a vector as it is, e.g. a state to begin with.</summary>
    /// <param name="tensor">The tensor's whole name.</param>
    /// <param name="size">Its length.</param>
    /// <exception cref="LstmWeightException">The tensor is missing, of another shape or type, or not finite.</exception>
    public void Vector(string tensor, int size)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        CopyFlushed(source.Take("", tensor, size).Values, Reserve(Padded(size)));
    }

    /// <summary>Packs the scale of an anomaly score: median and deviation of each value's error, then smoothing and limit.</summary>
    /// <param name="prefix">Put before the tensors' names, <c>"anomaly."</c>.</param>
    /// <param name="size">Values that are forecast.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or not positive where it must be.</exception>
    public void Anomaly(string prefix, int size)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var medians = source.Take(prefix, "median", size);
        float[] deviations = Positive("deviation", size, float.MaxValue), smoothing = Positive("smoothing", 1, 1), limit = Positive("limit", 1, float.MaxValue);
        int padded = Padded(size);
        var destination = Reserve(PackedLength.Of((2 * (Int128)padded) + PackedLength.Padded(2), $"The scale of an anomaly score of {size} values"));
        medians.Values.CopyTo(destination);
        deviations.CopyTo(destination[padded..]);
        (destination[2 * padded], destination[(2 * padded) + 1]) = (smoothing[0], limit[0]);

        float[] Positive(string name, int count, float most)
        {
            float[] values = source.Take(prefix, name, count).Values;
            foreach (float value in values)
            {
                if (!(value > 0 && value <= most))
                {
                    throw new LstmWeightException(source.FileName, prefix + name, $"the value {WeightText.Number(value)}", most == 1 ? "a number above 0, at most 1" : "a number above 0");
                }
            }
            return values;
        }
    }

    /// <summary>Packs a dense layer: weight [O, I] and bias [O].</summary>
    /// <param name="prefix">Put before the tensors' names, e.g. <c>"linear."</c>.</param>
    /// <param name="inputSize">I.</param>
    /// <param name="outputSize">O.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="factor">The factor of its activation.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, not finite, or overflows when the factor is folded in.</exception>
    public void Dense(string prefix, int inputSize, int outputSize, bool bias, double factor)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        int length = DenseLength(inputSize, outputSize);
        var weight = source.Take(prefix, "weight", outputSize, inputSize);
        var biases = bias ? TakeBias(prefix, outputSize) : (SourceTensor?)null;
        var destination = Reserve(length);
        int row = Padded(outputSize);
        for (int output = 0; output < outputSize; output++, row += Padded(inputSize))
        {
            destination[output] = biases?.Folded(output, factor) ?? 0;
            for (int input = 0; input < inputSize; input++)
            {
                destination[row + input] = weight.Folded((output * inputSize) + input, factor);
            }
        }
    }

    /// <summary>Packs a scale layer.</summary>
    /// <param name="tensor">The tensor's whole name; it holds <paramref name="size"/> values or one for all, in any shape.</param>
    /// <param name="size">Values that the layer scales.</param>
    /// <exception cref="LstmWeightException">The tensor is missing, of another number of elements or type, or not finite.</exception>
    public void Scale(string tensor, int size)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        int length = ScaleLength(size);
        float[] factors = source.TakeFactors(tensor, size).Values;
        var destination = Reserve(length)[..size];
        for (int k = 0; k < size; k++)
        {
            destination[k] = Exponential.FlushLeast(factors[factors.Length == 1 ? 0 : k]);
        }
    }

    /// <summary>Packs the offsets of a scale layer, behind its factors.</summary>
    /// <param name="tensor">The tensor's whole name; it holds <paramref name="size"/> values or one for all, in any shape.</param>
    /// <param name="size">Values that the layer scales.</param>
    /// <exception cref="LstmWeightException">The tensor is missing, of another number of elements or type, or not finite.</exception>
    public void Offset(string tensor, int size) => Scale(tensor, size);

    /// <summary>Packs a layer normalisation: weight [size] and bias [size].</summary>
    /// <param name="prefix">Put before the tensors' names, e.g. <c>"norm0."</c>.</param>
    /// <param name="size">Values that the layer normalises.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <exception cref="LstmWeightException">A tensor is missing, of another shape or type, or not finite.</exception>
    public void Normalization(string prefix, int size, bool bias)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        int padded = Padded(size);
        var weight = source.Take(prefix, "weight", size);
        var biases = bias ? TakeBias(prefix, size) : (SourceTensor?)null;
        var destination = Reserve(PackedLength.Of(2 * (Int128)padded, $"A layer normalisation of {size} values"));
        for (int k = 0; k < size; k++)
        {
            destination[k] = weight.Folded(k, LinearFactor);
            destination[padded + k] = biases?.Folded(k, LinearFactor) ?? 0;
        }
    }

    /// <summary>The finished block; the packer can do no more after it.</summary>
    /// <exception cref="LstmWeightException">The file has a tensor that no layer uses, or the layers do not fill the block.</exception>
    public PackedWeights Finish()
    {
        source.CheckAllUsed();
        if (position != packed.Length)
        {
            throw WrongLength($"{position} floats packed");
        }
        finished = true;
        return packed;
    }

    // Values that a layer hands on, or begins with, as if they had been computed.
    private static void CopyFlushed(ReadOnlySpan<float> values, Span<float> destination)
    {
        for (int k = 0; k < values.Length; k++)
        {
            destination[k] = Exponential.FlushTiny(values[k]);
        }
    }

    private static int Padded(int floats) => PackedLength.Of(PackedLength.Padded(floats), $"A vector of {floats} values");

    private SourceTensor TakeBias(string prefix, int outputSize) => source.Has(prefix + "bias")
        ? source.Take(prefix, "bias", outputSize)
        : throw source.Missing(prefix + "bias", $"it with shape [{outputSize}], or \"bias\": false for this layer in the spec");

    /// <summary>The next layer's part. Every layer's length is a multiple of 16 floats, so every part begins at one.</summary>
    private Span<float> Reserve(int length)
    {
        if (finished)
        {
            throw new InvalidOperationException("The packed weights are finished and no longer change.");
        }
        if (length > packed.Length - position)
        {
            throw WrongLength($"at least {(long)position + length} floats to pack");
        }
        var part = packed.Writable.Slice(position, length);
        position += length;
        return part;
    }

    private LstmWeightException WrongLength(string found) => new(source.FileName, null, found, $"{packed.Length} floats, the length in the generated code; build it again with the generator of this package's version");
}
