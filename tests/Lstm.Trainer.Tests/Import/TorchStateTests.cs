using System;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What torch.save writes.</summary>
[Trait("Speed", "Slow")]
public sealed class TorchStateTests(TorchStates states, ITestOutputHelper output) : IClassFixture<TorchStates>
{
    [Theory]
    [InlineData("lstm", null, "lstm 5|lstm 5|dense 2")]
    [InlineData("gru", null, "gru 5 bidirectional|dense 2")]
    [InlineData("projection", null, "lstm 5 projection 2|dense 2")]
    [InlineData("rnn", "rnn:tanh,dense", "rnn 5 tanh|dense 2")]
    [InlineData("deep", "dense:relu=fc1,lstm,dense=fc2", "dense 4 relu|lstm 5|dense 2")]
    [InlineData("tokens", null, "embedding 7|gru 5|dense 2")]
    [InlineData("checkpoint", null, "lstm 5|dense 2")]
    [InlineData("beside", null, "lstm 5|dense 2")]
    [InlineData("among", null, "lstm 5|dense 2")]
    [InlineData("weightnorm", null, "lstm 5|dense 2")]
    [InlineData("weightnorm2", null, "lstm 5|dense 2")]
    [InlineData("normed", "lstm,norm,activation:relu,dense", "lstm 5|scale|relu|dense 2")]
    [InlineData("layernormed", "layer-norm,gru,layer-norm,activation:relu,dense", "layer-norm|gru 5|layer-norm|relu|dense 2")]
    [InlineData("layernormed_eps", "layer-norm=first,gru,layer-norm:0.1=norm,activation:relu,dense", "layer-norm|gru 5|layer-norm|relu|dense 2")]
    [InlineData("begun", null, "lstm 5 with initial state|lstm 5 with initial state|dense 2")]
    [InlineData("begun_gru", null, "gru 5 bidirectional with initial state|dense 2")]
    [InlineData("active", "lstm,dense:sigmoid", "lstm 5|dense 2 sigmoid")]
    [InlineData("before", "dense:tanh,lstm", "dense 4 tanh|lstm 2")]
    [InlineData("gap", "lstm,dense", "lstm 5|dense 2")]
    [InlineData("old", null, "lstm 5|dense 2")]
    [InlineData("old_checkpoint", null, "gru 5 bidirectional|dense 2")]
    [InlineData("wrapped", null, "lstm 5|dense 2")]
    [InlineData("averaged", null, "lstm 5|dense 2")]
    public void The_same_layers_and_answers(string name, string? layers, string expected)
    {
        var imported = Importer.Read(states.PathOf(name + ".pt"), new ImportOptions { Layers = layers });

        Assert.Equal(expected, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, states.PathOf(name + ".x.csv"), states.PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 2e-6);
    }

    [Theory]
    [InlineData("views.pt")]
    [InlineData("views2.pt")]
    public void Views_of_a_storage(string file)
    {
        float[][] whole = Answers.Read(states.PathOf("views.csv"));
        var imported = Importer.Read(states.PathOf(file), new ImportOptions());
        Assert.Equal(whole.SelectMany(row => row[..3]), imported.Tensors["lstm.weight_ih_l0"]);
        Assert.Equal(whole.Select(row => row[7]), imported.Tensors["lstm.bias_hh_l0"]);
    }

