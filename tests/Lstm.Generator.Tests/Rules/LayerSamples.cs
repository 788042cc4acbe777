namespace Lstm.Generator.Tests.Rules;

/// <summary>Mistakes in layers without recurrence and between layers, as <see cref="SpecSamples"/> has them.</summary>
internal static class LayerSamples
{
    private const string Lstm = """{ "type": "lstm", "hidden": 8 }""";
    private const string Mean = """{ "type": "pool", "kind": "mean" }""";

    public static (string Rule, string Marked, string Message)[] All => [.. Single, .. Sequences, .. Residuals, .. Frames];

    private static (string, string, string)[] Single =>
    [
        ("LSTM003", Layers(3, Lstm, """{ "type": "scale", "tensor": "s", "offset": ⟦1⟧ }"""), "\"offset\" must be a string"),
        ("LSTM003", Layers(3, Lstm, """{ "type": "residual", "from": ⟦true⟧ }"""), "\"from\" must be \"input\" or the index of an earlier layer, counted from 0, found true"),
        ("LSTM003", Layers(3, Lstm, """{ "type": "pool", "kind": ⟦null⟧ }"""), "\"kind\" must be one of \"last\", \"mean\", \"final\", found null"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"activation"⟧ }"""), "\"activation\", what is applied, is missing here"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"residual"⟧ }"""), "\"from\", \"input\" or the index of an earlier layer"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"pool"⟧ }"""), "\"kind\", one of \"last\", \"mean\", \"final\", is missing here"),
        ("LSTM005", Layers(1, """{ "type": ⟦"embedding"⟧, "size": 4 }""", Lstm), "\"rows\", the size of the vocabulary, is missing here"),
        ("LSTM005", Layers(1, """{ "type": ⟦"embedding"⟧, "rows": 4 }""", Lstm), "\"size\", the values of a row, is missing here"),
        ("LSTM005", Layers(3, """{ "type": ⟦"conv1d"⟧, "filters": 4 }"""), "\"kernel\", the time steps that one output sees, is missing here"),
        ("LSTM005", Layers(3, """{ "type": ⟦"conv1d"⟧, "kernel": 4 }"""), "\"filters\", the number of outputs, is missing here"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"frame-conv1d"⟧, "filters": 4, "kernel": 2 }"""), "\"channels\", the values of a position of the frame, is missing here"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"frame-conv1d"⟧, "channels": 4, "kernel": 2 }"""), "\"filters\", the values of a position of the output, is missing here"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"frame-conv1d"⟧, "channels": 4, "filters": 2 }"""), "\"kernel\", the positions that one output sees, is missing here"),
        ("LSTM005", Layers(3, Lstm, """{ "type": ⟦"magnitude"⟧ }"""), "\"channels\", the values of a position, is missing here"),
        ("LSTM006", Layers(3, Lstm, """{ "type": "residual", "from": ⟦-1⟧ }"""), "\"from\" must be a whole number from 0 to 63, found -1"),
        ("LSTM006", Layers(3, Lstm, """{ "type": "residual", "from": ⟦0.0⟧ }"""), "found 0.0; write 0"),
        ("LSTM006", Layers(3, Lstm, """{ "type": "residual", "from": ⟦-0⟧ }"""), "found -0; write 0"),
        ("LSTM006", Layers(1, """{ "type": "embedding", "rows": ⟦1048577⟧, "size": 4 }""", Lstm), "from 1 to 1048576, found 1048577"),
        ("LSTM006", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, "stride": ⟦0⟧ }"""), "\"stride\" must be a whole number from 1 to 4096, found 0"),
        ("LSTM006", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, "dilation": ⟦4097⟧ }"""), "\"dilation\" must be a whole number from 1 to 4096"),
        ("LSTM006", Layers(3, Lstm, """{ "type": "frame-conv1d", "channels": 1, "filters": 4, "kernel": 3, "padLeft": ⟦-1⟧ }"""), "\"padLeft\" must be a whole number from 0 to 4096, found -1"),
        ("LSTM006", Layers(3, Lstm, """{ "type": "layer-norm", "epsilon": ⟦0⟧ }"""), "\"epsilon\" must be above 0, found 0: values that are all equal would be divided by 0"),
        ("LSTM014", Layers(3, Lstm, """{ "type": "dense", "size": 1 }""", """{ "type": ⟦"layer-norm"⟧ }"""), "layers[2]: the layer normalisation of a single value is always its bias; normalise an output of two values or more, or leave the layer out"),
        ("LSTM014", Layers(1, """{ "type": ⟦"layer-norm"⟧, "bias": false }""", Lstm), "layers[0]: the layer normalisation of a single value is always 0"),
        ("LSTM004", Layers(3, Lstm, """{ "type": "layer-norm", ⟦"eps"⟧: 1e-5 }"""), "did you mean \"epsilon\"?"),
        ("LSTM007", Layers(3, Lstm, """{ "type": ⟦"LayerNormalization"⟧ }"""), "did you mean \"layer-norm\"?"),
        ("LSTM007", Layers(3, Lstm, """{ "type": ⟦"layer_norm"⟧ }"""), "did you mean \"layer-norm\"?"),
        ("LSTM012", Layers(3, Lstm, """{ "type": "scale", "tensor": "s", "offset": ⟦"s"⟧ }"""), "The offsets cannot be the tensor \"s\" that holds the factors"),
        ("LSTM012", Layers(3, Lstm, """{ "type": "scale", "tensor": "s", "offset": ⟦"bias_ih_l0"⟧ }"""), "the tensor \"bias_ih_l0\" that layers[0] reads; give one of them another \"offset\""),
        ("LSTM012", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, "tensors": "dense0." }""", """{ "type": ⟦"dense"⟧, "size": 4 }"""), "the tensor \"dense0.weight\" that layers[0] reads"),
        ("LSTM013", Layers(3, Lstm, """{ "type": "scale", "tensor": "s", "offset": ⟦""⟧ }"""), "\"offset\" must not be empty"),
        ("LSTM014", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, ⟦"padLeft"⟧: 1 }"""), "There can be no \"padLeft\" here: a convolution over time is causal"),
        ("LSTM014", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, ⟦"padRight"⟧: 1 }"""), "it cannot see later samples"),
        ("LSTM014", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, ⟦"padMode"⟧: "zero" }"""), "a convolution over time is causal"),
        ("LSTM014", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 3, ⟦"channels"⟧: 3 }"""), "\"frame-conv1d\" has positions with channels"),
        ("LSTM015", Layers(3, Lstm, """{ "type": "residual", "from": ⟦"sample"⟧ }"""), "\"from\" must be \"input\" or the index of an earlier layer, counted from 0, found \"sample\"; a layer of type \"add\" takes names: { \"type\": \"add\", \"from\": [\"sample\", …] }"),
        ("LSTM015", Layers(3, Lstm, """{ "type": "pool", "kind": ⟦"average"⟧ }"""), "\"kind\" cannot be \"average\"; did you mean \"mean\"?"),
        ("LSTM015", Layers(3, Lstm, """{ "type": "frame-conv1d", "channels": 1, "filters": 4, "kernel": 3, "padMode": ⟦"same"⟧ }"""), "\"padMode\" cannot be \"same\"; known here: \"zero\", \"reflect\""),
    ];

    private static (string, string, string)[] Sequences =>
    [
        ("LSTM011", """{ "input": 1, "layers": ⟦[ { "type": "embedding", "rows": 4, "size": 2 }, { "type": "pool", "kind": "mean" } ]⟧ }""", "None of these layers is stateful"),
        ("LSTM014", Layers(3, Lstm, Mean, """{ "type": ⟦"gru"⟧, "hidden": 4 }"""), "layers[2]: the pooling of layers[1] leaves one result of a sequence"),
        ("LSTM014", Layers(3, Lstm, Mean, """{ "type": ⟦"conv1d"⟧, "filters": 4, "kernel": 2 }"""), "layers[2]: the pooling of layers[1] leaves one result of a sequence"),
        ("LSTM014", Layers(3, Lstm, Mean, """{ "type": ⟦"pool"⟧, "kind": "final" }"""), "layers[2]: layers[1] has pooled the sequence already"),
        ("LSTM014", Layers(3, """{ "type": "conv1d", "filters": 4, "kernel": 2 }""", """{ "type": "pool", "kind": ⟦"final"⟧ }"""), "\"final\" is the final hidden state of the recurrent layer right before, and there is none"),
        ("LSTM014", Layers(3, Lstm, """{ "type": "dense", "size": 2 }""", """{ "type": "pool", "kind": ⟦"final"⟧ }"""), "layers[2]: \"final\" is the final hidden state"),
        ("LSTM014", Layers(1, Lstm, """{ "type": ⟦"embedding"⟧, "rows": 4, "size": 2 }"""), "layers[1]: an embedding takes the index of a token, which only a sample can be"),
        ("LSTM014", Layers(3, """{ "type": ⟦"embedding"⟧, "rows": 4, "size": 2 }""", Lstm), "layers[0]: an embedding takes the index of one token at a time: \"input\" must be 1, and is 3"),
    ];

    private static (string, string, string)[] Residuals =>
    [
        ("LSTM014", Layers(3, Lstm, From("1"), Lstm), "layers[1]: \"from\" must be a layer before this one, and layers[1] is this one itself"),
        ("LSTM014", Layers(3, Lstm, From("2"), Lstm), "layers[1]: \"from\" must be a layer before this one, and layers[2] is not"),
        ("LSTM014", Layers(3, Lstm, From("0")), "layers[1]: layers[0] is the layer's own input, it would be added to itself"),
        ("LSTM014", Layers(3, From("\"input\""), Lstm), "layers[0]: the sample is the layer's own input"),
        ("LSTM014", Layers(3, Lstm, From("\"input\"")), "layers[1]: the sample has 3 values, fewer than the layer's 8 inputs"),
        ("LSTM014", Layers(3, """{ "type": "dense", "size": 4 }""", Lstm, From("0")), "layers[2]: layers[0] has 4 values, fewer than the layer's 8 inputs"),
        ("LSTM014", Layers(1, """{ "type": "embedding", "rows": 4, "size": 1 }""", """{ "type": "rnn", "hidden": 1 }""", From("\"input\"")), "the sample is the index of a token"),
        ("LSTM014", Layers(8, Lstm, Mean, From("\"input\"")), "the sample cannot be added here: layers[1] comes between, a \"pool\""),
        ("LSTM014", Layers(8, Lstm, Lstm, Mean, From("1")), "layers[1] cannot be added here: layers[2] comes between"),
        ("LSTM014", Layers(8, Lstm, """{ "type": "lstm", "hidden": 4, "direction": "bidirectional" }""", From("0")), "layers[2]: layers[0] cannot be added here: layers[1] comes between, which begins at the end of the sequence"),
        ("LSTM014", Layers(8, """{ "type": "gru", "hidden": 8, "direction": "reverse" }""", Lstm, From("\"input\"")), "the sample cannot be added here: layers[0] comes between, which begins at the end"),
        ("LSTM014", Layers(8, Lstm, """{ "type": "conv1d", "filters": 8, "kernel": 2, "stride": 2 }""", Lstm, From("0")), "layers[0] cannot be added here: layers[1] comes between, a \"conv1d\" with a stride"),
        ("LSTM014", Layers(1, Strided("4096"), Strided("4096"), Strided("⟦2⟧"), Strided("4096")), "layers[2]: with all strides so far there would be one result every 33554432 time steps; at most 16777216 are supported"),
    ];

    private static (string, string, string)[] Frames =>
    [
        ("LSTM014", Layers(9, Frame(""" "channels": ⟦2⟧, "kernel": 3"""), Lstm), "layers[0]: a frame of 9 values is not made of positions of 2"),
        ("LSTM014", Layers(9, Frame(""" "channels": 3, "kernel": ⟦4⟧"""), Lstm), "layers[0]: an output sees 4 positions, and the frame has 3"),
        ("LSTM014", Layers(9, Frame(""" "channels": 3, "kernel": ⟦4⟧, "dilation": 2, "padLeft": 1, "padRight": 2"""), Lstm), "an output sees 7 positions, and with its padding the frame has 6"),
        ("LSTM014", Layers(9, Frame(""" "channels": 3, "kernel": 2, "padMode": "reflect", "padLeft": ⟦3⟧"""), Lstm), "the frame has 3 positions, so there are 2 beside the outermost one to mirror"),
        ("LSTM014", Layers(9, Frame(""" "channels": 3, "kernel": 2, "padMode": "reflect", "padLeft": 2, "padRight": ⟦3⟧"""), Lstm), "the frame has 3 positions, so there are 2"),
        ("LSTM014", Layers(65536, """{ "type": "frame-conv1d", "channels": 1, "filters": ⟦2⟧, "kernel": 1 }""", Lstm), "65536 positions of 2 values would be the output, 131072 in all; at most 65536 are supported"),
        ("LSTM006", Layers(9, """{ "type": "magnitude", "channels": ⟦3⟧ }""", Lstm), "\"channels\" must be an even number, found 3: the halves"),
        ("LSTM014", Layers(9, """{ "type": "magnitude", "channels": ⟦2⟧ }""", Lstm), "layers[0]: a frame of 9 values is not made of positions of 2"),

        // What a score compares.
        ("LSTM014", Layers(2, Lstm, """{ "type": "dense", "size": 2 }""", """{ "type": "anomaly" }""", """{ "type": ⟦"dense"⟧, "size": 1 }"""), "layers[3]: layers[2] gives the score of an anomaly, which is the network's result: it must be the last layer"),
        ("LSTM014", Layers(2, Lstm, """{ "type": ⟦"anomaly"⟧ }"""), "layers[1]: 8 values come in for the first values of a sample, and it has only 2"),
        ("LSTM014", Layers(9, """{ "type": "lstm", "hidden": 2, "direction": "bidirectional" }""", """{ "type": ⟦"anomaly"⟧ }"""), "layers[1]: the score compares each sample with what comes in for it, and there is nothing for each: layers[0] comes between, which begins at the end"),
        ("LSTM014", Layers(9, Lstm, Mean, """{ "type": ⟦"anomaly"⟧ }"""), "layers[2]: the score compares each sample"),
        ("LSTM014", Layers(9, Strided("2"), """{ "type": ⟦"anomaly"⟧ }"""), "layers[1]: the score compares each sample"),
        ("LSTM014", Layers(1, """{ "type": "embedding", "rows": 4, "size": 1 }""", """{ "type": "rnn", "hidden": 1 }""", """{ "type": ⟦"anomaly"⟧ }"""), "layers[2]: the score is the distance of a sample from what comes in for it, and a sample here is the index of a token"),
        ("LSTM015", Layers(9, Lstm, """{ "type": "anomaly", "kind": ⟦"mirror"⟧ }"""), "\"mirror\""),
        ("LSTM014", Layers(1, """{ "type": "rnn", "hidden": 1 }""", """{ "type": "anomaly", "kind": ⟦"reconstruction"⟧ }"""), "layers[1]: what is reconstructed, 1 value, must have come through fewer, or the layers could copy it: one value cannot"),
        ("LSTM014", Layers(9, Lstm, """{ "type": "anomaly", "kind": ⟦"reconstruction"⟧ }"""), "layers[1]: what is reconstructed, 8 values, must have come through fewer, or the layers could copy it: the narrowest place between has 8; make a layer smaller"),
        ("LSTM014", Layers(9, """{ "type": "rnn", "hidden": 2 }""", """{ "type": "dense", "size": 9 }""", """{ "type": "residual", "from": "input" }""", """{ "type": "anomaly", "kind": ⟦"reconstruction"⟧ }"""), "layers[3]: what is reconstructed, 9 values, must have come through fewer"),

        // What stands on the stack during a step.
        ("LSTM016", Layers(65536, """{ "type": ⟦"conv1d"⟧, "filters": 1, "kernel": 17 }""", Lstm), "A step takes 4456576 bytes of the stack for its layers' inputs and outputs, and may take 1048576; the largest part is layers[0] (conv1d) with 4456576 bytes"),
        ("LSTM016", Layers(4096, Lstm, """{ "type": "dense", "size": 4096 }""", """{ "type": ⟦"frame-conv1d"⟧, "channels": 4096, "filters": 1, "kernel": 1, "padLeft": 4096, "padRight": 4096, "stride": 4096 }"""), "the largest part is layers[2] (frame-conv1d) with 134234240 bytes"),
        ("LSTM016", Layers(65536, """{ "type": ⟦"activation"⟧, "activation": "tanh" }""", Activation, Activation, Activation, Activation, Lstm), "A step takes 1573184 bytes of the stack"),

        // What follows from a size that a mistake left unknown is not reported.
        ("LSTM014", Layers(9, """{ "type": "magnitude", "channels": ⟦2⟧ }""", """{ "type": "magnitude", "channels": 4 }""", Frame(""" "channels": 7, "kernel": 3"""), """{ "type": "dense", "size": 9 }""", Lstm, """{ "type": "residual", "from": 1 }"""), "layers[0]"),
        ("LSTM006", Layers("⟦0⟧", """{ "type": "magnitude", "channels": 2 }""", Lstm), "found 0"),
        ("LSTM007", Layers(9, """{ "type": ⟦"foo"⟧ }""", """{ "type": "pool", "kind": "final" }"""), "foo"),
    ];

    private const string Activation = """{ "type": "activation", "activation": "tanh" }""";

    private static string Strided(string stride) => $$"""{ "type": "conv1d", "filters": 1, "kernel": 1, "stride": {{stride}} }""";

    private static string From(string from) => $$"""{ "type": "residual", "from": ⟦{{from}}⟧ }""";

    private static string Frame(string options) => $$"""{ "type": "frame-conv1d", "filters": 4,{{options}} }""";

    private static string Layers(object input, params string[] layers) => $$"""{ "input": {{input}}, "layers": [ {{string.Join(", ", layers)}} ] }""";
}
