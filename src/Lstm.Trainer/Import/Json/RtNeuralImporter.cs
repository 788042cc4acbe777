using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Import.Json;

/// <summary>
/// Imports the JSON of RTNeural's Python script, which holds Keras layers: kernels [input, units], gates i f c o in an LSTM and
/// z r h in a GRU (RTNeural, model_loader.h).
/// </summary>
internal static class RtNeuralImporter
{
    public static ImportedModel Read(JsonPart file)
    {
        file.RequireOnly("in_shape", "layers");
        var builder = new ModelBuilder(file.Source, Last(file["in_shape"]));
        foreach (var layer in file["layers"].Items)
        {
            Add(builder, layer);
        }
        return builder.Build();
    }

    private static void Add(ModelBuilder builder, JsonPart layer)
    {
        string type = layer["type"].Text;
        int size = layer.Has("shape") ? Last(layer["shape"]) : builder.Size;
        switch (type)
        {
            case "dense" or "time-distributed-dense":
                layer.RequireOnly("type", "activation", "shape", "weights");
                float[] kernel = layer["weights"].Items.Count == 2 ? layer["weights"].Items[0].Tensor(builder.Size, size) : throw layer["weights"].Fault("it has not two parts", "kernel and bias");
                string prefix = builder.Numbered("dense");
                builder.Add(layer.Place, new DenseLayerSpec(prefix, size, true, Activation(layer)), new(prefix + "weight", Blocks.Transpose(kernel, builder.Size, size)), new(prefix + "bias", layer["weights"].Items[1].Tensor(size)));
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
                var (_, alphas) = layer["weights"].Tensor();
                ActivationSpec leaky = new(ActivationKind.LeakyRelu, alphas.FirstOrDefault(), 0);
                builder.Add(layer.Place, new ActivationLayerSpec(alphas.Length > 0 && alphas.All(alpha => alpha == alphas[0]) ? leaky : throw layer["weights"].Fault("the slopes differ from channel to channel", "one slope for all, which is leakyRelu")));
                break;
            case "batchnorm":
                layer.RequireOnly("type", "shape", "weights", "epsilon", "activation");
                AddNorm(builder, layer);
                break;
            default:
                throw layer["type"].Fault($"there is no counterpart to {ModelSource.Quote(type)}", "dense, time-distributed-dense, lstm, gru, conv1d, activation, prelu or batchnorm");
        }
    }

    private static void AddRecurrent(ModelBuilder builder, JsonPart layer, int units, bool isLstm)
    {
        if (layer.Has("activation") && layer["activation"].Text is not ("" or "tanh") and var activation)
        {
            throw layer["activation"].Fault($"it is {ModelSource.Quote(activation)}", "tanh, which RTNeural computes whatever stands here");
        }
        var weights = layer["weights"].Items;
        int blocks = isLstm ? 4 : 3, number = builder.NextIndex("");
        if (weights.Count != 3)
        {
            throw layer["weights"].Fault($"it has {weights.Count} parts", "kernel, recurrent kernel and bias");
        }
        RecurrentLayerSpec spec = isLstm ? new LstmLayerSpec("", number, units, false, true, LstmActivations.Standard) : new GruLayerSpec("", number, units, true, GruActivations.Standard);
        float[] bias = isLstm ? weights[2].Tensor(blocks * units) : weights[2].Tensor(2, blocks * units);
        builder.Add(layer.Place, spec, [.. KerasGates.Recurrent(spec, TensorNames.Suffixes(spec)[0], builder.Size, weights[0].Tensor(builder.Size, blocks * units), weights[1].Tensor(units, blocks * units), bias)]);
        if (isLstm)
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
        "tanh" => ActivationKind.Tanh,
        "relu" => ActivationKind.Relu,
        "sigmoid" => ActivationKind.Sigmoid,
        "softmax" => ActivationKind.Softmax,
        "elu" => ActivationKind.Elu,
        var other => throw layer["activation"].Fault($"there is no activation {ModelSource.Quote(other)}", "tanh, relu, sigmoid, softmax, elu or none"),
    };

    private static int Last(JsonPart shape) => shape.Value.ValueKind == System.Text.Json.JsonValueKind.Number ? shape.Count() : shape.Items is [.., var last] ? last.Count() : throw shape.Fault("it is empty", "a shape");
}