    [Fact]
    public void Of_several_state_dicts_one_is_named()
    {
        double First(string? state, params string[] ignored) => Importer.Read(states.PathOf(state is null ? "ema.pt" : "lightning.pt"), new ImportOptions { State = state, Ignored = ignored }).Tensors["lstm.weight_ih_l0"][0];
        double plain = First("state_dict");
        Assert.Equal(2 * plain, First("callbacks.EMA.ema_weights"), 1e-6);
        Assert.Equal(plain, First(null, "ema_model"));
        Assert.Equal(2 * plain, First(null, "model"), 1e-6);
        var error = Assert.Throws<ImportException>(() => First("ema"));
        Assert.Contains("--state: there is no state_dict \"ema\"; expected one of \"state_dict\", \"callbacks.EMA.ema_weights\"", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A spec may have the names that the file has, or those without what is around the network.</summary>
    [Theory]
    [InlineData("rnn.")]
    [InlineData("_orig_mod.module.model.rnn.")]
    public void A_spec_fits_with_and_without_wrappers(string prefix)
    {
        var whole = Importer.Read(states.PathOf("wrapped.pt"), new ImportOptions());
        string text = SpecWriter.Write(whole.Spec).Replace("\"rnn.", $"\"{prefix}", StringComparison.Ordinal).Replace("\"fc.", $"\"{prefix.Replace("rnn", "fc", StringComparison.Ordinal)}", StringComparison.Ordinal);
        var imported = Importer.Read(states.PathOf("wrapped.pt"), new ImportOptions { Spec = SpecParser.Parse(text).Model! });
        Assert.Equal(whole.Tensors["rnn.weight_hh_l0"], imported.Tensors[prefix + "weight_hh_l0"]);
        Assert.Equal(whole.Tensors["rnn.weight_hh_l0"], Importer.Read(states.PathOf("wrapped.pt"), new ImportOptions { Layers = "lstm,dense=_orig_mod.module.model.fc" }).Tensors["rnn.weight_hh_l0"]);
    }

    [Fact]
    public void Double_precision_is_rounded_and_said_to_be() =>
        Assert.Contains(Importer.Read(states.PathOf("double.pt"), new ImportOptions()).Notes, note => note.Contains("rounded", StringComparison.Ordinal));

    [Fact]
    public void Scripted_modules_give_their_tensors()
    {
        var imported = Importer.Read(states.PathOf("scripted.pt"), new ImportOptions());
        Assert.Equal("lstm 5|dense 2", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Contains(imported.Notes, note => note.Contains("not run", StringComparison.Ordinal));
    }

    /// <summary>The order of the modules and what stands between them is in the code that the archive holds.</summary>
    [Theory]
    [InlineData("head_scripted.pt", "head", "lstm 5|lstm 5|pool last|dense 4 relu|dense 2 sigmoid")]
    [InlineData("head_traced.pt", "head", "lstm 5|lstm 5|pool last|dense 4 relu|dense 2 sigmoid")]
    [InlineData("nested_scripted.pt", "nested", "dense 4 tanh|gru 5|dense 4 relu|dense 2 tanh")]
    [InlineData("nested_traced.pt", "nested", "dense 4 tanh|gru 5|dense 4 relu|dense 2 tanh")]
    [InlineData("final_scripted.pt", "final", "lstm 5|pool final|dense 2")]
    [InlineData("final_traced.pt", "final", "lstm 5|pool final|dense 2")]
    [InlineData("viewed_scripted.pt", "viewed", "lstm 5|pool final|dense 2")]
    [InlineData("viewed_traced.pt", "viewed", "lstm 5|pool final|dense 2")]
    [InlineData("causal_scripted.pt", "causal", "conv1d 4 kernel 3|leakyRelu|lstm 5|leakyRelu|dense 2 hardSigmoid")]
    [InlineData("causal_traced.pt", "causal", "conv1d 4 kernel 3|leakyRelu|lstm 5|leakyRelu|dense 2 hardSigmoid")]
    [InlineData("cut_traced.pt", "cut", "conv1d 4 kernel 3|relu|gru 5|dense 2")]
    [InlineData("ends_scripted.pt", "ends", "gru 5 bidirectional|gru 5 bidirectional|pool final|dense 2")]
    [InlineData("ends_traced.pt", "ends", "gru 5 bidirectional|gru 5 bidirectional|pool final|dense 2")]
    [InlineData("learnt_scripted.pt", "learnt", "lstm 5 with initial state|pool final|relu|dense 2")]
    [InlineData("learnt_traced.pt", "learnt", "lstm 5 with initial state|pool final|relu|dense 2")]
    [InlineData("active_scripted.pt", null, "lstm 5|dense 2 sigmoid")]
    [InlineData("called.pt", null, "lstm 5|dense 2 relu")]
    public void Code_says_what_stands_between(string file, string? answers, string layers)
    {
        var imported = Importer.Read(states.PathOf(file), new ImportOptions());
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Contains(imported.Notes, note => note.Contains("read as text and not run", StringComparison.Ordinal));
        if (answers is not null)
        {
            double difference = Answers.Difference(imported, states.PathOf(answers + ".x.csv"), states.PathOf(answers + ".y.csv"));
            output.WriteLine($"{file}: at most {difference:E2}");
            Assert.InRange(difference, 0, 1e-6);
        }
    }

    [Theory]
    [InlineData("module.pt", "__main__.Net", "state_dict()")]
    [InlineData("old_module.pt", "__main__.Net", "state_dict()")]
    [InlineData("ema.pt", "the same network 2 times, \"model\", \"ema_model\"", "--ignore model leaves the average, which usually answers better, --ignore ema_model the other")]
    [InlineData("lightning.pt", "2 state_dicts, \"state_dict\", \"callbacks.EMA.ema_weights\"", "--state NAME says which, e.g. --state state_dict; those with ema")]
    [InlineData("rnn.pt", "tanh or relu", "rnn:tanh")]
    [InlineData("deep.pt", "2 dense layers", "--layers \"dense:relu=fc1,lstm,dense=fc2\"")]
    [InlineData("normed.pt", "batch normalisation, \"norm\"", "--layers \"lstm,norm,activation:relu,dense\"")]
    [InlineData("layernormed.pt", "layer normalisation, \"first\", \"norm\" (by its tensors it could be a GroupNorm)", "--layers \"layer-norm=first,gru,layer-norm=norm,dense\"")]
    [InlineData("repeated.pt", "2 recurrent modules, \"encoder\", \"decoder\"", "--layers \"lstm=encoder,lstm=decoder\"")]
    [InlineData("active.pt", "\"activation\"", "--layers \"lstm,dense:sigmoid\"")]
    [InlineData("wrong_scripted.pt", "its own code calls \"select\"", "pool:final for one answer")]
    [InlineData("wrong_traced.pt", "its own code calls \"select\"", "--layers \"gru,dense\" if nothing does")]
    [InlineData("twice_scripted.pt", "its own code is no chain", "use a module twice")]
    [InlineData("twice_traced.pt", "its own code is no chain", "use a module twice")]
    [InlineData("added.pt", "its own code calls \"add\"", "--layers")]
    [InlineData("before.pt", "dense \"fc\" comes before lstm \"rnn\"", "--layers \"dense,lstm\"")]
    [InlineData("gap.pt", "the numbers of the modules leave out \"head.0\"", "--layers")]
    [InlineData("two.pt", "2 state_dicts, \"generator\", \"discriminator\"", "--state generator")]
    [InlineData("spectral.pt", "spectral norm", "remove_spectral_norm")]
    public void Is_refused_with_what_to_do(string file, string problem, string help)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(states.PathOf(file), new ImportOptions()));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(help, error.Message, StringComparison.Ordinal);
    }
}

/// <summary>Files that are written once for all tests.</summary>
public sealed class TorchStates : IDisposable
{
    private readonly Lazy<string> folder = new(() =>
    {
        string made = Directory.CreateTempSubdirectory("lstm-states-").FullName;
        Python.Run("torch", Path.Combine(AppContext.BaseDirectory, "Import", "torch_states.py"), made);
        return made;
    });

    /// <summary>A file.</summary>
    public string PathOf(string file) => Path.Combine(folder.Value, file);

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            Directory.Delete(folder.Value, recursive: true);
        }
    }
}
