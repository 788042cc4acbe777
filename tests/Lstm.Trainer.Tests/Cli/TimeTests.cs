using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm train with a column of times, and what predict makes of it: by the card, row by row as if read whole.</summary>
[Trait("Speed", "Slow")]
public sealed class TimeTests : IDisposable
{
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    private string Data(string name, int rows, bool irregular)
    {
        var text = new StringBuilder("timestamp,x,y\n");
        var time = new DateTime(2024, 3, 1);
        for (int row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss},{row % 7},{(row % 5) + 1}\n");
            time += TimeSpan.FromMinutes(irregular && row % 11 == 10 ? 47 : irregular && row % 13 == 12 ? 0 : 10);
        }
        return tool.Write(name, text.ToString());
    }

    [Fact]
    public void The_time_goes_from_train_to_predict_by_the_card()
    {
        Data("x.csv", 80, irregular: false);
        tool.Line("new ~/x.lstm.json --input 6 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --target y --horizon 1 --calendar hour,weekday --epochs 1"));
        Assert.Contains("time        timestamp, a row every 10 min", tool.Output);
        Assert.Contains("inputs      x, y, hour_sin, hour_cos, weekday_sin, weekday_cos", tool.Output);
        Assert.Equal(0, tool.Line("inspect ~/x.lstm.json"));
        Assert.Contains("time     timestamp, a row every 10 min", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/x.csv"));
        string[] lines = tool.Output.Split('\n');
        Assert.StartsWith("sequence,step,timestamp,", lines[0]);
        Assert.StartsWith("x.csv,1,2024-03-01 00:00:00,", lines[1]);
        Assert.StartsWith("x.csv,80,2024-03-01 13:10:00,", lines[80]);
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/x.csv --json --last"));
        Assert.Equal("2024-03-01 13:10:00", tool.Lines[0].GetProperty("time").GetString());
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/x.csv"));

        tool.Write("other.csv", "x,y\n1,2\n");
        Assert.Equal(1, tool.Line("predict ~/x.lstm.json --data ~/other.csv"));
        Assert.Contains("there is no column \"timestamp\"", tool.Errors);
    }

    [Fact]
    public void Day_or_month_first_is_asked_for_or_told_by_the_first_date_and_stands_in_the_card()
    {
        void Write(string name, DateTime from, string form) => tool.Write(name, "at,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => string.Create(CultureInfo.InvariantCulture, $"{from.AddHours(row).ToString(form, CultureInfo.InvariantCulture)},{row % 7},{row % 5}\n"))));
        Write("either.csv", new DateTime(2025, 4, 3), "dd'/'MM'/'yyyy HH:mm");
        Write("month.csv", new DateTime(2025, 4, 3), "MM'/'dd'/'yyyy HH:mm");
        Write("end.csv", new DateTime(2025, 1, 31), "dd'/'MM'/'yyyy HH:mm"); // to the first of February
        tool.Line("new ~/x.lstm.json --input 3 --hidden 2");
        const string Train = "train ~/x.lstm.json --inputs x --target y --epochs 1 --calendar month --data ";
        Assert.Equal(1, tool.Line(Train + "~/either.csv"));
        Assert.Contains("either.csv, line 2, column 1 \"at\": \"03/04/2025 00:00\": is this day/month/year or month/day/year? --date-order dmy (day first) or mdy (month first) says which", tool.Errors);
        Assert.Equal(1, tool.Line(Train + "~/end.csv --date-order mdy"));
        Assert.Contains("\"31/01/2025 00:00\": there is no such day in the calendar with the month first, as --date-order, the training data or the first date says", tool.Errors);
        string Answers(string data)
        {
            Assert.Equal(0, tool.Line($"predict ~/x.lstm.json --data ~/{data}"));
            return string.Concat(tool.Output.Split('\n').Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..] + "\n"));
        }
        Assert.Equal(0, tool.Line(Train + "~/either.csv --date-order dmy"));
        Assert.Equal(0, tool.Line("inspect ~/x.lstm.json"));
        Assert.Contains("  time     at, dates dmy, a row every ", tool.Output);
        string answers = Answers("either.csv");
        Assert.NotEqual(answers, Answers("month.csv")); // the card says that the day comes first
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/either.csv"));
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/month.csv --date-order mdy"));
        Assert.Equal(0, tool.Line(Train + "~/end.csv"));
        Assert.DoesNotContain("step back", tool.Output + tool.Errors);
        Answers("either.csv"); // the first date of training said it
        Assert.Equal(0, tool.Line(Train + "~/end.csv --validation ~/either.csv"));
    }

    [Fact]
    public void Without_a_feature_the_time_may_be_left_out()
    {
        Data("x.csv", 40, irregular: false);
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --inputs x --target y --epochs 1"));
        tool.Write("other.csv", "x\n1\n2\n");
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/other.csv"));
        Assert.StartsWith("sequence,step,y", tool.Output);
        Assert.Equal(1, tool.Line("train ~/x.lstm.json --data ~/x.csv --target y --epochs 1 --time-column none"));
        Assert.Contains("column 1 \"timestamp\": expected a number, found \"2024-03-01 00:00:00\": the column holds dates or times", tool.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--time-gaps split")]
    [InlineData("--time-gaps hold")]
    [InlineData("--resample 20min")]
    [InlineData("--resample 7min --resample-with mean")]
    [InlineData("--resample 20min --resample-with mean --time-gaps split")]
    public void Row_by_row_as_if_it_were_read_whole(string policy)
    {
        Data("x.csv", 80, irregular: false);
        Data("new.csv", 60, irregular: true);
        tool.Line("new ~/x.lstm.json --input 3 --hidden 2");
        Assert.Equal(0, tool.Line($"train ~/x.lstm.json --data ~/x.csv --inputs x --target y --calendar hour --epochs 1 {policy}"));
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/new.csv --out ~/streamed.csv"));
        Assert.Contains("note: Times in \"timestamp\", usually a row every 10 min: 5 gaps, the longest of 47 min (the first: ~/new.csv, ", tool.Errors);
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/new.csv --missing linear --out ~/whole.csv"));
        Assert.Equal(File.ReadAllText(tool.PathOf("whole.csv")), File.ReadAllText(tool.PathOf("streamed.csv")));
        Assert.True(File.ReadLines(tool.PathOf("streamed.csv")).Count() > 20);
    }

    [Theory]
    [InlineData("--resample 10", "--resample 10: expected a number and a unit")]
    [InlineData("--calendar hour,day", "--calendar day: expected hour, weekday or month")]
    [InlineData("--resample-with mean", "--resample-with needs --resample.")]
    [InlineData("--time-column none --calendar hour", "--time-column none says that there are none")]
    public void What_cannot_be_is_told(string options, string complaint)
    {
        Assert.Equal(2, tool.Line($"train ~/x.lstm.json --data ~/x.csv --target y {options}"));
        Assert.Contains(complaint, tool.Errors);
    }
}
