using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Shared;
using Lstm.Trainer.Cli;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Command lines of README and docs: the tool's are understood, and projects and scripts that others name are there.</summary>
[Trait("Speed", "Slow")]
public partial class DocumentTests
{
    private const string Trainer = "src/Lstm.Trainer";

    public static TheoryData<string> Pages { get; } = [.. Repository.Pages];

    [Theory, MemberData(nameof(Pages))]
    public void The_tool_understands_its_lines(string page)
    {
        foreach (string line in Lines(page))
        {
            string[] words = Words(line);
            int first = words[0] == "lstm" ? 1 : Array.IndexOf(words, Trainer) is > 0 and int at && words.Length > at + 1 && words[at + 1] == "--" ? at + 2 : -1;
            if (first > 0)
            {
                var result = LstmTool.Root().Parse([.. words[first..].Where(word => !word.StartsWith('@'))]);
                Assert.True(result.Errors.Count == 0 || words.Any(word => word.StartsWith('@')), $"{page}: {line}\n{string.Join("\n", result.Errors.Select(error => error.Message))}");
            }
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void What_lines_name_is_there(string page)
    {
        foreach (string word in Lines(page).SelectMany(Words).Select(word => word.TrimStart('@')))
        {
            if (NamesFile().IsMatch(word))
            {
                Assert.True(Path.Exists(Path.Combine(Repository.Root, word)), $"{page} names {word}, which is not there.");
            }
        }
    }

    [Fact]
    public void Every_line_is_of_a_program_that_is_known()
    {
        string[] known = ["lstm", "dotnet", "taskset", "cd", "cc", "scp", "./read-sensors", "arecord", "torchrun", "OPENBLAS_NUM_THREADS=1", "IotDevice", "sensor", "$iot", "sudo", "journalctl"];
        Assert.All(Repository.Pages.SelectMany(Lines), line => Assert.True(known.Contains(Words(line)[0]) || line.StartsWith("iot=", StringComparison.Ordinal) || Words(line)[0].StartsWith("tests/", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Common_tasks_run_as_they_stand()
    {
        using var tool = new ToolRun();
        var recording = new StringBuilder("reading,temperature,flow,alarm\n");
        for (int row = 0; row < 600; row++)
        {
            recording.Append(CultureInfo.InvariantCulture, $"{Math.Sin(row * 0.1):F4},{20 + (row % 7)},{Math.Cos(row * 0.03):F4},{(row % 50 > 40 ? 1 : 0)}\n");
        }
        tool.Write("recording.csv", recording.ToString());
        string[] lines = [.. Lines("docs/common-tasks.md")];
        Assert.True(lines.Length >= 10, "The page has lost its commands.");
        foreach (string line in lines)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(LstmTool).Assembly.Location, .. Words(line)[1..]]) { WorkingDirectory = tool.Folder, RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{line}\n{await output}\n{errors}");
        }
        Assert.All(["answers.csv", "gates.html", "GasAlarm.cs", "gas-alarm.onnx", "imported.safetensors", "forecast.safetensors"], name => Assert.True(File.Exists(tool.PathOf(name)), name));
    }

    [Fact]
    public void The_way_through_a_cluster_goes_as_the_import_page_says()
    {
        using var tool = new ToolRun();
        string page = Repository.Read("docs/import.md");
        string script = IndentedBlock().Matches(page).Single(block => block.Value.StartsWith("    import torch\n", StringComparison.Ordinal)).Value;
        tool.Write("train.py", string.Join('\n', script.Split('\n').Select(line => line.Length > 4 ? line[4..] : "")));
        tool.Write("recording.csv", "a,b,sum\n" + string.Join('\n', Enumerable.Range(0, 200).Select(row => FormattableString.Invariant($"{row % 7},{row % 5},{(row % 7) + (row % 5)}"))));
        Assert.Equal(0, tool.Call("new", "~/actuator.lstm.json", "--input", "2", "--hidden", "8"));
        Assert.Equal(0, tool.Call("train", "~/actuator.lstm.json", "--data", "~/recording.csv", "--target", "sum", "--window-length", "50", "--epochs", "1", "--no-report"));
        Assert.Equal(0, tool.Call("export", "~/actuator.lstm.json", "--pytorch", "~/actuator.py", "--safetensors", "~/start.safetensors"));
        Import.Python.Run(
            "torch",
            "-c",
            """
            import os, socket, subprocess, sys
            port = socket.socket(); port.bind(("127.0.0.1", 0))
            free = str(port.getsockname()[1]); port.close()
            ranks = [subprocess.Popen([sys.executable, "train.py"], cwd=sys.argv[1], env={**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": free, "WORLD_SIZE": "2", "RANK": rank}) for rank in "01"]
            sys.exit(max([rank.wait() for rank in ranks]))
            """,
            tool.Folder);
        Assert.Equal(0, tool.Call("import", "~/trained.safetensors", "--spec", "~/actuator.lstm.json", "--output", "~/returned"));
    }

    /// <summary>What is fenced as sh, or stands four spaces in and begins like a command; without remarks, continued lines joined.</summary>
    private static IEnumerable<string> Lines(string page)
    {
        string whole = Repository.Read(page).Replace("\\\n", " ", StringComparison.Ordinal);
        string text = Fence().Replace(whole, "");
        foreach (string block in IndentedBlock().Matches(text).Concat(ShellFence().Matches(whole)).Select(match => match.Value))
        {
            string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (!lines[0].StartsWith(' ') || Command().IsMatch(lines[0]))
            {
                foreach (string line in lines.Select(line => Remark().Replace(line.Trim(), "")).Where(line => line.Length > 0))
                {
                    yield return line;
                }
            }
        }
    }

    private static string[] Words(string line) => [.. CommandLineParser.SplitCommandLine(line)];

    [GeneratedRegex("^```\\w*\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?<=^```sh\n).*?(?=^```$)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellFence();

    [GeneratedRegex("(?<=\n\n)(    [^\n]+\n)(\n?    [^\n]+\n)*")]
    private static partial Regex IndentedBlock();

    [GeneratedRegex("^    (lstm|dotnet|taskset|tests/\\S+|\\./\\S+|cc|cd|scp|arecord|[A-Z_]+=\\S+) ?")]
    private static partial Regex Command();

    [GeneratedRegex("\\s+#.*$|\\s{3,}.*$")]
    private static partial Regex Remark();

    /// <summary>Not what the line before builds.</summary>
    [GeneratedRegex("^(src|samples|tests)/(?!.*/bin/)[^*{}]*$")]
    private static partial Regex NamesFile();
}
