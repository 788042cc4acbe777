using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The ways in which the nine samples may be written.</summary>
[Trait("Speed", "Slow")]
public sealed class FormatTests
{
    private static string[][] Fields => [.. Lecture.Rows.Select(row => row.Split(','))];

    [Fact]
    public async Task Other_columns_in_another_order() =>
        await Same(["time,x3,note,x1,x2", .. Fields.Select((x, i) => $"12:0{i},{x[2]},\"a,b\"\"c\",{x[0]},{x[1]}")]);

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(" , ")]
    public async Task Separators(string separator) =>
        await Same([string.Join(separator, "x1", "x2", "x3"), .. Fields.Select(x => string.Join(separator, x))]);

    [Fact]
    public async Task Quotes() => await Same(["\"x1\", \"x2\" ,\"x3\"", .. Fields.Select(x => $"\"{x[0]}\", \" {x[1]}\" ,{x[2]}")]);

    [Fact]
    public async Task Exponents_and_signs() => await Same(["x1,x2,x3", .. Fields.Select(x => $"+{x[0]}.0,{x[1]}0e-1,.{x[2]}e+1")]);

    [Fact]
    public async Task No_header() => await Same(Lecture.Rows);

    [Fact]
    public async Task A_header_with_a_number_among_its_names() => await Same(["2024,x1,x2,x3", .. Lecture.Rows.Select(row => "9," + row)]);

    [Fact]
    public async Task Windows_line_ends_and_a_byte_order_mark() =>
        Assert.Equal(Lecture.Results, (await Device.Pipe("\uFEFF" + Lecture.Csv(newline: "\r\n"))).Ok().Results);

    [Fact]
    public async Task No_line_end_at_the_end() => Assert.Equal(Lecture.Results, (await Device.Pipe(Lecture.Csv().TrimEnd())).Ok().Results);

    [Fact]
    public async Task Blank_lines_and_comments() =>
        await Same(["", "# a comment", "  ", "x1,x2,x3", .. Lecture.Rows.SelectMany(row => new[] { "", row, "\t", "  # 1,1,1" })]);

    [Fact]
    public async Task Json_objects() =>
        await Same(Fields.Select((x, i) => $" {{\"t\":{i},\"x3\":{x[2]},\"nested\":{{\"x1\":99,\"a\":[1,{{}}]}}, \"x1\" : {x[0]}.0e0 ,\"\\u00782\":{x[1]},\"s\":\"}}\"}} "));

    [Fact]
    public async Task Json_arrays() => await Same(Lecture.Rows.Select(row => $"[{row}]"));

    [Fact]
    public async Task Formats_by_name()
    {
        await Same(Lecture.Rows.Select(row => $"[{row}]"), "--format", "jsonl");
        await Same(Lecture.Rows, "--format", "csv");
        Assert.Equal("line 1: neither an object nor an array; expected a sample; skipped", (await Device.Pipe("17\n", "--format", "jsonl")).Ok().Faults.Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n# nothing")]
    [InlineData("x1,x2,x3")]
    [InlineData("x1,x2,x3\n")]
    public async Task An_input_without_samples(string text)
    {
        var outcome = (await Device.Pipe(text)).Ok();
        Assert.Equal("", outcome.Output);
        Assert.Equal("0 steps, 0 lines skipped; step none; 0 bytes allocated in the loop", outcome.Summary);
    }

    [Theory]
    [InlineData("x1,x3,foo\n1,0,0\n", "line 1: the header has no column \"x2\"; there are \"x1\", \"x3\", \"foo\"; expected x1, x2, x3, in any order.")]
    [InlineData("\na,b\n", "line 2: the header has no column \"x1\"; there are \"a\", \"b\";")]
    [InlineData("\u001b[2Jx\0,b\n", "there are \"?[2Jx?\", \"b\";")]
    [InlineData("x1,x2,x3,x2\n", "line 1: the header has column \"x2\" 2 times;")]
    public async Task A_header_that_cannot_be_used(string text, string message)
    {
        var outcome = await Device.Pipe(text);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16_is_named()
    {
        byte[] text = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Lecture.Csv())];
        var outcome = await Device.Run(text, [.. Device.MemoryCell, "--input", "-"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("UTF-16", outcome.Errors, StringComparison.Ordinal);
    }

    private static async Task Same(System.Collections.Generic.IEnumerable<string> lines, params string[] arguments)
    {
        var outcome = (await Device.Pipe(string.Concat(lines.Select(line => line + "\n")), arguments)).Ok();
        Assert.Equal(Lecture.Results, outcome.Results);
        Assert.Empty(outcome.Faults);
    }
}
