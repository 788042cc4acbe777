using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>A bad line is reported with its number, counted, and leaves no trace in the results.</summary>
[Trait("Speed", "Slow")]
public sealed class BadLineTests
{
    private static readonly string TooLong = new('7', 70_000);

    public static TheoryData<string, string> CsvLines => new()
    {
        { "1,word,0", "x2 is 'word'; expected a number" },
        { "1,,0", "x2 is empty; expected a number" },
        { "1,1,", "x3 is empty; expected a number" },
        { "NaN,1,0", "x1 is 'NaN'; expected a finite number" },
        { "1,Infinity,0", "x2 is 'Infinity'; expected a finite number" },
        { "1e60,1,0", "x1 is '1e60'; expected a finite number" },
        { "1,1x,0", "x2 is '1x'; expected a number" },
        { "1 1,1,0", "x1 is '1 1'; expected a number" },
        { "0x10,1,0", "x1 is '0x10'; expected a number" },
        { "1,5,1,0", "4 values; expected 3" },
        { "1,1", "2 values; expected 3" },
        { "5", "1 value; expected 3" },
        { "\"1,1,0", "quotes that do not enclose a value: '\"1,1,0'" },
        { "\"1\"2,1,0", "quotes that do not enclose a value: '\"1\"2,1,0'" },
        { "\u001b[31m,1,0", "x1 is '?[31m'; expected a number" },
        { "x1,x2,x3", "x1 is 'x1'; expected a number" },
        { "{\"x1\":5,\"x2\":1,\"x3\":0}", "quotes that do not enclose a value: '\"x2\":1,\"x3\":0}'" },
        { new string('8', 41) + "e9,1,0", "x1 is '" + new string('8', 40) + "…'; expected a finite number" },
        { TooLong + ",1,0", "longer than 65536 bytes" },
    };

    public static TheoryData<string, string> JsonLines => new()
    {
        { "{\"x1\":5,\"x2\":1", "no JSON from byte 15 on; expected an object or an array" },
        { "{\"x1\":5,\"x2\":1,\"x3\":0} 1", "no JSON from byte 24 on; expected an object or an array" },
        { "{\"x1\":5,\"x2\":1,\"x3\":0,}", "no JSON from byte 23 on; expected an object or an array" },
        { "{x1:5}", "no JSON from byte 2 on; expected an object or an array" },
        { "5,1,0", "no JSON from byte 2 on; expected an object or an array" },
        { "{\"x1\":5,\"x2\":1}", "x3 is missing; expected a number" },
        { "{\"x1\":5,\"x2\":1,\"x3\":null}", "x3 is 'null'; expected a number" },
        { "{\"x1\":\"5\",\"x2\":1,\"x3\":0}", "x1 is '\"5\"'; expected a number" },
        { "{\"x1\":[5],\"x2\":1,\"x3\":0}", "x1 is '['; expected a number" },
        { "{\"x1\":1e60,\"x2\":1,\"x3\":0}", "x1 is '1e60'; expected a finite number" },
        { "{\"x1\":5,\"x2\":1,\"x2\":1,\"x3\":0}", "x2 is there twice; expected it once" },
        { "{\"a\":{\"x1\":5,\"x2\":1,\"x3\":0}}", "x1 is missing; expected a number" },
        { "[5,1]", "2 values; expected 3" },
        { "[5,1,0,0]", "4 values; expected 3" },
        { "[5,[1],0]", "x2 is '['; expected a number" },
        { "\"5,1,0\"", "neither an object nor an array; expected a sample" },
        { "{\"a\":\"" + TooLong + "\"}", "longer than 65536 bytes" },
    };

    [Theory]
    [MemberData(nameof(CsvLines))]
    public async Task In_csv(string line, string message)
    {
        var rows = Lecture.Rows.ToList();
        rows.Insert(4, line);
        await Skipped(Lecture.Csv(rows), 6, message);
    }

    [Theory]
    [MemberData(nameof(JsonLines))]
    public async Task In_json(string line, string message)
    {
        var rows = Lecture.Rows.Select(row => $"[{row}]").ToList();
        rows.Insert(4, line);
        await Skipped(string.Join('\n', rows), 5, message);
    }

    [Fact]
    public async Task First_without_a_header() => await Skipped("1,nan,0\n" + string.Join('\n', Lecture.Rows), 1, "x2 is 'nan'; expected a finite number");

    [Fact]
    public async Task Last_and_cut_off() => await Skipped(Lecture.Csv() + "1,1", 11, "2 values; expected 3");

    [Fact]
    public async Task Many_allocate_nothing()
    {
        var csv = Enumerable.Repeat(CsvLines.Select(row => row.Data.Item1).Append("1,0,0"), 200).SelectMany(lines => lines);
        var outcome = (await Device.Pipe(Lecture.Csv(csv))).Ok();
        Assert.StartsWith("200 steps, 3800 lines skipped; 3701 messages left out; ", outcome.Summary, StringComparison.Ordinal);
        Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
        Assert.Equal(99, outcome.Faults.Length); // of nine kinds the first ten and the hundredth each
        Assert.Equal(9, outcome.Faults.Count(line => line.EndsWith("; the 10th like it: of those that follow only the 100th, the 1000th and so on are shown", StringComparison.Ordinal)));
        Assert.Equal(9, outcome.Faults.Count(line => line.EndsWith("; skipped; the 100th like it", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_header_without_end_is_refused_before_it_is_held()
    {
        var outcome = await Device.Pipe(new string(',', 60_000) + "\n", "--quiet");
        Assert.Equal((1, "line 1: more than 4096 fields; expected x1, x2, x3, in any order.\n"), (outcome.ExitCode, outcome.Errors));
    }

    [Fact]
    public async Task Exceptions_for_bad_json_are_told_apart()
    {
        var outcome = (await Device.Pipe("[1,1,1]\n{\n[1,1,1]\n")).Ok();
        Assert.Equal(["1", "2"], outcome.Results);
        Assert.Matches(@"; 0 bytes allocated in the loop \(and [1-9]\d* by exceptions for lines that are not JSON\)$", outcome.Summary);
    }

    private static async Task Skipped(string input, int number, string message)
    {
        var outcome = (await Device.Pipe(input)).Ok();
        Assert.Equal($"line {number}: {message}; skipped", Assert.Single(outcome.Faults));
        Assert.Equal(Lecture.Results, outcome.Results);
        Assert.StartsWith("9 steps, 1 line skipped; ", outcome.Summary, StringComparison.Ordinal);
    }
}
