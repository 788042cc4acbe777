using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using static Lstm.Training.Formats.Keras.KerasConfig;

namespace Lstm.Training.Formats.Keras;

/// <summary>Turns the layers of a Keras config into those of a spec.</summary>
internal sealed class KerasLayers(ModelSource source, KerasWeights weights, KerasVersion version)
{
    private static readonly string[] Forgetful = ["InputLayer", "Dense", "TimeDistributed", "Embedding", "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "BatchNormalization", "LayerNormalization", "Rescaling", "Normalization", "Flatten", "Reshape", "Dropout", "GlobalAveragePooling1D", "GaussianNoise", "Concatenate", "Add", "Masking"];
    private static readonly string[] Idle = ["Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "AlphaDropout", "ActivityRegularization"];
    private static readonly string[] Cells = ["LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"];

    private readonly KerasActivations activations = new(version);
    private ModelBuilder? builder;
    private bool isWhole; // one answer for the whole sequence: there is no time any more
    private bool isMasked;
    private bool branches;

    /// <summary>Refuses a network without a stateful layer.</summary>
    public static void RequireMemory(JsonPart layers)
    {
        string[] types = [.. layers.Items.Select(layer => layer["class_name"].Text).Distinct()];
        if (types.Length > 0 && types.All(type => Forgetful.Contains(type)))
        {
            throw layers.Fault($"there is no recurrent layer, only {string.Join(", ", types)}: the network is stateless", "a network with an LSTM, GRU, SimpleRNN or causal Conv1D; networks of dense layers alone are not supported");
        }
    }

    /// <summary>The network.</summary>
    public ImportedModel Build()
    {
        Builder(null).Note(version.Note);
        if (weights.IsRounded)
        {
            Builder(null).Note("Weights in double precision are rounded to single.");
        }
        return Builder(null).Build();
    }

    /// <summary>Adds a layer, an object with class_name and config.</summary>
    public void Add(JsonPart layer)
    {
        string type = layer["class_name"].Text;
        var config = layer["config"];
        if (builder is null && type != "InputLayer" && config.Has("batch_input_shape"))
        {
            StartWith(config["batch_input_shape"]); // an older Sequential has no layer for it
        }
        switch (type)
        {
            case "InputLayer":
                AddInput(config);
                break;
            case var cell when Cells.Contains(cell):
                AddRecurrent(layer, config, type, isBidirectional: false, SnakeCase(type), NameOf(config));
                break;
            case "Bidirectional":
                AddBidirectional(config);
                break;
            case "Dense":
                AddDense(config, weights.Next("dense", NameOf(config)));
                break;
            case "TimeDistributed":
                Require(config, "layer");
                AddDistributed(config["layer"], NameOf(config));
                break;
            case "Embedding":
                Require(config, "input_dim", "output_dim", "mask_zero", "sparse");
                var table = new EmbeddingLayerSpec(Builder(config).Numbered("embedding"), config["input_dim"].Count(), config["output_dim"].Count());
                Builder(config).Add(layer.Place, table, [.. weights.Of(table, weights.Next("embedding", NameOf(config)), 1)]);
                if (config.Has("mask_zero") && config["mask_zero"].IsTrue)
                {
                    Mask(config, "token is 0", "such tokens");
                }
                break;
            case "Masking":
                Require(config, "mask_value");
                Mask(config, FormattableString.Invariant($"values are all {config["mask_value"].Number}"), "such samples");
                break;
            case "Flatten" or "Reshape" or "RepeatVector" or "Permute":
                AddShape(layer, config, type);
                break;
            case "Conv1D":
                AddConv(config);
                break;
            case "Activation" or "ReLU" or "LeakyReLU" or "ELU" or "Softmax":
                Builder(config).Add(layer.Place, new ActivationLayerSpec(activations.OfLayer(type, config)));
                break;
            case "BatchNormalization":
                AddNorm(layer, config);
                break;
            case "LayerNormalization":
                AddLayerNorm(layer, config);
                break;
            case "Rescaling":
                AddRescaling(layer, config);
                break;
            case "GlobalAveragePooling1D":
                Require(config, "data_format", "keepdims");
                RequireText(config, "data_format", "channels_last");
                RequireFalse(config, "keepdims");
                Builder(config).Add(layer.Place, new PoolLayerSpec(PoolKind.Mean));
                isWhole = true;
                break;
            case var idle when Idle.Contains(idle):
                Builder(config).Note($"{type} {ModelSource.Quote(config["name"].Text)} is left out: it does nothing in inference.");
                break;
            default:
                throw layer["class_name"].Fault($"there is no equivalent of {ModelSource.Quote(type)}", "LSTM, GRU, SimpleRNN, Bidirectional, CuDNNLSTM, CuDNNGRU, Dense, TimeDistributed, Embedding, Masking, Conv1D, Activation, ReLU, LeakyReLU, ELU, Softmax, BatchNormalization, LayerNormalization, Rescaling, GlobalAveragePooling1D, Dropout, and in functional models Add, Subtract, Multiply, Average or Concatenate");
        }
    }

    /// <summary>Refuses an input of which more is said than its shape.</summary>
    public static void RequireInput(JsonPart config)
    {
        Require(config, "batch_shape", "batch_input_shape", "sparse", "ragged", "optional");
        RequireFalse(config, "sparse");
        RequireFalse(config, "ragged");
    }

    /// <summary>Begins a network that branches, to which layers are added with what they take.</summary>
    public void StartWith(ModelBuilder branching) => (builder, branches) = (branching, true);

    /// <summary>Adds a layer of a network that branches.</summary>
    /// <param name="layer">An object with class_name and config.</param>
    /// <param name="taken">What it takes, which is the builder's next.</param>
    public KerasFlow Add(JsonPart layer, KerasFlow taken)
    {
        (isWhole, isMasked) = (taken.Time != KerasTime.Sequence, taken.IsMasked);
        int before = builder!.Layers.Count;
        Add(layer);
        var time = isWhole && taken.Time == KerasTime.Sequence ? KerasTime.Last : taken.Time;
        return new(builder.Layers.Count == before ? taken.Layer : builder.Layers.Count - 1, time, isMasked);
    }

    private void AddInput(JsonPart config)
    {
        RequireInput(config);
        if (builder is not null)
        {
            throw config.Fault("it is a second input", "one");
        }
        StartWith(config[config.Has("batch_shape") ? "batch_shape" : "batch_input_shape"]);
    }

    private void StartWith(JsonPart shape)
    {
        int size = shape.Items.Count switch
        {
            3 => shape.Items[2].Count(),
            2 => 1, // token numbers
            var rank => throw shape.Fault($"it has {rank} dimensions", "[batch, time, values], or [batch, time] for tokens"),
        };
        builder = new ModelBuilder(source, size);
    }

    // What Keras does with a mask depends on values, which no layer of a stream looks at before it steps.
    private void Mask(JsonPart config, string when, string what)
    {
        isMasked = true;
        Builder(config).Note($"{ModelSource.Quote(NameOf(config) ?? "a layer")} masks time steps whose {when}: Keras skips them, and recurrent layers keep state and answer as they were. The network does not skip: leave {what} out of the stream (no call of Step, and for padded windows the padding), and the answers are the same.");
    }

    // An answer for a whole sequence has nothing to flatten.
    private void AddShape(JsonPart layer, JsonPart config, string type)
    {
        bool isSame = isWhole && (type == "Flatten" || (type == "Reshape" && config["target_shape"].Items is [var size] && size.Number == Builder(config).Size));
        if (!isSame)
        {
            throw layer["class_name"].Fault($"{type} {ModelSource.Quote(NameOf(config) ?? "")} {(isWhole ? "makes a sequence of one answer" : "lays the answers of all time steps beside each other")}", isWhole ? "a chain that ends where the recurrent layers have answered; an autoencoder is two networks" : "return_sequences=False, or a pooling layer: a stream has one time step at a time");
        }
        Builder(config).Note($"{type} {ModelSource.Quote(NameOf(config) ?? "")} is left out: there is one answer, and it changes nothing.");
    }

    // What acts on each time step for itself is in a network of streams what it is without the wrapper.
    private void AddDistributed(JsonPart inner, string? name)
    {
        string type = inner["class_name"].Text;
        if (type == "Dense")
        {
            AddDense(inner["config"], weights.Next("time_distributed", name) + "/layer");
        }
        else if (type == "Activation" || KerasActivations.Layers.Contains(type) || Idle.Contains(type))
        {
            Add(inner);
        }
        else
        {
            throw inner["class_name"].Fault($"it is {ModelSource.Quote(type)}", "Dense, Activation or Dropout");
        }
    }

    private static string? NameOf(JsonPart config) => config.Has("name") ? config["name"].Text : null;

    private void AddBidirectional(JsonPart config)
    {
        Require(config, "layer", "merge_mode", "backward_layer", "weights");
        RequireText(config, "merge_mode", "concat");
        var forward = config["layer"];
        string type = forward["class_name"].Text;
        if (!Cells.Contains(type))
        {
            throw forward["class_name"].Fault($"it is {ModelSource.Quote(type)}", "LSTM, GRU or SimpleRNN");
        }
        if (config.Has("backward_layer") && config["backward_layer"] is { Value.ValueKind: JsonValueKind.Object } backward)
        {
            string[] differing = [.. forward["config"].Members.Where(member => !IsNeutral(member.Name) && member.Name != "go_backwards" && (!backward["config"].Has(member.Name) || backward["config"][member.Name].Value.GetRawText() != member.Part.Value.GetRawText())).Select(member => member.Name)];
            if (differing.Length > 0)
            {
                throw backward.Fault($"its {ModelSource.Quote(differing[0])} is not the forward layer's", "the same for both directions");
            }
        }
        AddRecurrent(config, forward["config"], type, isBidirectional: true, "bidirectional", NameOf(config));
    }

    private void AddRecurrent(JsonPart layer, JsonPart config, string type, bool isBidirectional, string group, string? name)
    {
        Require(config, "units", "activation", "recurrent_activation", "use_bias", "return_sequences", "return_state", "go_backwards", "reset_after", "zero_output_for_mask");
        RequireFalse(config, "return_state");
        if (config.Has("stateful") && config["stateful"].IsTrue)
        {
            Builder(config).Note($"{ModelSource.Quote(name ?? type)} is stateful: Keras carries its state from one batch to the next, as a stream does.");
        }
        var own = Builder(config);
        int units = config["units"].Count(), number = own.NextIndex("");
        bool isCuDnn = type.StartsWith("CuDNN", StringComparison.Ordinal), bias = isCuDnn || config["use_bias"].IsTrue;
        bool backwards = config.Has("go_backwards") && config["go_backwards"].IsTrue, all = config["return_sequences"].IsTrue;
        var activation = isCuDnn ? ActivationKind.Tanh : activations.Named(config["activation"]);
        ActivationSpec Gate() => isCuDnn ? ActivationKind.Sigmoid : activations.Named(config["recurrent_activation"]);
        RecurrentLayerSpec spec = type switch
        {
            "LSTM" or "CuDNNLSTM" => new LstmLayerSpec("", number, units, false, bias, new LstmActivations(Gate(), Gate(), activation, Gate(), activation)),
            "GRU" or "CuDNNGRU" => new GruLayerSpec("", number, units, bias, new GruActivations(Gate(), Gate(), activation)) { ResetBefore = !isCuDnn && IsResetBefore(config) },
            "SimpleRNN" => new RnnLayerSpec("", number, units, bias, activation),
            _ => throw Unhandled.Kind(type),
        };
        if (isBidirectional && backwards)
        {
            throw config["go_backwards"].Fault("the forward layer is reversed", "false");
        }
        if (branches && (isBidirectional || backwards))
        {
            throw layer.Fault($"{ModelSource.Quote(name ?? type)} reads backwards, and the network branches", "layers that read forward, or a network that is a chain");
        }
        spec = spec with { Direction = isBidirectional ? Direction.Bidirectional : backwards ? Direction.Backwards : Direction.Forward };
        own.Add(layer.Place, spec, [.. weights.Of(spec, weights.Next(group, name), own.Size, isCuDnn ? KerasCellForm.CuDnn : KerasCellForm.Plain)]);
        if (bias && !isCuDnn && !spec.HasTwoBiases)
        {
            own.Note("A layer's one bias is bias_ih; bias_hh is zeros.");
        }
        if (!all)
        {
            own.Add(layer.Place, new PoolLayerSpec(PoolKind.Final));
            isWhole = true;
        }
    }

    // Keras 2.1.3 brought the option, until then every GRU reset before the product; Keras 3 always writes it.
    private bool IsResetBefore(JsonPart config) => config.Has("reset_after") || version.Major is not (1 or 2) ? !config["reset_after"].IsTrue : true;

    private void AddDense(JsonPart config, string group)
    {
        Require(config, "units", "activation", "use_bias");
        var own = Builder(config);
        var dense = new DenseLayerSpec(own.Numbered("dense"), config["units"].Count(), config["use_bias"].IsTrue, activations.Named(config["activation"]));
        own.Add(config.Place, dense, [.. weights.Of(dense, group, own.Size)]);
    }

    private void AddConv(JsonPart config)
    {
        Require(config, "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation", "use_bias", "rank");
        RequireText(config, "data_format", "channels_last");
        int kernel = One(config["kernel_size"]), groups = config.Has("groups") ? config["groups"].Count() : 1;
        if (kernel > 1)
        {
            if (isMasked)
            {
                throw config.Fault("it follows a mask, and convolutions see masked time steps", "no mask before it");
            }
            RequireText(config, "padding", "causal");
        }
        if (groups != 1)
        {
            throw config["groups"].Fault($"it is {groups}", "1");
        }
        var own = Builder(config);
        var conv = new ConvLayerSpec(own.Numbered("conv"), config["filters"].Count(), kernel, One(config["strides"]), One(config["dilation_rate"]), config["use_bias"].IsTrue, activations.Named(config["activation"]));
        own.Add(config.Place, conv, [.. weights.Of(conv, weights.Next("conv1d", NameOf(config)), own.Size)]);
    }

    private void AddNorm(JsonPart layer, JsonPart config)
    {
        Require(config, "axis", "epsilon", "center", "scale", "synchronized");
        var own = Builder(config);
        RequireFeatures(config["axis"]);
        string group = weights.Next("batch_normalization", NameOf(config));
        int size = own.Size, number = 0;
        double[] Next(bool there, double otherwise) => there ? Array.ConvertAll(weights.Read(group, number++, size), value => (double)value) : [.. Enumerable.Repeat(otherwise, size)];
        double[] gamma = Next(config["scale"].IsTrue, 1), beta = Next(config["center"].IsTrue, 0), mean = Next(true, 0), variance = Next(true, 1);
        var folded = Normalisation.Fold(gamma, beta, mean, variance, config["epsilon"].Number) ?? throw layer.Fault("a gamma is 0 or a variance negative", "numbers that do not erase their feature");
        own.Note($"{config["name"].Text}: batch normalisation is folded into a factor and an offset for each feature, rounded once.");
        AddScale(layer, folded.Factors, folded.Offsets);
    }

    private void AddLayerNorm(JsonPart layer, JsonPart config)
    {
        Require(config, "axis", "epsilon", "center", "scale", "rms_scaling");
        RequireFalse(config, "rms_scaling");
        RequireFeatures(config["axis"]);
        float epsilon = (float)config["epsilon"].Number;
        if (!(epsilon > 0))
        {
            throw config["epsilon"].Fault($"it is {epsilon}", "a number above 0");
        }
        var own = Builder(config);
        string group = weights.Next("layer_normalization", NameOf(config));
        bool scales = config["scale"].IsTrue, centers = config["center"].IsTrue;
        var norm = new LayerNormLayerSpec(own.Numbered("norm"), epsilon, centers);
        float[] gamma = scales ? weights.Read(group, 0, own.Size) : [.. Enumerable.Repeat(1f, own.Size)];
        NamedTensor[] beta = centers ? [new(norm.Tensors + "bias", weights.Read(group, scales ? 1 : 0, own.Size))] : [];
        own.Add(layer.Place, norm, [new(norm.Tensors + "weight", gamma), .. beta]);
    }

    private void RequireFeatures(JsonPart axes)
    {
        int features = isWhole ? 1 : 2;
        foreach (var axis in axes.Value.ValueKind == JsonValueKind.Array ? [.. axes.Items] : new[] { axes })
        {
            if (axis.Number != -1 && axis.Number != features)
            {
                throw axis.Fault($"it is {axis.Number}", $"-1 or {features}, the features");
            }
        }
    }

    // x·scale + offset as (x − o)·scale.
    private void AddRescaling(JsonPart layer, JsonPart config)
    {
        Require(config, "scale", "offset");
        double factor = config["scale"].Number, offset = config["offset"].Number;
        if (factor == 0)
        {
            throw config["scale"].Fault("it is 0", "a number that does not erase the input");
        }
        AddScale(layer, [factor], offset == 0 ? null : [-offset / factor]);
    }

    private void AddScale(JsonPart layer, double[] factors, double[]? offsets)
    {
        var own = Builder(layer["config"]);
        string prefix = own.Numbered("scale");
        NamedTensor factor = new(prefix + "factor", Array.ConvertAll(factors, value => (float)value));
        NamedTensor[] tensors = offsets is null ? [factor] : [factor, new(prefix + "offset", Array.ConvertAll(offsets, value => (float)value))];
        own.Add(layer.Place, new ScaleLayerSpec(factor.Name, offsets is null ? null : prefix + "offset"), tensors);
    }

    private ModelBuilder Builder(JsonPart? at) => builder ?? throw (at is { } part ? part.Fault("no layer before says how many values a time step has", "an InputLayer first: build the model before saving it") : source.Fault(null, "it has no layers", "some"));

    internal static string SnakeCase(string type) => type == "SimpleRNN" ? "simple_rnn" : type.ToLowerInvariant();
}
