using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Trainer.Cli;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A folder of its own to call the tool in, and what the last call said.</summary>
public sealed class ToolRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lstm-tool-").FullName;

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    /// <summary>The JSON objects of the last call.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Calls the tool; words with a "~/" before them are files of the folder.</summary>
    public int Call(params string[] words)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture), errors = new(CultureInfo.InvariantCulture);
        int code = LstmTool.Run([.. words.Select(word => word.Replace("~/", Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))], output, errors);
        (Output, Errors) = (output.ToString(), errors.ToString().Replace(Folder + Path.DirectorySeparatorChar, "~/", StringComparison.Ordinal));
        return code;
    }

    /// <summary>Calls it with words that have no spaces in them.</summary>
    public int Line(string line) => Call(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A machine's runs: "damaged" becomes 1 in every second run, when "a" begins to rise.</summary>
    public string WriteRuns(string name = "runs.csv", int runs = 12, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder("run,a,b,damaged\n");
        for (int run = 0; run < runs; run++)
        {
            int onset = run % 2 == 0 ? 1000 : 15;
            for (int t = 0; t < 30; t++)
            {
                text.Append(CultureInfo.InvariantCulture, $"r{run},{10 + (random.NextDouble() / 4) + (t > onset ? 2 : 0):0.###},{100 * random.NextDouble():0.##},{(t > onset ? 1 : 0)}\n");
            }
        }
        return Write(name, text.ToString());
    }

    /// <summary>A folder of folders, each for a class, with a few sequences.</summary>
    public void WriteKinds()
    {
        foreach (string kind in new[] { "a", "b" })
        {
            Directory.CreateDirectory(PathOf($"kinds/{kind}"));
            Write($"kinds/{kind}/1.csv", "x\n1\n2\n");
            Write($"kinds/{kind}/2.csv", "x\n3\n4\n");
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
