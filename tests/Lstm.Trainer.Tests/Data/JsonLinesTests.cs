using System;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>JSON lines.</summary>
public sealed class JsonLinesTests : DataFolder
{
    private static readonly NumberTarget Y = new(["y"]);

    [Theory]
    [InlineData("x.jsonl", "{\"a\":1,\"b\":2,\"y\":3}\n{\"a\":4,\"b\":5,\"y\":6}\n")]
    [InlineData("x.ndjson", "{\"a\":1e0, \"b\":\"2\", \"y\":3}\r\n\r\n  {\"y\":6.0,\"b\":5,\"a\":4}")]
    [InlineData("x.jsonl", "\uFEFF{\"\\u0061\":true,\"b\":2,\"y\":3}\n{\"a\":4,\"b\":5,\"y\":6}")]
    public void Objects_in_lines(string name, string text)
    {
        var data = Raw(name, text, options => options with { Target = Y });
        Assert.Equal(["a", "b"], data.InputNames);
        Assert.Equal([1f, 2f, 4f, 5f], data.Train[0].Inputs);
        Assert.Equal([3f, 6f], data.Train[0].Targets);
    }

    [Fact]
    public void What_is_left_out_or_null_is_missing()
    {
        var data = Raw("x.jsonl", "{\"a\":1,\"y\":3}\n{\"y\":6}\n{\"a\":null,\"y\":6}\n{\"a\":2,\"y\":null,\"late\":1}", options => options with { Target = Y, Inputs = ["a"], Missing = MissingValues.HoldLast });
        Assert.Equal([1f, 1f, 1f, 2f], data.Train[0].Inputs);
        Assert.Equal([3f, 6f, 6f, float.NaN], data.Train[0].Targets);
    }

    [Fact]
    public void Sequences_and_classes_are_text()
    {
        var data = Raw("x.jsonl", "{\"id\":\"q\",\"a\":1,\"state\":\"ok\"}\n{\"id\":\"p\",\"a\":2,\"state\":\"h\\u00f6t\"}\n{\"id\":\"q\",\"a\":3,\"state\":\"ok\"}", options => options with { Format = new JsonLinesFormat("id"), Target = new ClassTarget("state") });
        Assert.Equal(["x.jsonl, id q", "x.jsonl, id p"], data.Train.Select(sequence => sequence.Id));
        Assert.Equal(["höt", "ok"], data.Classes);
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
    }

    [Theory]
    [InlineData("{}\n", "x.jsonl: there is not a single value in it; each line is an object, e.g. {\"speed\": 3.5, \"load\": 0.2}")]
    [InlineData("{\"a\":1,\"y\":2}\n[1,2]", "x.jsonl, line 2: expected an object, e.g. {\"speed\": 3.5, \"load\": 0.2}, found an array")]
    [InlineData("{\"a\":1,\"y\":2}\n3", "x.jsonl, line 2: expected an object, e.g. {\"speed\": 3.5, \"load\": 0.2}, found \"3\"")]
    [InlineData("{\"a\":1,\"y\":[2]}", "x.jsonl, line 1: key \"y\": expected a number, text, true, false or null, found an array; give each value a key of its own")]
    [InlineData("{\"a\":1,\"y\":{}}", "x.jsonl, line 1: key \"y\": expected a number, text, true, false or null, found an object; give each value a key of its own")]
    [InlineData("{\"a\":1,\"a\":2,\"y\":2}", "x.jsonl, line 1: key \"a\": the key occurs twice in the object")]
    [InlineData("{\"a\":1,\"y\":2} {}", "x.jsonl, line 1: this is no JSON: ")]
    [InlineData("{\"a\":1,\"y\":NaN}", "x.jsonl, line 1: key \"y\": this is no JSON: 'N' is an invalid start of a value, at byte 12")]
    [InlineData("{\"a\":1,\n\"y\":2}", "x.jsonl, line 1: this is no JSON: ")]
    [InlineData("{\"a\":1,\"y\":\"hot\"}", "x.jsonl, line 1, column 2 \"y\": expected a number, found \"hot\"; a column that names classes is for --class-column")]
    [InlineData("{\"a\":1,\"y\":1e39}", "x.jsonl, line 1, column 2 \"y\": expected a number, found \"1e39\", which is not finite or beyond what a float holds")]
    [InlineData("{\"a\":1}", "x.jsonl: there is no column \"y\". The columns are 1 \"a\"")]
    [InlineData("{\"a\":1,\"y\":2}\n{\"y\":3}", "x.jsonl, line 2, column 1 \"a\": the input is missing")]
    public void What_is_wrong_and_where(string text, string message) => Assert.StartsWith(message, Complaint(() => Raw("x.jsonl", text, options => options with { Target = Y })), StringComparison.Ordinal);

    [Fact]
    public void An_array_that_nobody_asks_for_is_passed_over()
    {
        var data = Raw("x.jsonl", "{\"tags\":[\"a\",{\"b\":[1]}],\"a\":1,\"y\":2,\"more\":{}}\n{\"more\":{\"c\":null},\"a\":3,\"y\":4,\"tags\":[]}\n", options => options with { Inputs = ["a"], Target = Y });
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
        Assert.Equal([2f, 4f], data.Train[0].Targets);
    }

    [Fact]
    public void Keys_that_hardly_any_line_has_are_refused_before_their_memory_is_taken()
    {
        string text = string.Concat(Enumerable.Range(0, 3000).Select(key => $"{{\"k{key}\":1}}\n"));
        Assert.StartsWith("x.jsonl: 3000 lines and 3000 columns would be more than 2 values for each byte of the file", Complaint(() => Raw("x.jsonl", text, options => options with { InputsOnly = true })), StringComparison.Ordinal);
    }
}
