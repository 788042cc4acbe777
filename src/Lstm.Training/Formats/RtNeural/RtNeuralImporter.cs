using System;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.RtNeural;

/// <summary>
/// Imports the JSON of RTNeural's Python script, which holds Keras layers: kernels [input, units], gates i f c o in an LSTM and
/// z r h in a GRU (RTNeural, model_loader.h).
/// </summary>
internal static class RtNeuralImporter
{
    // What AIDA-X and its trainers put beside the layers, and what is only said about the capture.
    private static readonly string[] Said =
    [
        "metadata", "samplerate", "sample_rate", "author", "esr", "name", "version", "title", "description", "comment", "notes", "date", "license", "source", "id",
        "gear", "gear_make", "gear_model", "gear_type", "tone_type", "modeled_by", "training", "loss", "epochs",
    ];

    private const double Silence = -90; // dB, and below (AIDA-X, DB_CO)

    public static ImportedModel Read(JsonPart file)
    {
        file.RequireOnly(["in_shape", "layers", "in_skip", "in_gain", "out_gain", "input_batch", "output_batch", .. Said]);
        var builder = new ModelBuilder(file.Source, Last(file["in_shape"]));
        int sample = Gain(builder, file, "in_gain");
        foreach (var layer in file["layers"].Items)
        {
            Add(builder, layer);
        }
        if (Skip(file))
        {
            builder.Add("in_skip", new ResidualLayerSpec(sample));
            builder.Note("The sample is added to the result (in_skip).");
        }
        Gain(builder, file, "out_gain");
        foreach (string name in Said.Where(file.Has))
        {
            builder.Note($"{name}: {Wording.Shorten(file[name].Value.GetRawText())}; it changes no answer.");
        }
        return builder.Build() with { Test = Test(file, builder) };
    }

    // Decibels, as AIDA-X reads them: of the sound in front of everything that the network is given, and of all that it answers.
    private static int Gain(ModelBuilder builder, JsonPart file, string name)
    {
        if (!IsGiven(file, name) || file[name].Number is 0)
        {
            return ResidualLayerSpec.Input;
        }
        double decibels = file[name].Number, factor = decibels > Silence ? Math.Pow(10, decibels / 20) : 0;
        string prefix = builder.Numbered("scale");
        builder.Note(FormattableString.Invariant($"{name} {decibels} dB is {(factor > 0 ? FormattableString.Invariant($"a factor of {factor:G7}") : "silence, a factor of 0")}."));
        float[] factors = [.. Enumerable.Repeat(1f, builder.Size)]; // what is beside the sound are positions of knobs
        factors[0] = (float)factor;
        return builder.Add(name, new ScaleLayerSpec(prefix + "factor"), new NamedTensor(prefix + "factor", factors));
    }

    private static bool Skip(JsonPart file) => IsGiven(file, "in_skip") && file["in_skip"].Number switch
    {
        0 => false,
        1 => true,
        var other => throw file["in_skip"].Fault(FormattableString.Invariant($"it is {other}"), "0 or 1, which AIDA-X knows"),
    };

    private static bool IsGiven(JsonPart file, string name) => file.Has(name) && file[name].Value.ValueKind != JsonValueKind.Null;

    private static ImportedTest? Test(JsonPart file, ModelBuilder builder)
    {
        if (!file.Has("input_batch") && !file.Has("output_batch"))
        {
            return null;
        }
        var (samples, answers) = (Rows(file["input_batch"], builder.SizeOf(ResidualLayerSpec.Input)), Rows(file["output_batch"], builder.Size));
        return samples.Length == answers.Length ? new ImportedTest(samples, answers) : throw file["output_batch"].Fault($"it has {answers.Length} rows", $"{samples.Length}, as input_batch has");
    }

    // A list of numbers, or of rows, or of such in one more array: one batch.
    private static float[][] Rows(JsonPart batch, int columns)
    {
        var (shape, values) = batch.Tensor();
        long[] sizes = shape is [1, _, _] ? shape[1..] : shape;
        bool fits = sizes is [> 0] ? columns == 1 : sizes is [> 0, var width] && width == columns;
        return fits ? [.. values.Chunk(columns)] : throw batch.Fault($"its shape is [{string.Join(", ", shape)}]", $"rows of {columns} numbers");
    }

