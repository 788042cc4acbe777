using System;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What a .keras file can say and a spec cannot is named by its place in the config.</summary>
public class KerasRefusalTests
{
    [Theory]
    [InlineData("sequential", "\"class_name\": \"LSTM\"", "\"class_name\": \"ConvLSTM1D\"", "ConvLSTM1D")]
    [InlineData("sequential", "\"class_name\": \"Dropout\"", "\"class_name\": \"MultiHeadAttention\"", "MultiHeadAttention")]
    [InlineData("sequential", "\"return_state\": false", "\"return_state\": true", "config.layers[2].config.return_state")]
    [InlineData("sequential", "\"unroll\": false", "\"unroll\": false, \"peephole\": true", "\"peephole\" is not known")]
    [InlineData("sequential", "\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": \"gelu\"", "recurrent_activation: it is \"gelu\"")]
    [InlineData("sequential", "\"padding\": \"causal\"", "\"padding\": \"same\"", "padding: it is \"same\"")]
    [InlineData("sequential", "\"units\": 5", "\"units\": 6", "layers/lstm/cell/vars/0: its shape is [4, 20]; expected [4, 24]")]
    [InlineData("sequential", "\"groups\": 1", "\"groups\": 2", "groups: it is 2")]
    [InlineData("sequential", "\"class_name\": \"Sequential\"", "\"class_name\": \"Transformer\"", "Sequential or Functional")]
    [InlineData("bidirectional", "\"merge_mode\": \"concat\"", "\"merge_mode\": \"sum\"", "merge_mode: it is \"sum\"")]
    [InlineData("functional", "\"keras_history\": [\"simplernn_3\"", "\"keras_history\": [\"input\"", "nothing takes what \"simplernn_3\" (SimpleRNN) answers")]
    [InlineData("functional", "\"class_name\": \"Rescaling\"", "\"class_name\": \"InputLayer\"", "layers[1].inbound_nodes: it is an input that takes something")]
    [InlineData("functional", "\"output_layers\": [[", "\"output_layers\": [[\"input\", 0, 0], [", "output_layers: the output \"input\" is an input")]
    [InlineData("sequential", "\"class_name\": \"Dropout\"", "\"class_name\": \"Flatten\"", "Flatten \"dropout_3\" lays the answers of all time steps beside each other")]
    [InlineData("sequential", "\"class_name\": \"Dropout\", \"config\": {", "\"class_name\": \"Masking\", \"config\": {\"mask_value\": 0, ", "\"rate\" is not known")]
    [InlineData("sequential", "{\"module\": \"keras.layers\", \"class_name\": \"Conv1D\"", "{\"class_name\": \"Masking\", \"config\": {\"mask_value\": 0}}, {\"class_name\": \"Conv1D\"", "it follows a mask")]
    [InlineData("functional", "\"axis\": -1", "\"axis\": 1", "axis: it is 1")]
    [InlineData("functional", "\"keepdims\": false", "\"keepdims\": true", "keepdims: it is true")]
    [InlineData("normed3", "\"axis\": -1", "\"axis\": 1", "axis: it is 1; expected -1 or 2, the features")]
    [InlineData("normed3", "\"axis\": [-1]", "\"axis\": [1, 2]", "axis[0]: it is 1; expected -1 or 2, the features")]
    [InlineData("normed3", "\"rms_scaling\": false", "\"rms_scaling\": true", "rms_scaling: it is true")]
    [InlineData("normed3", "\"epsilon\": 0.001", "\"epsilon\": 0", "epsilon: it is 0")]
    [InlineData("branching", "\"class_name\": \"Multiply\"", "\"class_name\": \"Maximum\"", "\"gated\" (Maximum) takes \"memory\", \"gate\"; expected one; Add, Average, Subtract, Multiply, Concatenate take several")]
    [InlineData("branching", "\"go_backwards\": false", "\"go_backwards\": true", "\"memory\" reads backwards, and the network branches")]
    [InlineData("branching", "\"axis\": -1", "\"axis\": 1", "axis: it is 1; expected -1 or 2, the features")]
    [InlineData("branching", "\"keras_history\": [\"gate\"", "\"keras_history\": [\"voice\"", "\"gated\" (Multiply) takes \"voice\", and there is no such layer before it")]
    [InlineData("branching", "[[\"gains\", 0, 0], ", "[[\"voice\", 0, 0], ", "the output \"voice\" is there twice")]
    [InlineData("branching", "\"batch_shape\": [null, null, 2]", "\"batch_shape\": [null, 2]", "\"gated\" joins \"memory\" (a row for each time step), \"gate\" (one row)")]
    [InlineData("heads", "\"class_name\": \"Dense\", \"name\": \"hidden\"", "\"class_name\": \"GlobalAveragePooling1D\", \"name\": \"hidden\"", "\"hidden\" (GlobalAveragePooling1D) makes one answer of all time steps, and the network branches")]
    [InlineData("heads", "\"class_name\": \"Dense\", \"name\": \"hidden\"", "\"class_name\": \"RepeatVector\", \"name\": \"hidden\"", "RepeatVector \"hidden\" makes a sequence of one answer")]
    [InlineData("heads", "\"class_name\": \"Dense\", \"name\": \"hidden\"", "\"class_name\": \"GRU\", \"name\": \"hidden\"", "\"hidden\" (GRU) takes one row for the whole sequence")]
    public void Is_refused_and_named(string model, string from, string to, string words)
    {
        byte[] file = KerasFile.Rewritten(model, config => config.Contains(from, StringComparison.Ordinal) ? config.Replace(from, to, StringComparison.Ordinal) : throw new ArgumentException(config), null);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.keras", file), new ImportOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_less_leaves_weights_over()
    {
        byte[] file = KerasFile.Rewritten("sequential", config => config[..config.LastIndexOf(", {\"module\": \"keras.layers\"", StringComparison.Ordinal)] + "]}}", null);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.keras", file), new ImportOptions()));
        Assert.Contains("\"layers/dense_1/vars/0\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, (byte)0, "HDF")]
    [InlineData(8, (byte)9, "version 9")]
    [InlineData(13, (byte)4, "4")]
    public void Weights_that_are_no_HDF5_of_this_kind(int at, byte value, string words)
    {
        byte[] file = KerasFile.Rewritten("sequential", null, weights =>
        {
            weights[at] = value;
            return weights;
        });
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.keras", file), new ImportOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
