using System;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files of tensors that say nothing of layers: found where there is one way, refused where there are several.</summary>
public class StateTests
{
    [Fact]
    public void The_order_that_fits_the_sizes_is_found_whatever_the_alphabet_says()
    {
        var imported = Read([.. Lstm("z.", 3, 4), .. Dense("a.", 4, 2)]);
        Assert.Equal("lstm 4|dense 2", Layers(imported));
        Assert.Contains(imported.Notes, note => note.Contains("only one that fits", StringComparison.Ordinal));
    }

    /// <summary>A file begins with the length of its header, whose bytes can be those with which a pickle (80 02) or gzip (1f 8b) begins.</summary>
    [Theory]
    [InlineData(0x0280)]
    [InlineData(0x8b1f)]
    public void A_header_may_have_any_length(int length)
    {
        string header = """{ "r.weight_ih_l0": { "dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4] }, "r.weight_hh_l0": { "dtype": "F32", "shape": [1, 1], "data_offsets": [4, 8] } }""".PadRight(length);
        byte[] file = [.. BitConverter.GetBytes((long)length), .. Encoding.ASCII.GetBytes(header), .. new byte[8]];
        Assert.Equal("rnn 1 tanh", Layers(Importer.Read(new ModelSource("model.safetensors", file), new ImportOptions { Layers = "rnn:tanh" })));
    }

