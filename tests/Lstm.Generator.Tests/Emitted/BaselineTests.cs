using System;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Emitted code is held on disk, so that a change to the emitter shows in review as a change to what it writes (Baselines/README.md).</summary>
public class BaselineTests
{
    private const string Update = "LSTM_UPDATE_BASELINES";

    /// <summary>One for each form of a layer, with and without peepholes, stacks, dense and scale layers.</summary>
    [Theory]
    [InlineData("Tiny1")]
    [InlineData("H3Peep")]
    [InlineData("H8")]
    [InlineData("H32")]
    [InlineData("H64")]
    [InlineData("Identity")]
    public void Emitted_code_is_the_baseline(string name)
    {
        string path = $"tests/Lstm.Generator.Tests/Baselines/{name}.g.cs.txt";
        string code = EmittedNetworks.Emit(EmittedNetworks.Golden[name], name);
        if (Environment.GetEnvironmentVariable(Update) is "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), code);
        }
        Assert.True(Repository.Has(path), $"{path} is missing: {Command}");
        string[] expected = Repository.Read(path).ReplaceLineEndings("\n").Split('\n'), actual = code.Split('\n');
        int line = Enumerable.Range(0, Math.Max(expected.Length, actual.Length)).FirstOrDefault(k => Line(expected, k) != Line(actual, k), -1);
        Assert.True(line < 0, $"{path}({line + 1}) is\n  {Line(expected, line)}\nand emitted is\n  {Line(actual, line)}\nIf that is meant: {Command}");
    }

    private const string Command = Update + "=1 dotnet test tests/Lstm.Generator.Tests, and review the difference.";

    private static string Line(string[] lines, int k) => k >= 0 && k < lines.Length ? lines[k] : "(nothing)";
}
