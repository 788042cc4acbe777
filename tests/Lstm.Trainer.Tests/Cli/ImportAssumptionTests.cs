using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Tests.Import;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>What a state_dict leaves open: asked, or settled by --verify, and nothing is written before.</summary>
public sealed class ImportAssumptionTests : IDisposable
{
    private readonly ToolRun tool = new();

    public ImportAssumptionTests() => File.WriteAllBytes(tool.PathOf("model.pt"), TestPickle.Archive(TestPickle.Network(["rnn", "fc", "activation"])));

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Is_asked()
    {
        Assert.Equal(1, tool.Line("import ~/model.pt --output ~/net"));
        Assert.Contains("\"activation\"", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("--layers \"lstm,dense:sigmoid\"", tool.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("net.safetensors")));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 1)]
    public void Is_settled_by_a_comparison(float error, int code)
    {
        float[][] samples = [[0.5f, 1], [-1, 0], [2, -2]];
        var model = Importer.Read(tool.PathOf("model.pt"), new ImportOptions { IsCompared = true });
        tool.Write("x.csv", string.Join('\n', samples.Select(row => FormattableString.Invariant($"{row[0]},{row[1]}"))));
        tool.Write("y.csv", string.Join('\n', Verification.Answers(model, samples).Select(row => FormattableString.Invariant($"{row[0] + error}"))));
        tool.Write("net.safetensors", "as it was");

        Assert.Equal(code, tool.Line("import ~/model.pt --output ~/net --force --verify ~/x.csv --expect ~/y.csv"));
        if (code == 0)
        {
            Assert.Contains("The comparison decides whether that is right", tool.Output, StringComparison.Ordinal);
            Assert.True(File.Exists(tool.PathOf("net.lstm.json")));
            return;
        }
        Assert.Contains("the answers differ by", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("\"activation\"", tool.Errors, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(tool.PathOf("net.safetensors")));
        Assert.False(File.Exists(tool.PathOf("net.lstm.json")));
    }
}