    [Fact]
    public void Doubles_are_rounded()
    {
        byte[] header = Encoding.ASCII.GetBytes("""{ "r.weight_ih_l0": { "dtype": "F64", "shape": [1, 1], "data_offsets": [0, 8] }, "r.weight_hh_l0": { "dtype": "F64", "shape": [1, 1], "data_offsets": [8, 16] } }""");
        byte[] file = [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-1.0 / 3)];
        var imported = Importer.Read(new ModelSource("model.safetensors", file), new ImportOptions { Layers = "rnn:tanh" });
        Assert.Equal([0.1f, -1f / 3], new[] { "weight_ih_l0", "weight_hh_l0" }.Select(name => imported.Tensors["r." + name][0]));
        Assert.Contains("Weights in double precision are rounded to single.", imported.Notes);
    }

    /// <summary>Load would refuse them, under the name of the file that was written.</summary>
    [Fact]
    public void Weights_that_overflow_are_refused()
    {
        var source = new ModelSource("net.json", Encoding.ASCII.GetBytes("""{ "r.weight_ih_l0": [[1]], "r.weight_hh_l0": [[6e37]] }"""));
        var error = Assert.Throws<ImportException>(() => Importer.Read(source, new ImportOptions { Layers = "rnn:tanh" }));
        Assert.Contains("net.json: tensor \"r.weight_hh_l0\": its value 0 is 6E+37, which becomes infinite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shape_of_a_state_for_several_sequences_is_told()
    {
        var error = Assert.Throws<ImportException>(() => Read([.. Lstm("lstm.", 3, 4), ("h0", [1, 3, 4]), ("c0", [1, 1, 4])]));
        Assert.Contains("tensor \"h0\": its shape is [1, 3, 4], and only \"c0\" is a state that", error.Message, StringComparison.Ordinal);
        Assert.Contains("of shape [1, 1, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_is_a_layer()
    {
        var imported = Read([("cell.weight_ih", [8, 3]), ("cell.weight_hh", [8, 2]), .. Dense("fc.", 2, 1)]);
        Assert.Equal("lstm 2|dense 1", Layers(imported));
        Assert.Contains("cell.weight_ih_l0", imported.Tensors.Keys);
    }

    [Fact]
    public void Batch_normalisation_is_folded()
    {
        var imported = Read([("bn.weight", [3]), ("bn.bias", [3]), ("bn.running_mean", [3]), ("bn.running_var", [3]), .. Lstm("rnn.", 3, 4)], new ImportOptions { Layers = "norm,lstm" });
        Assert.Equal("scale|lstm 4", Layers(imported));
        Assert.Equal([1f, 1f, 1f], imported.Tensors["bn.factor"].Select(value => MathF.Round(value, 4)));
    }

    [Fact]
    public void Layers_of_all_kinds_can_be_listed()
    {
        var imported = Read([("conv.weight", [4, 3, 2]), ("conv.bias", [4]), .. Lstm("rnn.", 4, 4), .. Dense("fc.", 4, 4), ("gain", [1])], new ImportOptions { Layers = "conv1d:relu, lstm, dense:tanh=fc, residual:1, activation:relu, scale=gain, pool:last" });
        Assert.Equal("conv1d 4 kernel 2 relu|lstm 4|dense 4 tanh|residual 1|relu|scale|pool last", Layers(imported));
    }

    [Theory]
    [InlineData(null, "layers may be")]
    [InlineData("lstm,lstm", "lstm may be")]
    [InlineData("lstm=a", "leaves out")]
    [InlineData("lstm=a,lstm=b,dense", "no dense is left")]
    [InlineData("lsmt", "perhaps lstm")]
    [InlineData("lstm:tanh=a,lstm=b", "takes no activation")]
    [InlineData("lstm=a,lstm=b,activation:gelu", "no activation \"gelu\"")]
    [InlineData("lstm=a,lstm=b,pool:first", "pool:last")]
    public void What_is_ambiguous_or_does_not_fit_is_refused(string? layers, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read([.. Lstm("a.", 4, 4), .. Lstm("b.", 4, 4)], new ImportOptions { Layers = layers }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_of_an_autoencoder_are_networks_of_their_own()
    {
        (string, int[])[] tensors = [.. Lstm("encoder.", 2, 3), .. Lstm("decoder.", 3, 4)];
        var error = Assert.Throws<ImportException>(() => Read(tensors));
        Assert.Contains("as in an autoencoder, no spec says that: make each a network of its own, with --ignore for the modules of the others", error.Message, StringComparison.Ordinal);
        Assert.Equal("lstm 3", Layers(Read(tensors, new ImportOptions { Ignored = ["decoder"] })));
        Assert.Equal("lstm 4", Layers(Read(tensors, new ImportOptions { Ignored = ["encoder"] })));
    }

    [Theory]
    [InlineData("x.weight_ih_l0", new[] { 10, 3 }, "4 rows a unit")]
    [InlineData("x.weight_hh_l0", new[] { 8, 3 }, "rows")]
    [InlineData("x.bias_ih_l0", new[] { 8 }, "stands alone")]
    [InlineData("x.weight_ih_l0_reverse", new[] { 8, 3 }, "there is no weight_hh_l0_reverse")]
    [InlineData("x.weight_ih_l1", new[] { 8, 5 }, "there is no weight_hh_l1")]
    [InlineData("x.alpha", new[] { 2, 3 }, "belongs to no module")]
    [InlineData("x.alpha", new[] { 2 }, "nothing says what it is for")]
    [InlineData("h0", new[] { 1, 2, 2 }, "belongs to no module")]
    [InlineData("h0", new[] { 1, 1, 3 }, "--spec FILE where it is an initial state")]
    [InlineData("h0", new[] { 1, 1, 2 }, "an initial hidden state, \"h0\", and no initial cell state")]
    [InlineData("x.cell_init", new[] { 2 }, "an initial cell state, \"x.cell_init\", and no initial hidden state")]
    [InlineData("x.h0_l0", new[] { 2 }, "h0 of 2 values and c0 of 2")]
    [InlineData("initial_state", new[] { 1, 1, 2 }, "--spec FILE where it is an initial state")]
    [InlineData("norm.weight", new[] { 1 }, "as a PReLU has")]
    public void A_tensor_that_does_not_fit_is_named(string name, int[] shape, string words)
    {
        (string Name, int[] Shape)[] tensors = [("x.weight_ih_l0", [8, 3]), ("x.weight_hh_l0", [8, 2])];
        tensors = [.. tensors.Where(tensor => tensor.Name != name), (name, shape)];
        var error = Assert.Throws<ImportException>(() => Read(tensors));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h0", "c0", new[] { 2, 1, 4 })]
    [InlineData("h_0", "c_0", new[] { 2, 4 })]
    [InlineData("model.init_h", "model.init_c", new[] { 2, 1, 4 })]
    [InlineData("model.initial_hidden", "initial_cell", new[] { 2, 4 })]
    public void States_to_begin_with_are_known_by_name_and_shape(string hidden, string cell, int[] shape)
    {
        var imported = Read([.. Lstm("model.rnn.", 3, 4), ("model.rnn.weight_ih_l1", [16, 4]), ("model.rnn.weight_hh_l1", [16, 4]), (hidden, shape), (cell, shape)]);
        Assert.All(imported.Spec.Layers, layer => Assert.True(((RecurrentLayerSpec)layer).InitialState));
        Assert.All(["h0_l0", "c0_l0", "h0_l1", "c0_l1"], name => Assert.Single(imported.Tensors, tensor => tensor.Key.EndsWith(name, StringComparison.Ordinal) && tensor.Value.Length == 4));
        Assert.Contains(imported.Notes, note => note.Contains("are the states that lstm", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_modules_the_one_beside_a_state_begins_with_it()
    {
        (string, int[])[] tensors = [.. Lstm("a.rnn.", 4, 4), .. Lstm("b.rnn.", 4, 4), ("b.h0", [4]), ("b.c0", [1, 4])];
        var imported = Read(tensors, new ImportOptions { Layers = "lstm=a.rnn,lstm=b.rnn" });
        Assert.Equal([false, true], imported.Spec.Layers.Select(layer => ((RecurrentLayerSpec)layer).InitialState));
        var error = Assert.Throws<ImportException>(() => Read([.. tensors, ("h0", [4])]));
        Assert.Contains("tensor \"h0\": it may be the state that lstm \"a.rnn\" or lstm \"b.rnn\" begins with; expected one for each; --spec FILE with \"initialState\": true says which, --ignore h0 leaves it out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_that_the_export_writes_come_back() =>
        Assert.True(((RecurrentLayerSpec)Read([("weight_ih_l0", [12, 3]), ("weight_hh_l0", [12, 4]), ("h0_l0", [4])]).Spec.Layers[0]).InitialState);

    [Theory]
    [InlineData("layer-norm:1e-3", 1e-3f, true)]
    [InlineData("layer-norm", 1e-5f, false)]
    public void Layer_normalisation_has_the_eps_that_is_given(string word, float epsilon, bool bias)
    {
        (string, int[])[] tensors = [.. Lstm("rnn.", 3, 4), ("norm.weight", [4])];
        var imported = Read(bias ? [.. tensors, ("norm.bias", [4])] : tensors, new ImportOptions { Layers = "lstm," + word });
        Assert.Equal(new LayerNormLayerSpec("norm.", epsilon, bias), imported.Spec.Layers[1]);
        Assert.Equal(word == "layer-norm", imported.Notes.Any(note => note.Contains("default eps of 1e-5", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("lstm,layer-norm:0", "\"0\" is no eps of a layer normalisation; expected a number above 0")]
    [InlineData("lstm,layer-norm:relu", "\"relu\" is no eps")]
    [InlineData(null, "layer normalisation, \"norm\" (by its tensors it could be a GroupNorm or a PReLU), and nothing says its eps")]
    public void Layer_normalisation_is_asked_for(string? layers, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read([.. Lstm("rnn.", 3, 4), ("norm.weight", [4])], new ImportOptions { Layers = layers }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_says_everything()
    {
        var spec = SpecParser.Parse("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 2, "peephole": true, "tensors": "c." }, { "type": "dense", "size": 1, "bias": false, "tensors": "out." } ] }""").Model!;
        (string, int[])[] tensors = [("c.weight_ih", [8, 3]), ("c.weight_hh", [8, 2]), ("c.bias_ih", [8]), ("c.bias_hh", [8]), ("c.peephole", [3, 2]), ("out.weight", [1, 2, 1])];
        Assert.Equal(spec, Read(tensors, new ImportOptions { Spec = spec }).Spec);

        var left = Assert.Throws<ImportException>(() => Read([.. tensors, ("step", [1])], new ImportOptions { Spec = spec }));
        Assert.Contains("\"step\" is in no layer", left.Message, StringComparison.Ordinal);
        Assert.Equal(spec, Read([.. tensors, ("step", [1])], new ImportOptions { Spec = spec, Ignored = ["step"] }).Spec);

        var missing = Assert.Throws<ImportException>(() => Read(tensors[1..], new ImportOptions { Spec = spec }));
        Assert.Contains("\"c.weight_ih_l0\"", missing.Message, StringComparison.Ordinal);
        var other = Assert.Throws<ImportException>(() => Read([("c.weight_ih", [8, 4]), .. tensors[1..]], new ImportOptions { Spec = spec }));
        Assert.Contains("[8, 4]; expected [8, 3]", other.Message, StringComparison.Ordinal);
        var none = Assert.Throws<ImportException>(() => Read(tensors, new ImportOptions { Spec = spec, Ignored = ["stpe"] }));
        Assert.Contains("--ignore", none.Message, StringComparison.Ordinal);
    }

    /// <summary>What a layer takes is what its "from" says; wiring that no tensor tells, and what is said beside the layers, comes from the spec too.</summary>
    [Theory]
    [InlineData("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4, "name": "m", "tensors": "m." }, { "type": "dense", "size": 4, "name": "a", "tensors": "a." }, { "type": "dense", "size": 2, "from": "m", "name": "b", "tensors": "b." } ], "outputs": ["a", "b"] }""", 4)]
    [InlineData("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4, "name": "m", "tensors": "m." }, { "type": "dense", "size": 1, "name": "a", "tensors": "a." }, { "type": "dense", "size": 2, "from": "m", "name": "b", "tensors": "b." } ], "outputs": ["b", "a"] }""", 4)]
    [InlineData("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4, "name": "m", "tensors": "m." }, { "type": "dense", "size": 4, "name": "a", "tensors": "a." }, { "type": "multiply", "from": ["a", "m"] }, { "type": "dense", "size": 2, "tensors": "b." } ] }""", 4)]
    [InlineData("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4, "name": "m", "tensors": "m." }, { "type": "dense", "size": 1, "name": "a", "tensors": "a." }, { "type": "concat", "from": ["a", "m", "input"] }, { "type": "dense", "size": 2, "tensors": "b." } ] }""", 8)]
    [InlineData("""{ "inputs": { "left": 3, "right": 5 }, "layers": [ { "type": "lstm", "hidden": 4, "from": "left", "name": "m", "tensors": "m." }, { "type": "dense", "size": 4, "name": "a", "tensors": "a." }, { "type": "concat", "from": ["a", "right"] }, { "type": "dense", "size": 2, "tensors": "b." } ] }""", 9)]
    [InlineData("""{ "input": 3, "onNonFinite": "hold", "maxStateBytes": 4096, "maxWeightBytes": 100000, "layers": [ { "type": "lstm", "hidden": 4, "tensors": "m." }, { "type": "dense", "size": 4, "tensors": "a." }, { "type": "dense", "size": 2, "tensors": "b." } ] }""", 4)]
    public void A_spec_that_is_given_is_carried_over_whole(string text, int taken)
    {
        var spec = SpecParser.Parse(text).Model;
        Assert.NotNull(spec);
        int mask = spec.Layers.OfType<DenseLayerSpec>().First().Size;
        (string, int[])[] tensors = [.. Lstm("m.", 3, 4), ("m.bias_ih_l0", [16]), ("m.bias_hh_l0", [16]), .. Dense("a.", 4, mask), .. Dense("b.", taken, 2)];
        Assert.Equal(spec, Read(tensors, new ImportOptions { Spec = spec }).Spec);
    }

    [Theory]
    [InlineData("tf", "the format is \"tf\"")]
    [InlineData("pt", null)]
    [InlineData(null, null)]
    public void The_framework_that_a_safetensors_file_states_is_read(string? format, string? refused)
    {
        var source = new ModelSource("a.safetensors", Header($$"""{{(format is null ? "" : $"\"__metadata__\":{{\"format\":\"{format}\"}},")}}"weight_ih_l0":{"dtype":"F32","shape":[4,1],"data_offsets":[0,16]},"weight_hh_l0":{"dtype":"F32","shape":[4,1],"data_offsets":[16,32]}""", 32));
        if (refused is not null)
        {
            Assert.Contains(refused, Assert.Throws<ImportException>(() => Importer.Read(source, new ImportOptions())).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Contains(Importer.Read(source, new ImportOptions()).Notes, note => note.Contains(format is null ? "does not say that its tensors are PyTorch's" : "says that its tensors are PyTorch's", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("F8_E4M3")]
    [InlineData("F8_E5M2")]
    public void A_type_that_is_not_read_is_named(string type)
    {
        var source = new ModelSource("a.safetensors", Header($$"""  "fc.scale":{"dtype":"{{type}}","shape":[3,4],"data_offsets":[0,12]}""", 12));
        var error = Assert.Throws<ImportException>(() => Importer.Read(source, new ImportOptions()));
        Assert.Contains($"tensor \"fc.scale\": its dtype is {type}", error.Message, StringComparison.Ordinal);
        Assert.Contains("--ignore fc.scale", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_layers_alone_are_no_network_here()
    {
        var error = Assert.Throws<ImportException>(() => Read([.. Dense("a.", 3, 4), .. Dense("b.", 4, 2)]));
        Assert.Contains("dense \"a\", dense \"b\", remembers anything", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.onnx", true, false, "--layers")]
    [InlineData("a.nam", false, true, "--input")]
    [InlineData("a.gguf", false, false, "are not read")]
    public void Options_go_with_files(string file, bool layers, bool input, string words)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource(file, [0]), new ImportOptions { Layers = layers ? "lstm" : null, Input = input ? "x" : null }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Header(string tensors, int length)
    {
        byte[] header = Encoding.UTF8.GetBytes("{" + tensors + "}");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[length]];
    }

    private static (string, int[])[] Lstm(string prefix, int inputs, int hidden) => [(prefix + "weight_ih_l0", [4 * hidden, inputs]), (prefix + "weight_hh_l0", [4 * hidden, hidden])];

    private static (string, int[])[] Dense(string prefix, int inputs, int outputs) => [(prefix + "weight", [outputs, inputs]), (prefix + "bias", [outputs])];

    private static ImportedModel Read((string Name, int[] Shape)[] tensors, ImportOptions? options = null)
    {
        var file = new WeightFileWriter();
        foreach (var (name, shape) in tensors)
        {
            file.Add(name, [.. Enumerable.Repeat(1f, shape.Aggregate(1, (a, b) => a * b))], shape);
        }
        return Importer.Read(new ModelSource("a.safetensors", file.ToBytes()), options ?? new ImportOptions());
    }

    private static string Layers(ImportedModel model) => string.Join('|', model.Spec.Layers.Select(layer => layer.Label));
}
