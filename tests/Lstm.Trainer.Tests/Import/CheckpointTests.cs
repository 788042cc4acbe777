using System;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;
using static Lstm.Trainer.Tests.Import.TestPickle;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What a checkpoint holds beside a state_dict, and what a state_dict says of modules that have no tensors.</summary>
public class CheckpointTests
{
    [Theory]
    [InlineData("a.pt")]
    [InlineData("a.pth")]
    [InlineData("a.ckpt")]
    public void What_is_beside_the_state_dict_is_passed_over_and_said(string file)
    {
        var checkpoint = new Dict([("epoch", 5), ("loss", new Tensor("8", 1)), ("mean", new Foreign("numpy.core.multiarray", "_reconstruct")), ("hyper_parameters", new Foreign("lightning.fabric.utilities.data", "AttributeDict")), ("inner", new Dict([("state_dict", Network())]))]);
        var imported = Read(checkpoint, file);
        Assert.Equal("lstm 1|dense 1", Layers(imported));
        string said = Assert.Single(imported.Notes, note => note.StartsWith("\"inner.state_dict\" is the network", StringComparison.Ordinal));
        Assert.All(new[] { "\"epoch\"", "\"loss\" (a tensor [1])", "\"mean\" (numpy.core.multiarray._reconstruct)", "AttributeDict" }, words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    /// <summary>A loss' class weights are tensors beside the network, whatever they are called.</summary>
    [Theory]
    [InlineData("weight")]
    [InlineData("weights")]
    [InlineData("bias")]
    [InlineData("class.weight")]
    public void A_tensor_named_as_a_modules_beside_the_state_dict_is_passed_over(string name)
    {
        var imported = Read(new Dict([("state_dict", Network()), (name, new Tensor("8", 3))]));
        Assert.Equal("lstm 1|dense 1", Layers(imported));
        Assert.Contains(imported.Notes, note => note == $"\"state_dict\" is the network; \"{name}\" (a tensor [3]) beside it is left out.");
    }

    /// <summary>The state of a random generator is a number of 128 bits.</summary>
    [Fact]
    public void A_number_of_any_length_may_be_beside()
    {
        byte[] pickle = Encoding.Latin1.GetBytes("\u0080\u0002}X\u0003\0\0\0rng\u008a\u0010" + new string('\u0055', 16) + "s.");
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", Zip(("m/data.pkl", pickle))), new ImportOptions()));
        Assert.Contains("none of its entries \"rng\" holds tensors of modules", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_among_the_tensors_are_passed_over_and_said()
    {
        var imported = Read(Network(null, ("epoch", 3), ("scaler", new Foreign("numpy.core.multiarray", "scalar"))));
        Assert.Equal("lstm 1|dense 1", Layers(imported));
        Assert.Contains(imported.Notes, note => note.Contains("\"epoch\", \"scaler\" (numpy.core.multiarray.scalar) among the tensors are left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fc2.bias", "numpy.core.multiarray", "_reconstruct", "torch.from_numpy")]
    [InlineData("packed", "torch._utils", "_rebuild_qtensor", "plain tensor")]
    public void A_tensor_in_a_form_that_is_not_read_is_refused(string name, string module, string function, string help)
    {
        var error = Assert.Throws<ImportException>(() => Read(Network(null, (name, new Foreign(module, function)))));
        Assert.Contains($"\"{name}\": it is a {module}.{function}", error.Message, StringComparison.Ordinal);
        Assert.Contains(help, error.Message, StringComparison.Ordinal);
        Assert.Equal("lstm 1|dense 1", Layers(Read(Network(null, (name, new Foreign(module, function))), options: new ImportOptions { Ignored = [name] })));
    }

    [Fact]
    public void Of_several_state_dicts_one_must_be_left_out()
    {
        var two = new Dict([("generator", Network()), ("discriminator", Network())]);
        var error = Assert.Throws<ImportException>(() => Read(two));
        Assert.Contains("2 state_dicts, \"generator\", \"discriminator\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("--state generator", error.Message, StringComparison.Ordinal);
        Assert.Contains(Read(two, options: new ImportOptions { State = "generator" }).Notes, note => note.StartsWith("\"generator\" is the network", StringComparison.Ordinal));
        Assert.Contains(Read(two, options: new ImportOptions { Ignored = ["discriminator"] }).Notes, note => note.StartsWith("\"generator\" is the network", StringComparison.Ordinal));

        var average = new Dict([("model", Network()), ("ema", Network())]);
        Assert.Throws<ImportException>(() => Read(average));
    }

    [Theory]
    [InlineData("activation", "\"activation\"")]
    [InlineData("head.1", "\"head.1\"")]
    public void A_module_without_tensors_is_a_question(string module, string words)
    {
        var state = Network(["rnn", "fc", .. module.Contains('.') ? [module.Split('.')[0]] : Array.Empty<string>(), module]);
        var error = Assert.Throws<ImportException>(() => Read(state));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("--layers \"lstm,dense:sigmoid\"", error.Message, StringComparison.Ordinal);

        Assert.Equal("lstm 1|dense 1 sigmoid", Layers(Read(state, options: new ImportOptions { Layers = "lstm,dense:sigmoid" })));
        Assert.Equal("lstm 1|dense 1", Layers(Read(state, options: new ImportOptions { Ignored = [module] })));
        var assumed = Read(state, options: new ImportOptions { IsCompared = true });
        Assert.Equal("lstm 1|dense 1", Layers(assumed));
        Assert.Contains(words, assumed.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void One_recurrent_module_with_a_Linear_is_taken_and_says_what_was_assumed()
    {
        var imported = Read(Network(["rnn", "fc"]));
        Assert.Null(imported.Assumption);
        Assert.Contains(imported.Notes, note => note.StartsWith("No activation is assumed between the layers or behind them", StringComparison.Ordinal));
        Assert.Equal("lstm 1", Layers(Read(new Dict([.. Network().Entries[..4]]))));
    }

    [Theory]
    [InlineData("def forward(self, x):\n  return torch.sigmoid((self.fc).forward(x, ))\n", "\"sigmoid\"")]
    [InlineData("def forward(self, x):\n  _0 = __torch__.torch.nn.functional.___torch_mangle_3.relu\n  return torch.add(_0(x, False, ), x)\n", "\"relu\", \"add\"")]
    [InlineData("def forward(self, x):\n  return torch.select((self.fc).forward(x, ), 1, -1)\n", "\"select\"")]
    [InlineData("def forward(self, x):\n  return (self.fc).forward(torch.view(x, [-1, 1]), )\n", "\"view\"")]
    [InlineData("def forward(self, x, z):\n  return (self.fc).forward((self.rnn).forward(z, ), )\n", null)]
    public void The_code_of_a_scripted_module_is_looked_at(string code, string? calls)
    {
        var module = new Scripted("Net", [.. new[] { "rnn", "fc" }.Select(name => ((object)name, (object?)new Scripted(name, [.. Network().Entries.Where(entry => ((string)entry.Key).StartsWith(name + ".", StringComparison.Ordinal)).Select(entry => ((object)((string)entry.Key)[(name.Length + 1)..], entry.Value))]))), ("drop", new Scripted("Dropout"))]);
        byte[] archive = Archive(module, null, ("version", "3\n"u8.ToArray()), ("code/__torch__/net.py", Encoding.UTF8.GetBytes(code)), ("code/__torch__/torch/nn/modules/rnn.py", "torch.tanh(x)"u8.ToArray()));
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", archive), new ImportOptions()));
        Assert.Contains(calls is null ? "its own code is no chain of modules and functions known here" : $"its own code calls {calls},", error.Message, StringComparison.Ordinal);
        var said = Importer.Read(new ModelSource("a.pt", archive), new ImportOptions { Layers = "lstm, pool:last, dense" });
        Assert.Equal("lstm 1|pool last|dense 1", Layers(said));
        Assert.Contains(said.Notes, note => note.StartsWith("\"drop\" (Dropout) is left out", StringComparison.Ordinal));
    }

    /// <summary>A statement of the code, in place of the one that makes the answer; what is not understood is asked.</summary>
    [Theory]
    [InlineData("torch.sigmoid((fc).forward(y, ))", "lstm 1|dense 1 sigmoid")]
    [InlineData("torch.tanh(torch.relu((fc).forward(torch.select(y, 1, -1), )))", "lstm 1|pool last|dense 1 relu|tanh")]
    [InlineData("(fc).forward(torch.mean(y, [1]), )", "lstm 1|pool mean|dense 1")]
    [InlineData("torch.tanh((fc).forward(torch.dropout(y, 0.5, False), ))", "lstm 1|dense 1 tanh")]
    [InlineData("torch.relu((fc).forward(torch.select(y, 0, -1), ))", null)]
    [InlineData("torch.relu((fc).forward(torch.dropout(y, 0.5, True), ))", null)]
    [InlineData("torch.relu(torch.add((fc).forward(y, ), y))", null)]
    [InlineData("torch.relu((fc).forward(y, )", null)]
    [InlineData("torch.log_softmax((fc).forward(y, ), 1)", null)]
    public void The_code_of_a_scripted_module_says_its_chain(string answer, string? layers)
    {
        Scripted Of(string name, string type) => new(type, [.. Network().Entries.Where(entry => ((string)entry.Key).StartsWith(name + ".", StringComparison.Ordinal)).Select(entry => ((object)((string)entry.Key)[(name.Length + 1)..], entry.Value))]);
        var module = new Scripted("Net", ("rnn", Of("rnn", "torch.nn.modules.rnn.LSTM")), ("fc", Of("fc", "torch.nn.modules.linear.Linear")));
        string code = $"class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    rnn = self.rnn\n    y, _0, = (rnn).forward__0(x, None, )\n    fc = self.fc\n    return {answer}\n";
        byte[] archive = Archive(module, null, ("version", "3\n"u8.ToArray()), ("code/__torch__.py", Encoding.UTF8.GetBytes(code)), ("code/__torch__/torch/nn/modules/rnn.py", "class LSTM(Module):\n  batch_first : Final[bool] = True\n"u8.ToArray()));
        if (layers is null)
        {
            Assert.Contains("its own code calls", Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", archive), new ImportOptions())).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(layers, Layers(Importer.Read(new ModelSource("a.pt", archive), new ImportOptions())));
    }

    [Theory]
    [InlineData("3", "little", null, "of version 3, little-endian")]
    [InlineData("11", "little", "version: the archive is of version \"11\"; expected 1 to 10", null)]
    [InlineData("3", "middle", "byteorder: it is \"middle\"", null)]
    public void The_version_and_byte_order_are_read_and_said(string version, string order, string? refused, string? said)
    {
        byte[] archive = Archive(Network(), null, ("version", Encoding.ASCII.GetBytes(version + "\n")), ("byteorder", Encoding.ASCII.GetBytes(order)));
        if (refused is not null)
        {
            Assert.Contains(refused, Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", archive), new ImportOptions())).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Contains(Importer.Read(new ModelSource("a.pt", archive), new ImportOptions()).Notes, note => note.Contains(said!, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_begin_with_their_highest_byte_are_turned_round()
    {
        float[] values = [.. Enumerable.Range(1, 8).Select(k => 0.5f / k)];
        float[] turned = [.. values.Select(value => BitConverter.ToSingle([.. BitConverter.GetBytes(value).Reverse()]))];
        byte[] archive = Archive(Network(), new System.Collections.Generic.Dictionary<string, float[]> { ["8"] = turned }, ("byteorder", "big"u8.ToArray()));
        Assert.Equal(values, Importer.Read(new ModelSource("a.pt", archive), new ImportOptions()).Tensors["rnn.weight_ih_l0"]);
    }

    private static ImportedModel Read(object value, string file = "a.pt", ImportOptions? options = null) => Importer.Read(new ModelSource(file, Archive(value)), options ?? new ImportOptions());

    private static string Layers(ImportedModel model) => string.Join('|', model.Spec.Layers.Select(layer => layer.Label));
}