    private static void Add(ModelBuilder builder, JsonPart layer)
    {
        string type = layer["type"].Text;
        int size = layer.Has("shape") ? Last(layer["shape"]) : builder.Size;
        switch (type)
        {
            case "dense" or "time-distributed-dense":
                layer.RequireOnly("type", "activation", "shape", "weights");
                AddDense(builder, layer, size);
                break;
            case "lstm" or "gru":
                layer.RequireOnly("type", "activation", "shape", "weights");
                AddRecurrent(builder, layer, size, isLstm: type == "lstm");
                break;
            case "conv1d":
                layer.RequireOnly("type", "activation", "shape", "weights", "kernel_size", "dilation", "groups");
                AddConv(builder, layer, size);
                break;
            case "activation":
                layer.RequireOnly("type", "activation", "shape", "weights");
                builder.Add(layer.Place, new ActivationLayerSpec(Activation(layer)));
                break;
            case "prelu":
                layer.RequireOnly("type", "shape", "weights", "activation");
                AddPRelu(builder, layer);
                break;
            case "batchnorm":
                layer.RequireOnly("type", "shape", "weights", "epsilon", "activation");
                AddNorm(builder, layer);
                break;
            default:
                throw layer["type"].Fault($"there is no equivalent of {ModelSource.Quote(type)}", "dense, time-distributed-dense, lstm, gru, conv1d, activation, prelu or batchnorm");
        }
    }

    private static void AddDense(ModelBuilder builder, JsonPart layer, int size)
    {
        var weights = layer["weights"].Items;
        if (weights.Count is not (1 or 2))
        {
            throw layer["weights"].Fault($"it has {weights.Count} parts", "kernel and bias, or the kernel alone");
        }
        string prefix = builder.Numbered("dense");
        NamedTensor weight = new(prefix + "weight", Blocks.Transpose(weights[0].Tensor(builder.Size, size), builder.Size, size));
        NamedTensor[] tensors = weights.Count == 1 ? [weight] : [weight, new(prefix + "bias", weights[1].Tensor(size))];
        builder.Add(layer.Place, new DenseLayerSpec(prefix, size, weights.Count == 2, Activation(layer)), tensors);
    }

    // max(x, 0) − a·max(−x, 0), as two dense layers: exact, as one of the two is 0.
    private static void AddPRelu(ModelBuilder builder, JsonPart layer)
    {
        float[] slopes = layer["weights"].Tensor().Values;
        int size = builder.Size;
        if (slopes.Length > 0 && slopes.All(slope => slope == slopes[0]))
        {
            builder.Add(layer.Place, new ActivationLayerSpec(new ActivationSpec(ActivationKind.LeakyRelu, slopes[0], 0)));
            return;
        }
        if (slopes.Length != size)
        {
            throw layer["weights"].Fault($"it has {slopes.Length} slopes", $"{size}, one for each channel, or one for all");
        }
        float[] split = new float[2 * size * size], join = new float[2 * size * size];
        for (int k = 0; k < size; k++)
        {
            (split[(k * size) + k], split[((size + k) * size) + k]) = (1, -1);
            (join[(k * 2 * size) + k], join[(k * 2 * size) + size + k]) = (1, -slopes[k]);
        }
        string first = builder.Numbered("dense"), second = builder.Numbered("dense");
        builder.Add(layer.Place, new DenseLayerSpec(first, 2 * size, false, ActivationKind.Relu), new NamedTensor(first + "weight", split));
        builder.Add(layer.Place, new DenseLayerSpec(second, size, false, ActivationKind.Identity), new NamedTensor(second + "weight", join));
        builder.Note($"{layer.Place}: a PReLU with a slope for each channel is two dense layers, max(x, 0) - a*max(-x, 0), which is exact.");
    }

