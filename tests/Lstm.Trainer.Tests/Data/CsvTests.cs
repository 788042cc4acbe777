using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>CSV files as people write them.</summary>
public sealed class CsvTests : DataFolder
{
    private static readonly NumberTarget Y = new(["y"]);

    [Theory]
    [InlineData("a,b,y\n1,2,3\n4,5,6\n")]
    [InlineData("a;b;y\r\n1;2;3\r\n4;5;6")]
    [InlineData("a\tb\ty\n1\t2\t3\n\n4\t5\t6\n")]
    [InlineData("# a, comment; first\n\"a\",\"b\",\"y\"\n\"1\", 2 ,3\n# one between\n4e0,+5,6.0\n")]
    [InlineData("\"a;x\",b,y\n1,2,3\n4,5,6\n")]
    [InlineData("\uFEFFa,b,y\n1,2,3\n4,5,6\n")]
    public void Separators_quotes_comments_and_line_ends(string text)
    {
        var sequence = Assert.Single(Raw("x.csv", text, options => options with { Target = Y }).Train);
        Assert.Equal(2, sequence.Length);
        Assert.Equal([1f, 2f, 4f, 5f], sequence.Inputs);
        Assert.Equal([3f, 6f], sequence.Targets);
        Assert.Empty(sequence.Classes);
    }

