using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Formats.PyTorch.Scripts;
using Lstm.Training.Formats.RtNeural;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>
/// Whatever is in a file: it is imported, or an <see cref="ImportException"/> says why not, in words of ours. LSTM_FUZZ_ROUNDS sets another
/// number of rounds, LSTM_FUZZ_SEED another seed.
/// </summary>
[Trait("Speed", "Slow")]
public partial class ImportFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 300, Seed = 16;

    /// <summary>Parts of what .NET says of a mistake in a program.</summary>
    private static readonly string[] Foreign = ["Parameter '", "System.", "Index was", "Specified argument", "Object reference", "Unable to cast", "was not present", "overflow", "Exception", "Null character", "  "];

    /// <summary>What is put in the place of a word or number of JSON.</summary>
    private static readonly string[] Words = ["-1", "0", "1e999", "0.5", "4294967296", "9223372036854775807", "1e15", "null", "true", "[]", "{}", "\"\"", "\"x\"", "[[]]"];

    private static readonly Dictionary<string, Func<byte[]>> Valid = new()
    {
        ["a.onnx"] = () => Exported(Chain, OnnxExporter.Write),
        ["b.onnx"] = () => new TestGraph().Input("x", 1, 1, "time", 2).Node("Shape", ["x"], ["s"]).Whole("k", 1, 0).Node("Gather", ["s", "k"], ["g"]).Node("ConstantOfShape", ["g"], ["zeros"])
            .Whole("shape", 0, 1, 2).Whole("a", -1).Whole("b", long.MaxValue).Whole("c", 0).Node("Transpose", ["x"], ["t"], GraphWriter.Attributes("perm", 1L, 0L, 2L))
            .Floats("W", [1, 8, 2]).Floats("R", [1, 8, 2]).Node("LSTM", ["t", "W", "R"], ["Y"], GraphWriter.Attributes("activations", "Elu", "Tanh", "Tanh"), GraphWriter.Attributes("activation_alpha", 0.5f))
            .Node("Reshape", ["Y", "shape"], ["y"]).Node("Slice", ["y", "a", "b", "c"], ["z"]).Output("z").ToBytes(),
        ["c.onnx"] = () => new TestGraph { Opset = 12 }.Input("x", 1, 1, 5, 2).Floats("slope", [1], 0.5f).Floats("two", [1, 2], 1, 2).Whole("n", 4).Node("Transpose", ["x"], ["t"], GraphWriter.Attributes("perm", 1L, 0L, 2L))
            .Floats("W", [1, 8, 2]).Floats("R", [1, 8, 2]).Node("LSTM", ["t", "W", "R"], ["Y"], GraphWriter.Attributes("activations", "Affine", "Tanh", "ThresholdedRelu"), GraphWriter.Attributes("activation_alpha", 0.5f, 1f), GraphWriter.Attributes("activation_beta", 0.5f), GraphWriter.Attribute("clip", 2f))
            .Node("Squeeze", ["Y"], ["y"], GraphWriter.Attributes("axes", 1L)).Node("PRelu", ["y", "slope"], ["p"]).Node("Concat", ["two", "two"], ["four"], GraphWriter.Attribute("axis", 0)).Whole("first", 0).Node("Gather", ["four", "first"], ["one"])
            .Node("ConstantOfShape", ["n"], ["zeros"]).Node("ReduceProd", ["zeros"], ["zero"], GraphWriter.Attribute("keepdims", 0)).Node("Add", ["one", "zero"], ["sum"]).Node("Mul", ["p", "sum"], ["z"]).Output("z").ToBytes(),
        ["frames.onnx"] = () => OnnxFrameTests.Detector().ToBytes(),
        ["unrolled.onnx"] = () => OnnxCellTests.Unrolled("GRU", "torch").ToBytes(),
        ["looped.onnx"] = () => OnnxCellTests.Looped("LSTM").ToBytes(),
        ["scanned.onnx"] = () => OnnxCellTests.Scanned("LSTM").ToBytes(),
        ["branching.onnx"] = () => new TestGraph().Input("x", 1, "time", 1, 2).Input("u", 1, "time", 1, 2).Floats("W", [1, 8, 2]).Floats("R", [1, 8, 2]).Node("LSTM", ["x", "W", "R"], ["Y"]).Whole("axis", 1).Node("Squeeze", ["Y", "axis"], ["y"])
            .Node("Mul", ["y", "u"], ["m"]).Node("Concat", ["m", "y", "x"], ["c"], GraphWriter.Attribute("axis", 2)).Node("Tanh", ["c"], ["t"]).Node("Add", ["m", "u"], ["s"]).Output("t").Output("s").ToBytes(),
        ["quantised.onnx"] = () => OnnxQuantizedTests.Quantised().ToBytes(),
        ["a.safetensors"] = () => Exported(Modules, TorchScriptWriter.WriteWeights),
        ["a.pt"] = () => TestPickle.Archive(TestPickle.Network(["rnn", "fc"]), null, ("version", "3\n"u8.ToArray())),
        ["checkpoint.ckpt"] = () => TestPickle.Archive(new TestPickle.Dict([("epoch", 3), ("mean", new TestPickle.Foreign("numpy.core.multiarray", "scalar")), ("state_dict", TestPickle.Network(["rnn", "fc"])), ("loss", new TestPickle.Tensor("8"))])),
        ["scripted.pt"] = () => TestPickle.Archive(new TestPickle.Scripted("Net", ("rnn", new TestPickle.Scripted("LSTM", ("weight_ih_l0", new TestPickle.Tensor("8", 4, 2)), ("weight_hh_l0", new TestPickle.Tensor("8", 4, 1))))), null, ("code/__torch__/net.py", "torch.select(x)"u8.ToArray())),
        ["chained.pt"] = () => TestPickle.Archive(new TestPickle.Scripted("Net", ("rnn", new TestPickle.Scripted("torch.nn.modules.rnn.LSTM", ("weight_ih_l0", new TestPickle.Tensor("8", 4, 2)), ("weight_hh_l0", new TestPickle.Tensor("8", 4, 1)))), ("fc", new TestPickle.Scripted("torch.nn.modules.linear.Linear", ("weight", new TestPickle.Tensor("8", 2, 1))))), null,
            ("code/__torch__.py", "class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    rnn = self.rnn\n    y, _0, = (rnn).forward__0(x, None, )\n    _1 = torch.select(torch.slice(y, 0, 0, 9223372036854775807), 1, -1)\n    return torch.relu((getattr(self, \"fc\")).forward(_1, ))\n"u8.ToArray()),
            ("code/__torch__/torch/nn/modules/rnn.py", "class LSTM(Module):\n  batch_first : Final[bool] = True\n"u8.ToArray())),
        ["norm.pt"] = () => TestPickle.Archive(new TestPickle.Dict([.. TestPickle.Network().Entries[..4], ("fc.weight_g", new TestPickle.Tensor("8", 2, 1)), ("fc.weight_v", new TestPickle.Tensor("8", 2, 1)), ("fc.bias", new TestPickle.Tensor("8", 2))])),
        ["rtneural.json"] = () => Exported("""{ "type": "conv1d", "filters": 2, "kernel": 2 }, { "type": "gru", "hidden": 2 }, { "type": "lstm", "hidden": 2 }, { "type": "dense", "size": 1, "activation": "tanh" }""", RtNeuralExporter.Write),
        ["guitar.json"] = () => Encoding.UTF8.GetBytes("""{ "model_data": { "model": "SimpleRNN", "input_size": 1, "skip": 1, "output_size": 1, "unit_type": "RNN", "num_layers": 1, "hidden_size": 1, "bias_fl": true }, "state_dict": { "rec.weight_ih_l0": [[0.1]], "rec.weight_hh_l0": [[0.5]], "rec.bias_ih_l0": [0.1], "rec.bias_hh_l0": [0], "lin.weight": [[2]], "lin.bias": [0.5] } }"""),
        ["aida.json"] = () => Encoding.UTF8.GetBytes("""{ "in_shape": [null, 1], "in_skip": 1, "in_gain": 3, "out_gain": -3, "esr": 0.1, "input_batch": [1, 2], "output_batch": [[3], [4]], "metadata": { "name": "x" }, "layers": [ { "type": "lstm", "activation": "", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] } ] }"""),
        ["amp.nam"] = () => Encoding.UTF8.GetBytes("""{ "version": "0.5.4", "architecture": "LSTM", "config": { "input_size": 1, "hidden_size": 1, "num_layers": 1, "in_channels": 1 }, "weights": [ 1,2, 3,4, 5,6, 7,8, 9,10,11,12, 13, 14, 15, 16 ], "sample_rate": 48000 }"""),
        ["a.keras"] = () => Committed("bidirectional.keras"),
        ["b.keras"] = () => Committed("keras213.keras"),
        ["a.h5"] = () => Committed("keras210.h5"),
        ["latest.h5"] = () => Committed("latest.h5"),
        ["one.h5"] = () => Committed("keras1.h5"),
        ["old.pt"] = () => TestPickle.Legacy(TestPickle.Network(["rnn", "fc"])),
        ["amps.nam"] = () => Encoding.UTF8.GetBytes("""{ "version": "0.7.0", "architecture": "SlimmableContainer", "weights": [], "config": { "submodels": [ { "max_value": 1, "model": { "architecture": "LSTM", "config": { "input_size": 1, "hidden_size": 1, "num_layers": 1, "out_channels": 2 }, "weights": [ 1,2, 3,4, 5,6, 7,8, 9,10,11,12, 13, 14, 15, 16, 17, 18 ] } } ] } }"""),
        ["a.rnnn"] = RnNoiseTests.Text,
        ["rnn_data.c"] = RnNoiseTests.Code,
        ["cudnn.keras"] = () => Committed("cudnn.keras"),
        ["b.h5"] = () => Committed("keras20.h5"),
        ["a.weights.h5"] = () => Committed("backwards.weights.h5"),
        ["torchsharp-lstm.dat"] = () => Committed("torchsharp-lstm.dat"),
        ["torchsharp-lstm.pt"] = () => Committed("torchsharp-lstm.pt"),
        ["tflite-lstm.tflite"] = () => Committed("tflite-lstm.tflite"),
        ["tflite-hybrid.tflite"] = () => Committed("tflite-hybrid.tflite"),
        ["tflite-unrolled.tflite"] = () => Committed("tflite-unrolled.tflite"),
        ["tflite-looped.tflite"] = () => Committed("tflite-looped.tflite"),
        ["tflite-both.tflite"] = () => Committed("tflite-both.tflite"),
        ["tflite-conv.tflite"] = () => Committed("tflite-conv.tflite"),
        ["branching.keras"] = () => Committed("branching.keras"),
        ["words.h5"] = () => Committed("words.h5"),
        ["causal.pt"] = () => TestPickle.Archive(new TestPickle.Scripted("Net", ("conv", new TestPickle.Scripted("torch.nn.modules.conv.Conv1d", ("weight", new TestPickle.Tensor("8", 1, 2, 2)))), ("rnn", new TestPickle.Scripted("torch.nn.modules.rnn.LSTM", ("weight_ih_l0", new TestPickle.Tensor("8", 4, 1)), ("weight_hh_l0", new TestPickle.Tensor("8", 4, 1))))), null,
            ("code/__torch__.py", "class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    rnn = self.rnn\n    y = torch.leaky_relu((self.conv).forward(torch.pad(torch.transpose(x, 1, 2), [2, 0]), ), 0.2)\n    z, _0, = (rnn).forward__0(torch.permute(y, [2, 0, 1]), None, )\n    return torch.hardsigmoid(z)\n"u8.ToArray()),
            ("code/__torch__/torch/nn/modules/conv.py", "class Conv1d(Module):\n    _0 = torch.conv1d(input, weight, bias, [1], [0], [2], 1)\n"u8.ToArray()),
            ("code/__torch__/torch/nn/modules/rnn.py", "class LSTM(Module):\n  batch_first : Final[bool] = False\n"u8.ToArray())),
        ["tfjs-own/model.json"] = () => Committed("tfjs-own/model.json"),
        ["tfjs-converted/model.json"] = () => Committed("tfjs-converted/model.json"),
    };

    private const string Chain = """
        { "type": "conv1d", "filters": 2, "kernel": 2 }, { "type": "lstm", "hidden": 2, "peephole": true, "direction": "bidirectional" }, { "type": "gru", "hidden": 3, "clip": 2, "initialState": true },
        { "type": "scale", "tensor": "s", "offset": "o" }, { "type": "dense", "size": 3, "activation": "leakyRelu" }, { "type": "residual", "from": 3 }, { "type": "pool", "kind": "mean" }
        """;

    private const string Modules = """{ "type": "lstm", "hidden": 2 }, { "type": "dense", "size": 1 }""";

    public static TheoryData<string> Files => [.. Valid.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Only_an_ImportException_comes_out(string file)
    {
        var (seed, rounds) = Effort();
        output.WriteLine($"{file}, seed {seed}, {rounds} rounds");
        byte[] valid = Valid[file]();
        var options = new ImportOptions { Frame = file == "frames.onnx" ? 16 : null, Layers = file == "scripted.pt" ? "lstm" : null, Spec = file.EndsWith(".weights.h5", StringComparison.Ordinal) ? Importer.Read(new ModelSource("whole.keras", Committed("backwards.keras")), new ImportOptions()).Spec : null };
        string path = PathOf(file);
        Assert.NotEmpty(Importer.Read(new ModelSource(path, valid), options).Spec.Layers);
        var random = new Random(seed);
        int read = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = random.Next(2) == 0 ? Mutated(valid, random) : MutatedWithin(valid, random);
            try
            {
                Importer.Read(new ModelSource(path, bytes), options);
                read++;
            }
            catch (ImportException e)
            {
                Assert.StartsWith(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : path, e.Message, StringComparison.Ordinal);
                string said = Shown().Replace(e.Message, "\"…\"");
                Assert.False(Array.Exists(Foreign, words => said.Contains(words, StringComparison.Ordinal)), $"{file}, seed {seed}, round {round}: {e.Message}");
            }
            catch (Exception e)
            {
                Assert.Fail($"{file}, seed {seed}, round {round}: {e}");
            }
        }
        output.WriteLine($"{read} still read");
        Assert.InRange(read, 0, rounds - 1);
    }

    /// <summary>lstm import --explain says what is there, and what stopped it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_is_explained(string file)
    {
        const int Share = 4;
        var (seed, rounds) = Effort();
        byte[] valid = Valid[file]();
        var random = new Random(seed);
        for (int round = 0; round < rounds / Share; round++)
        {
            byte[] bytes = random.Next(2) == 0 ? Mutated(valid, random) : MutatedWithin(valid, random);
            var explanation = Explanation.Of(new ModelSource(PathOf(file), bytes), new ImportOptions());
            Assert.Equal(explanation.Imported is null, explanation.Refusal is not null);
        }
    }

    /// <summary>Of the layouts that few models have: no other exception, and no more memory than twice an import's budget.</summary>
    [Theory]
    [InlineData("layouts.h5")]
    [InlineData("layouts-latest.h5")]
    public void A_damaged_layout_is_refused(string name)
    {
        var (seed, rounds) = Effort();
        byte[] valid = Committed(name);
        var random = new Random(seed);
        int read = 0;
        long most = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = Mutated(valid, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var file = new Hdf5File(new ModelSource(name, bytes), bytes);
                Array.ForEach(["plain", "fixed", "list", "fixed_list"], text => file.Texts("", text));
                file.Text("crowded", "attribute9");
                foreach (var (path, dataset) in file.Datasets)
                {
                    dataset.Floats(path);
                }
                read++;
            }
            catch (ImportException)
            {
            }
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        output.WriteLine($"{name}, seed {seed}, {rounds} rounds: {read} still read, at most {most:N0} bytes");
        Assert.InRange(most, 0, 2 * (ImportBudget.BaseBytes + (ImportBudget.BytesPerByte * valid.Length)));
    }

    private static (int Seed, int Rounds) Effort() => (
        int.TryParse(Environment.GetEnvironmentVariable("LSTM_FUZZ_SEED"), out int seed) ? seed : Seed,
        int.TryParse(Environment.GetEnvironmentVariable("LSTM_FUZZ_ROUNDS"), out int rounds) ? rounds : Rounds);

    /// <summary>What a file shows of itself in a message.</summary>
    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Shown();

    [GeneratedRegex("""-?\d[\d.eE+-]*|"[^"]*"|\[[^\[\]]*\]|\btrue\b|\bnull\b""")]
    private static partial Regex Word();

    /// <summary>Of an archive an entry, packed again; of JSON a word or number.</summary>
    private static byte[] MutatedWithin(byte[] valid, Random random)
    {
        if (valid[0] == (byte)'{')
        {
            string text = Encoding.UTF8.GetString(valid);
            var words = Word().Matches(text);
            var word = words[random.Next(words.Count)];
            return Encoding.UTF8.GetBytes(text[..word.Index] + Words[random.Next(Words.Length)] + text[(word.Index + word.Length)..]);
        }
        if (!valid.AsSpan().StartsWith("PK"u8))
        {
            return Mutated(valid, random);
        }
        using var archive = new ZipArchive(new MemoryStream(valid));
        var entries = archive.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return (Name: entry.FullName, Content: content.ToArray());
        }).ToArray();
        var open = entries.Index().Where(entry => entry.Item.Content.Length > 0).ToList();
        var (chosen, (name, bytes)) = open[random.Next(open.Count)];
        entries[chosen] = (name, MutatedWithin(bytes, random));
        return TestPickle.Zip(entries);
    }

    private static byte[] Mutated(byte[] valid, Random random)
    {
        var bytes = valid.ToList();
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, valid[random.Next(valid.Length)..].Take(random.Next(1, 17)));
                    break;
                case 4:
                    byte[] extreme = random.Next(2) == 0 ? [0xff, 0xff, 0xff, 0xff] : [0xff, 0xff, 0xff, 0x7f];
                    for (int k = 0; k < extreme.Length && at + k < bytes.Count; k++)
                    {
                        bytes[at + k] = extreme[k];
                    }
                    break;
                default:
                    if (random.Next(4) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }
                    break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Exported(string layers, Func<ExportSource, byte[]> write)
    {
        var spec = SpecParser.Parse($$"""{ "input": 2, "layers": [ {{layers}} ] }""").Model!;
        var tensors = RandomTensors.Draw(spec, new Random(1)).ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        return write(new ExportSource("fuzz", spec, name => tensors[name]));
    }

    private static byte[] Committed(string file) => File.ReadAllBytes(KerasFile.PathOf(file));

    /// <summary>A model with files beside it is in its folder.</summary>
    private static string PathOf(string file) => file.Contains('/', StringComparison.Ordinal) ? KerasFile.PathOf(file) : file;
}