    private static void AddRecurrent(ModelBuilder builder, JsonPart layer, int units, bool isLstm)
    {
        if (layer.Has("activation") && layer["activation"].Text is not ("" or "tanh") and var activation)
        {
            throw layer["activation"].Fault($"it is {ModelSource.Quote(activation)}", "tanh, which RTNeural computes whatever stands here");
        }
        var weights = layer["weights"].Items;
        int blocks = isLstm ? 4 : 3, number = builder.NextIndex("");
        if (weights.Count is not (2 or 3))
        {
            throw layer["weights"].Fault($"it has {weights.Count} parts", "kernel, recurrent kernel and bias, or no bias");
        }
        bool hasBias = weights.Count == 3;
        RecurrentLayerSpec spec = isLstm ? new LstmLayerSpec("", number, units, false, hasBias, LstmActivations.Standard) : new GruLayerSpec("", number, units, hasBias, GruActivations.Standard);
        float[]? bias = !hasBias ? null : isLstm ? weights[2].Tensor(blocks * units) : weights[2].Tensor(2, blocks * units);
        builder.Add(layer.Place, spec, [.. KerasGates.Recurrent(spec, TensorNames.Suffixes(spec)[0], builder.Size, weights[0].Tensor(builder.Size, blocks * units), weights[1].Tensor(units, blocks * units), bias)]);
        if (isLstm && hasBias)
        {
            builder.Note("An LSTM's one bias is bias_ih; bias_hh is zeros.");
        }
    }

    private static void AddConv(ModelBuilder builder, JsonPart layer, int filters)
    {
        int kernel = Last(layer["kernel_size"]), dilation = Last(layer["dilation"]), groups = layer.Has("groups") ? layer["groups"].Count() : 1;
        if (groups != 1)
        {
            throw layer["groups"].Fault($"it is {groups}", "1");
        }
        var weights = layer["weights"].Items;
        if (weights.Count != 2)
        {
            throw layer["weights"].Fault($"it has {weights.Count} parts", "kernel and bias");
        }
        string prefix = builder.Numbered("conv");
        float[] values = KerasGates.Conv(weights[0].Tensor(kernel, builder.Size, filters), kernel, builder.Size, filters);
        builder.Add(layer.Place, new ConvLayerSpec(prefix, filters, kernel, 1, dilation, true, Activation(layer)), new(prefix + "weight", values), new(prefix + "bias", weights[1].Tensor(filters)));
    }

    private static void AddNorm(ModelBuilder builder, JsonPart layer)
    {
        double[][] weights = [.. layer["weights"].Items.Select(part => Array.ConvertAll(part.Tensor(builder.Size), value => (double)value))];
        double[] ones = [.. Enumerable.Repeat(1.0, builder.Size)];
        double[][] all = weights.Length switch
        {
            2 => [ones, new double[builder.Size], .. weights],
            4 => weights,
            _ => throw layer["weights"].Fault($"it has {weights.Length} parts", "gamma, beta, mean and variance, or mean and variance"),
        };
        var folded = Normalisation.Fold(all[0], all[1], all[2], all[3], layer["epsilon"].Number) ?? throw layer.Fault("a gamma is 0 or a variance negative", "numbers that do not erase their feature");
        string prefix = builder.Numbered("scale");
        builder.Note($"{layer.Place}: batch normalisation is folded into a factor and an offset for each feature, rounded once.");
        builder.Add(layer.Place, new ScaleLayerSpec(prefix + "factor", prefix + "offset"), new(prefix + "factor", Array.ConvertAll(folded.Factors, value => (float)value)), new(prefix + "offset", Array.ConvertAll(folded.Offsets, value => (float)value)));
    }

    private static ActivationSpec Activation(JsonPart layer) => !layer.Has("activation") ? ActivationKind.Identity : layer["activation"].Text switch
    {
        "" => ActivationKind.Identity,
        var name when ForeignActivations.RtNeural.TryGetValue(name, out var activation) => activation,
        var other => throw layer["activation"].Fault($"there is no activation {ModelSource.Quote(other)}", $"{string.Join(", ", ForeignActivations.RtNeural.Keys)} or none"),
    };

    private static int Last(JsonPart shape) => shape.Value.ValueKind == JsonValueKind.Number ? shape.Count() : shape.Items is [.., var last] ? last.Count() : throw shape.Fault("it is empty", "a shape");
}