    [Theory]
    [InlineData("sep=;\na;y\n1;2\n3;4\n")]
    [InlineData("\uFEFF\"sep=;\"\r\na;y\r\n1;2\r\n3;4\r\n")]
    [InlineData("SEP=|\n# what it is\na|y\n1|2\n3|4\n")]
    [InlineData("sep=\t\na\ty\n1\t2\n3\t4\n")]
    [InlineData("sep=,\na,y\n1,2\n3,4\n")]
    public void The_separator_that_a_file_declares(string text)
    {
        var data = Raw("x.csv", text, options => options with { Target = Y });
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
        Assert.Equal([2f, 4f], data.Train[0].Targets);
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void Lines_are_counted_from_a_declared_separator_on() =>
        Assert.Equal("x.csv, line 3, column 2 \"y\": expected a number, found \"hot\"; a column that names classes is for --class-column", Complaint(() => Raw("x.csv", "sep=;\na;y\n1;hot\n", options => options with { Target = Y })));

    /// <summary>A name such as #12 is a value; a comment between rows is told with its line.</summary>
    [Fact]
    public void A_row_that_begins_with_the_sign_of_a_comment_is_a_row()
    {
        var data = Raw("x.csv", "# parts, by number\npart,a,y\n#12,1,2\n#7,3,4\n# the sensor was changed\n#12,5,6\n# \"again\"\n", options => options with { Target = Y, Inputs = ["a"] });
        Assert.Equal([1f, 3f, 5f], data.Train[0].Inputs);
        string note = Assert.Single(data.Warnings);
        Assert.EndsWith("x.csv: 2 lines below the first row, the first of them line 5, begin with # and have not as many fields as the first row: taken for comments.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_file_may_name_files_that_begin_with_the_sign_of_a_comment()
    {
        Write("runs/#1.csv", "a\n1\n2\n");
        Write("runs/2.csv", "a\n3\n4\n");
        var data = DataSet.Read(new DataOptions { Path = At("runs"), Target = new LabelFileTarget(Write("labels.csv", "file,class\n#1.csv,good\n2.csv,bad\n")) });
        Assert.Equal(["bad", "good"], data.Classes);
    }

    /// <summary>As numpy.savetxt writes the names of columns; before, the first row was lost to them, or refused.</summary>
    [Fact]
    public void Names_behind_the_sign_of_a_comment()
    {
        var data = Raw("x.csv", "# made by a program\n# a,y\n1,2\n3,4\n", options => options with { Target = Y });
        Assert.Equal(["a"], data.InputNames);
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
        Assert.Empty(data.Warnings);
    }

    [Theory]
    [InlineData("#id,a,y\np,1,2\n", true, "x.csv, line 1 begins with # and has as many fields as the first row below it")]
    [InlineData("#12,1,2\n7,3,4\n", false, "it was taken for a comment, since it stands before the first row.")]
    public void A_comment_that_may_be_more_is_told(string text, bool header, string note)
    {
        Write("x.csv", text + "q,3,4\n");
        var options = new DataOptions { Path = At("x.csv"), Format = new CsvFormat(Header: header), Inputs = ["2"], Target = new NumberTarget(["3"]) };
        Assert.Contains(DataSet.Read(options).Warnings, warning => warning.Contains(note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"p,q\"", "p,q")]
    [InlineData("p,q", "p,q")]
    [InlineData("\"p,q\",a", "p,q|a")]
    [InlineData("a, \"say \"\"x\"\"\"", "a|say \"x\"")]
    [InlineData("say \"x\"", "say \"x\"")]
    [InlineData("3,1-2", "say \"x\"|a|p,q")]
    public void Names_with_commas_and_quotes(string wanted, string expected)
    {
        var data = Raw("x.csv", "a,\"p,q\",\"say \"\"x\"\"\",y\n1,2,3,4\n", options => options with { Target = Y, Inputs = [wanted] });
        Assert.Equal(expected, string.Join('|', data.InputNames));
    }

    [Fact]
    public void True_and_false_are_1_and_0()
    {
        var sequence = Raw("x.csv", "a,y\ntrue,False\nFALSE,True\n", options => options with { Target = Y }).Train[0];
        Assert.Equal([1f, 0f], sequence.Inputs);
        Assert.Equal([0f, 1f], sequence.Targets);
    }

    [Theory]
    [InlineData(0, "Input column 2 \"y\" is also the target of the same time step, which a network then only has to copy. Choose the inputs (--inputs) without it, or look ahead (--horizon).")]
    [InlineData(1, null)]
    public void A_target_among_the_inputs_is_reported_where_it_only_has_to_be_copied(int horizon, string? warning)
    {
        var data = Raw("x.csv", "a,y\n1,2\n3,4\n", options => options with { Target = Y, Inputs = ["a", "y"], Horizon = horizon });
        Assert.Equal(warning is null ? [] : [warning], data.Warnings);
    }

    [Fact]
    public void A_part_without_a_single_target_is_refused() =>
        Assert.EndsWith(
            "the validation part has no target; every one in it is missing",
            Complaint(() => Raw("x.csv", "a,y\n1,2\n3,4\n5,6\n7,\n", options => options with { Target = Y, Missing = MissingValues.Mask, Split = new SplitByTime(0.25, 0) })),
            System.StringComparison.Ordinal);

    [Fact]
    public void A_card_names_columns_that_were_given_by_number()
    {
        var options = new DataOptions { Path = Write("x.csv", "a,id,y\n1,p,3\n4,q,6\n"), Format = new CsvFormat("2"), Inputs = ["1"], Target = new NumberTarget(["3"]) };
        var kept = Lstm.Training.Models.ModelCard.Of(Lstm.Training.Models.TaskKind.Regression, DataSet.Read(options), options, "mse").Data;
        Assert.Equal(["a"], kept.Inputs);
        Assert.Equal("id", Assert.IsType<CsvFormat>(kept.Format).SequenceColumn);
        Assert.Equal(["y"], Assert.IsType<NumberTarget>(kept.Target).Columns);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("2", "b")]
    [InlineData("1-3", "a,b,3")]
    [InlineData("3", "3")]
    [InlineData("3-3", "3")]
    public void Columns_by_name_number_and_range(string wanted, string expected)
    {
        var data = Raw("x.csv", "a,b,3,y\n1,2,3,4\n", options => options with { Target = Y, Inputs = [wanted] });
        Assert.Equal(expected, string.Join(',', data.InputNames));
    }

    [Fact]
    public void Without_a_header_columns_have_numbers()
    {
        var data = Raw("x.csv", "1,2\n3,4\n", options => options with { Format = new CsvFormat(Header: false), Target = new NumberTarget(["2"]) });
        Assert.Equal(["column1"], data.InputNames);
        Assert.Equal(["column2"], data.TargetNames);
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
    }

    [Fact]
    public void Scattered_rows_of_a_sequence_are_gathered_in_their_order()
    {
        var data = Raw("x.csv", "id,a,y\nq,1,0\np,2,0\nq,3,1\np,4,1\n", options => options with { Target = Y, Format = new CsvFormat("id") });
        Assert.Equal(["x.csv, id q", "x.csv, id p"], data.Train.Select(sequence => sequence.Id));
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
        Assert.Equal([2f, 4f], data.Train[1].Inputs);
    }

    [Fact]
    public void Classes_at_each_step_in_the_order_of_their_numbers()
    {
        var data = Raw("x.csv", "a,state\n1,10\n2,9\n3,10\n", options => options with { Target = new ClassTarget("state") });
        Assert.Equal(["9", "10"], data.Classes);
        Assert.Equal([1, 0, 1], data.Train[0].Classes);
        Assert.Equal((1, 2), (data.InputSize, data.OutputSize));
    }

    [Fact]
    public void A_target_at_the_last_step_only()
    {
        const string text = "a,b,y,state\n1,2,3,p\n4,5,6,q\n";
        Assert.Equal([6f], Raw("x.csv", text, options => options with { Inputs = ["a"], Target = Y, TargetAt = TargetAt.LastStep }).Train[0].Targets);
        Assert.Equal([1], Raw("x.csv", text, options => options with { Inputs = ["a"], Target = new ClassTarget("4"), TargetAt = TargetAt.LastStep }).Train[0].Classes);
    }

    [Theory]
    [InlineData("", "x.csv: the file is empty")]
    [InlineData(" \n\n", "x.csv: the file is empty")]
    [InlineData("# only\n", "x.csv: there is not a single row in it")]
    [InlineData("a,y\n", "x.csv: there is a header, but no row below it")]
    [InlineData("1,2\n3,4\n", "x.csv, line 1: expected the names of the columns, found only numbers (\"1, 2\"); if the file has no header, say so (--no-header)")]
    [InlineData("a,y\n1,2\n3\n", "x.csv, line 3: found 1 field, expected 2 as in line 1")]
    [InlineData("a,y\n1,2,3\n", "x.csv, line 2: found 3 fields, expected 2 as in line 1")]
    [InlineData("# c\na,y\n\n1,hot\n", "x.csv, line 4, column 2 \"y\": expected a number, found \"hot\"; a column that names classes is for --class-column")]
    [InlineData("a;y\n1;2,5\n", "x.csv, line 2, column 2 \"y\": expected a number, found \"2,5\"; the decimal mark is a point")]
    [InlineData("a,y\n1e39,2\n", "x.csv, line 2, column 1 \"a\": expected a number, found \"1e39\", which is not finite or beyond what a float holds; leave the field empty where there is no value (--missing says what becomes of it)")]
    [InlineData("a,y\n-inf,2\n", "x.csv, line 2, column 1 \"a\": expected a number, found \"-inf\", which is not finite; leave the field empty where there is no value (--missing says what becomes of it)")]
    [InlineData("a,y\n1,Infinity\n", "x.csv, line 2, column 2 \"y\": expected a number, found \"Infinity\", which is not finite or beyond what a float holds; leave the field empty where there is no value (--missing says what becomes of it)")]
    [InlineData("a,y\n1,\n", "x.csv, line 2, column 2 \"y\": the target is missing; mask it, or let its row be dropped (--missing mask or drop)")]
    [InlineData("a,y\n1,2\nNaN,2\n", "x.csv, line 3, column 1 \"a\": the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)")]
    [InlineData("a,y\n\n1,\"2\n3,4\n", "x.csv, line 3: a quotation mark is not closed on its line: \"\"2\"")]
    [InlineData("a,y\r\n1,\"2\r\n3,4\r\n", "x.csv, line 2: a quotation mark is not closed on its line: \"\"2\"")]
    [InlineData("a,y\n1,2\n3,\"4", "x.csv, line 3: a quotation mark is not closed on its line: \"\"4\"")]
    [InlineData("a,y\r\n1,2\"\r\n", "x.csv, line 2: there is a quotation mark within a field that is not quoted as a whole: \"2\"\"")]
    [InlineData("a,y\r\n1,2\r\n1,x\r\n", "x.csv, line 3, column 2 \"y\": expected a number, found \"x\"")]
    [InlineData("a,y,y\n1,2,3\n", "x.csv, line 1: 2 columns are called \"y\"; write the number of the one that is meant instead: 2 or 3")]
    [InlineData("time,heat\n1,2\n", "x.csv, line 1: there is no column \"y\". The columns are 1 \"time\", 2 \"heat\"")]
    [InlineData("y\n1\n", "x.csv, line 1: no column is left as input")]
    public void What_is_wrong_and_where(string text, string message) =>
        Assert.Equal(message, Complaint(() => Raw("x.csv", text, options => options with { Target = Y })));

    [Fact]
    public void A_column_misspelt_is_suggested() =>
        Assert.Equal(
            "x.csv, line 1: there is no column \"presure\"; did you mean \"pressure\"? The columns are 1 \"temperature\", 2 \"pressure\"",
            Complaint(() => Raw("x.csv", "temperature,pressure\n1,2\n", options => options with { Target = new NumberTarget(["presure"]) })));

    [Fact]
    public void A_row_without_a_sequence() =>
        Assert.Equal(
            "x.csv, line 3, column 1 \"id\": the row does not say which sequence it belongs to",
            Complaint(() => Raw("x.csv", "id,a,y\n1,1,1\n,1,1\n", options => options with { Target = Y, Format = new CsvFormat("id") })));

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xFF, (byte)'1' }, "x.csv, line 2: this is not UTF-8 text: byte 0xFF is invalid here; save the file as UTF-8")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, "x.csv, line 1: this is not UTF-8 text: byte 0xC3 is invalid here; save the file as UTF-8")]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'\n', 0 }, "x.csv, line 1: this is not UTF-8 text: it contains a zero byte, as binary files and UTF-16 text do")]
    public void What_is_no_text(byte[] bytes, string message) =>
        Assert.Equal(message, Complaint(() => DataSet.Read(new DataOptions { Path = Write("x.csv", bytes), Target = Y })));

    [Fact]
    public void A_file_that_is_not_there()
    {
        Write("train.csv", "a,y\n1,2\n");
        Assert.Equal("trian.csv: there is no such file; did you mean \"train.csv\"?", Complaint(() => DataSet.Read(new DataOptions { Path = At("trian.csv"), Target = Y })));
        Assert.EndsWith("there is no such file, nor the folder that it would be in", Complaint(() => DataSet.Read(new DataOptions { Path = At("none/x.csv"), Target = Y })), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Tabs_separate_a_tsv_whatever_stands_in_its_header()
    {
        var data = Raw("x.tsv", "a, in mm, mean\ty\n1\t2\n", options => options with { Format = new CsvFormat(), Target = new NumberTarget(["y"]) });
        Assert.Equal(["a, in mm, mean"], data.InputNames);
        data = Raw("x.tsv", "a, in mm, mean\ty\n1\t2\n", options => options with { Target = new NumberTarget(["y"]) });
        Assert.Equal(new CsvFormat(), data.Format); // another file may be written otherwise
    }

    [Fact]
    public void Columns_that_are_called_the_same_have_numbers()
    {
        var data = Raw("x.csv", "a,b,a,a\n1,2,3,4\n", options => options with { Inputs = ["1", "2"], Target = new NumberTarget(["3", "4"]) });
        Assert.Equal(["1", "b"], data.InputNames);
        Assert.Equal(["3", "4"], data.TargetNames);
    }

    [Fact]
    public void A_column_whose_name_has_commas_is_chosen_by_it()
    {
        var data = Raw("x.csv", "\"a, in mm\",b,\"y, mean\",c\n1,2,3,4\n", options => options with { Inputs = ["a, in mm", "b,c"], Target = new NumberTarget(["y, mean"]) });
        Assert.Equal(["a, in mm", "b", "c"], data.InputNames);
        Assert.Equal(["y, mean"], data.TargetNames);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-4.9406564584124654e-320")]
    [InlineData("+.5")]
    [InlineData("5.")]
    [InlineData("1E5")]
    [InlineData("0.49671415301123267")]
    [InlineData("12345678901234567890123")]
    [InlineData("9007199254740993")]
    [InlineData(" 7")]
    public void A_number_has_the_bits_that_the_class_library_reads(string text)
    {
        Assert.True(Cell.TryNumber(Encoding.UTF8.GetBytes(text), out double value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("3-2")] // a date, or a difference: the parser stops at the sign
    [InlineData("12abc")]
    [InlineData("1e")]
    [InlineData("1 2")]
    [InlineData("1e39")] // beyond what a float holds
    [InlineData("inf")]
    [InlineData(".")]
    public void What_only_begins_as_a_number_is_none(string text) => Assert.False(Cell.TryNumber(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_line_longer_than_a_part_of_the_file_and_lines_across_parts()
    {
        string wide = string.Join(',', Enumerable.Range(1, 100_000).Select(number => $"c{number}"));
        var sequence = Raw("x.csv", $"{wide}\r\n{string.Join(',', Enumerable.Range(1, 100_000))}\r\n", options => options with { Target = new NumberTarget(["c1"]) }).Train[0];
        Assert.Equal([2f, 100_000f], [sequence.Inputs[0], sequence.Inputs[^1]]);
        var rows = Raw("y.csv", "a,y\r" + string.Concat(Enumerable.Range(0, 40_000).Select(row => $"\"{row}\",1.5\r\n")), options => options with { Target = Y }).Train[0];
        Assert.Equal(Enumerable.Range(0, 40_000).Select(row => (float)row), rows.Inputs);
    }

    [Fact]
    public void Blank_lines_take_no_memory_for_numbers() => // the rows of a file are no more than its bytes by its columns
        Assert.InRange(SourceText.Read(Write("x.csv", "a,b,c,d\n1,2,3,4\n" + new string('\n', 4000))).Rows(4), 1, 1010);
}
