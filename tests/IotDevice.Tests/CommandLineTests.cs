using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Shared;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Options, and messages that help.</summary>
[Trait("Speed", "Slow")]
public sealed partial class CommandLineTests
{
    [Fact]
    public async Task The_readme_names_no_option_that_is_not_there()
    {
        string readme = Repository.Read("samples/IotDevice/README.md");
        string[] named = [.. ProgramLine().Matches(readme).SelectMany(line => Option().Matches(line.Groups["arguments"].Value)).Select(option => option.Value).Distinct()];
        Assert.True(named.Length > 5, "The page has lost its commands.");
        string help = (await Device.Run("--help")).Output + (await Device.Run("simulate", "--help")).Output + (await Device.Run("evaluate", "--help")).Output;
        Assert.All(named, option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no option --inptu; did you mean --input?", "--inptu", "-")]
    [InlineData("There is no option --modle; did you mean --model?", "--modle=memory-cell")]
    [InlineData("There is no option --frequency; there are --model, --input,", "--frequency", "3")]
    [InlineData("use --input samples.csv", "samples.csv")]
    [InlineData("--input wants a value.", "--input")]
    [InlineData("--quiet takes no value.", "--quiet=yes")]
    [InlineData("There is no model \"pumps\"; there are pump, memory-cell.", "--model", "pumps")]
    [InlineData("There is no option --run; did you mean --runs?", "simulate", "--run", "3")]
    [InlineData("--runs 0: expected a whole number from 1 to 100000.", "simulate", "--runs", "0")]
    [InlineData("--faults some: expected half, all or none.", "simulate", "--faults", "some")]
    [InlineData("--output wants a file's name.", "simulate", "--output", "")]
    [InlineData("--seed wants a value.", "evaluate", "--seed")]
    [InlineData("--seed and --validation-seed are both 2; expected two seeds", "evaluate", "--seed", "2")]
    [InlineData("--rate 0: expected samples per second, 0.001 to 1000000.", "--rate", "0")]
    [InlineData("--rate NaN: expected", "--rate", "NaN")]
    [InlineData("--digits 10: expected 0 to 9, or exact.", "--digits", "10")]
    [InlineData("--digits -1: expected", "--digits", "-1")]
    [InlineData("--save-every wants a file to save in", "--save-every", "10")]
    [InlineData("--save-every 0: expected a whole number from 1 to 2147483647.", "--state", "a", "--save-every", "0")]
    [InlineData("--metrics 70000: expected a whole number from 0 to 65535.", "--metrics", "70000")]
    [InlineData("--state wants a file's name.", "--state", "")]
    [InlineData("--selftest takes no value.", "--selftest=yes")]
    [InlineData("--input tcp:localhost: expected tcp:HOST:PORT, e.g. tcp:localhost:7000.", "--input", "tcp:localhost")]
    [InlineData("--input tcp:localhost:0: expected tcp:HOST:PORT", "--input", "tcp:localhost:0")]
    [InlineData("--input unix:: expected unix:PATH", "--input", "unix:")]
    [InlineData("--format xml: expected auto, csv or jsonl.", "--format", "xml")]
    public async Task Misuse(string message, params string[] arguments)
    {
        var outcome = await Device.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("--help", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_that_cannot_be_read()
    {
        string missing = Path.Combine(AppContext.BaseDirectory, "missing.csv");
        var outcome = await Device.Run("--input", missing);
        Assert.Equal((1, "", $"There is no file {missing}.\n"), (outcome.ExitCode, outcome.Output, outcome.Errors));
        outcome = await Device.Run("--input", AppContext.BaseDirectory);
        Assert.Equal((1, "", $"{AppContext.BaseDirectory} is a folder; expected a file.\n"), (outcome.ExitCode, outcome.Output, outcome.Errors));
        outcome = await Device.Run("--input", "");
        Assert.Equal((2, "", "--input wants a file's name.\nTry --help.\n"), (outcome.ExitCode, outcome.Output, outcome.Errors));
        outcome = await Device.Run("--state", "--quiet");
        Assert.Equal((2, "", "--state wants a value.\nTry --help.\n"), (outcome.ExitCode, outcome.Output, outcome.Errors));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var outcome = (await Device.Run("--help")).Ok();
        Assert.Equal("", outcome.Errors);
        foreach (string name in (string[])["--model", "--input", "--format", "--rate", "--digits", "--quiet", "--state", "--save-every", "--weights", "--range", "--metrics", "--selftest", "unix:", "tcp:", "SIGHUP", "--help", "memory-cell", "x1, x2, x3", "pump", "speed, flow, temperature, vibration", "simulate", "evaluate", "alarm"])
        {
            Assert.Contains(name, outcome.Output, StringComparison.Ordinal);
        }
        Assert.Equal(outcome, await Device.Run("-h"));
    }

    [Fact]
    public async Task Quiet_leaves_only_problems()
    {
        Assert.Equal("", (await Device.Run([.. Device.MemoryCell, "--quiet"])).Ok().Errors);
        Assert.Equal("line 2: 1 value; expected 3; skipped\n", (await Device.Pipe("x1,x2,x3\n1\n1,1,1\n", "-q")).Ok().Errors);
    }

    [Theory]
    [InlineData("0", "-1", "1235", "0")]
    [InlineData("2", "-0.75", "1234.57", "0")]
    [InlineData("6", "-0.75", "1234.567871", "0")]
    [InlineData("9", "-0.75", "1234.567871094", "0.000000001")]
    [InlineData("exact", "-0.75", "1234.5679", "1.1228329E-09")]
    public async Task Digits(string digits, params string[] expected)
    {
        var outcome = (await Device.Pipe("[-0.75,1,1]\n[0,-1,0]\n[1234.56789,1,1]\n[0,-1,0]\n[-0.0,0,1]\n", "--digits", digits)).Ok();
        Assert.Equal(expected[0], outcome.Results[0]);
        Assert.Equal(expected[1], outcome.Results[2]);
        Assert.Equal(expected[2], outcome.Results[4]); // what a reset leaves: 2^-40 of the memory
    }

    [GeneratedRegex("(IotDevice( --)?|\\$iot) (?<arguments>[^\n#|]*)")]
    private static partial Regex ProgramLine();

    [GeneratedRegex("(?<= )--[a-z-]+")]
    private static partial Regex Option();
}
