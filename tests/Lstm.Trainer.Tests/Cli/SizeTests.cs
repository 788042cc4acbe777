using System;
using Lstm.Specification;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A network that no build takes is refused by the tool as well, at its place and with its number, before anything is made of it.</summary>
public sealed class SizeTests : IDisposable
{
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData(17, 4096, ", \"maxStateBytes\": 300000", "(1,118): error LSTM202: The state of one stream of 'net.lstm.json' takes 17180131392 bytes and may take 300000")]
    [InlineData(17, 4096, "", "(1,41): error LSTM203: ", "17179869184 bytes")]
    [InlineData(3, 4096, "", "takes 2147745856 bytes")]
    [InlineData(3, 4096, ", \"maxStateBytes\": 1024", "error LSTM202: ")]
    [InlineData(5, 4096, "", "takes 4295229504 bytes")]
    [InlineData(17, 1, "", "(1,41): error LSTM016: A step takes 4456576 bytes of the stack")]
    public void A_network_that_is_too_large_is_refused_at_its_place(int kernel, int dilation, string budget, params string[] told)
    {
        tool.Write("net.lstm.json", $$"""{ "input": 65536, "layers": [ { "type": "conv1d", "filters": 1, "kernel": {{kernel}}, "dilation": {{dilation}} } ]{{budget}} }""");
        foreach (string command in new[] { "inspect ~/net.lstm.json", "emit ~/net.lstm.json", "train ~/net.lstm.json --data ~/no.csv --target y" })
        {
            Assert.NotEqual(0, tool.Line(command));
            Assert.All(told, words => Assert.Contains(words, tool.Errors));
            Assert.Equal("", tool.Output);
        }
    }

    [Fact]
    public void Inspect_says_the_multiply_adds_of_the_generated_constant_and_that_a_state_is_large()
    {
        tool.Write("net.lstm.json", """{ "input": 3, "layers": [ { "type": "conv1d", "filters": 5, "kernel": 4, "stride": 2, "dilation": 2000 }, { "type": "gru", "hidden": 20 } ] }""");
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json --json"));
        Assert.Equal(30 + (3 * 20 * (5 + 20) / 2), tool.Lines[0].GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json"));
        Assert.Contains("\nwarning LSTM204: The state of one stream of 'net' takes 72192 bytes", tool.Output);
        Assert.Contains("the mean where a layer does not run in each", tool.Output);
        Assert.Equal(0, tool.Line("emit ~/net.lstm.json"));
        Assert.Contains("public const long MultiplyAddsPerStep = 780;", tool.Output);
        Assert.Contains("public const int StateBytes = 72192;", tool.Output);
    }

    [Fact]
    public void An_import_of_such_a_network_is_refused()
    {
        var builder = new ModelBuilder(new ModelSource("huge.json", []), 8192);
        builder.Add("conv", new ConvLayerSpec("conv0.", 1, 2, 1, 4096, Bias: true, ActivationKind.Identity), new NamedTensor("conv0.weight", new float[2 * 8192]), new NamedTensor("conv0.bias", [0]));
        Assert.Contains("takes 134250560 bytes, and .NET loads no struct of more than 134217720", Assert.Throws<ImportException>(builder.Build).Message);
    }

    [Fact]
    public void What_no_build_takes_is_not_trained()
    {
        LayerSpec[] layers = [new EmbeddingLayerSpec("embedding0.", 1 << 20, 4096), new RnnLayerSpec("", 0, 1, Bias: true, ActivationKind.Tanh)];
        Assert.Contains("17179869184 bytes", Assert.Throws<ArgumentException>(() => new NetworkParameters(new ModelSpec(1, new EquatableArray<LayerSpec>(layers)))).Message);
    }
}
