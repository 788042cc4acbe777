using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Names and defaults follow the version of Keras that a file states.</summary>
public class KerasVersionTests
{
    [Theory]
    [InlineData("2.15.0", 0.2f)]
    [InlineData("2.2.4-tf", 0.2f)]
    [InlineData("3.3.3", 1f / 6)]
    public void The_hard_sigmoid_is_that_of_the_version(string version, float slope)
    {
        var imported = Read(Metadata($$"""{"keras_version": "{{version}}"}"""));
        Assert.Equal(slope, imported.Spec.Layers.OfType<LstmLayerSpec>().Last().Activations.InputGate.Alpha);
        Assert.Contains($"Written by Keras {version}.", imported.Notes);
    }

    [Theory]
    [InlineData("""{"keras_version": "0.3.2"}""", "keras_version: it is \"0.3.2\"; expected Keras 1 to 3")]
    [InlineData("""{"keras_version": "4.0.0"}""", "it is \"4.0.0\"")]
    [InlineData("""{"keras_version": "two"}""", "it is \"two\"")]
    [InlineData("[]", "metadata.json: it is an array; expected an object")]
    [InlineData("""{}""", "hard_sigmoid, which is 0.2x + 0.5 until Keras 2 and x/6 + 0.5 in Keras 3")]
    public void What_no_version_settles_is_refused(string metadata, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read(Metadata(metadata)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_version_what_is_the_same_in_all_is_read()
    {
        var imported = Read(KerasFile.Rewritten("backwards", null, null, metadata => "{}"));
        Assert.Contains(imported.Notes, note => note.StartsWith("The file does not say which Keras wrote it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3.3.3", "\"negative_slope\": 0.1", 0.1f)]
    [InlineData("2.15.0", "\"alpha\": 0.3", 0.3f)]
    [InlineData("2.15.0", "\"negative_slope\": 0.1", null)]
    [InlineData("3.3.3", "\"alpha\": 0.3", null)]
    public void A_slope_has_the_name_that_the_version_gives_it(string version, string member, float? slope)
    {
        byte[] file = KerasFile.Rewritten("sequential", config => config.Replace("\"activation\": \"relu\", \"use_bias\": true, \"kernel_initializer\"", "\"activation\": {\"class_name\": \"LeakyReLU\", \"config\": {" + member + "}}, \"use_bias\": true, \"kernel_initializer\"", StringComparison.Ordinal), null, _ => $$"""{"keras_version": "{{version}}"}""");
        if (slope is null)
        {
            Assert.Throws<ImportException>(() => Read(file));
            return;
        }
        Assert.Equal(slope.Value, Read(file).Spec.Layers.OfType<DenseLayerSpec>().First().Activation.Alpha);
    }

    [Fact]
    public void A_GRU_of_Keras_3_must_say_where_it_resets()
    {
        byte[] file = KerasFile.Rewritten("backwards", config => config.Replace("\"reset_after\": true, ", "", StringComparison.Ordinal).Replace(", \"reset_after\": true", "", StringComparison.Ordinal), null);
        Assert.Contains("reset_after", Assert.Throws<ImportException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keras210.h5", 11)]
    [InlineData("keras213.keras", null)] // a layer is stateful
    [InlineData("keras20.h5", null)]
    [InlineData("sequential.keras", null)]
    public void A_window_of_fixed_length_is_kept(string file, int? window) => Assert.Equal(window, Importer.Read(KerasFile.PathOf(file), new ImportOptions()).Window);

    [Fact]
    public void A_network_without_a_memory_is_said_to_be_one()
    {
        const string Config = """{"class_name": "Sequential", "config": {"name": "mlp", "layers": [{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 4]}}, {"class_name": "Dense", "config": {"name": "d", "units": 1, "activation": "relu", "use_bias": true}}]}}""";
        var error = Assert.Throws<ImportException>(() => Read(KerasFile.Rewritten("backwards", _ => Config, null)));
        Assert.Contains("there is no recurrent layer, only InputLayer, Dense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_input_among_the_arguments_is_seen()
    {
        byte[] file = KerasFile.Rewritten("functional", config => config.Replace("\"kwargs\": {}", "\"kwargs\": {\"initial_state\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"state\", 0, 0]}}]}", StringComparison.Ordinal), null);
        Assert.Contains("\"state\"", Assert.Throws<ImportException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    private static byte[] Metadata(string text) => KerasFile.Rewritten("sequential", null, null, _ => text);

    private static ImportedModel Read(byte[] file) => Importer.Read(new ModelSource("a.keras", file), new ImportOptions());
}
