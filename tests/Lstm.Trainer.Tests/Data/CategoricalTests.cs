using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Columns of names go in as one number for each name of the training part.</summary>
public class CategoricalTests : DataFolder
{
    private const string Table = "day,x,y\nmon,1,5\ntue,2,6\nmon,3,7\nwed,4,8\n";

    private DataSet Read(string text, System.Func<DataOptions, DataOptions>? with = null) => Raw("x.csv", text, options => (with ?? (same => same))(options with
    {
        Inputs = ["day", "x"],
        Target = new NumberTarget(["y"]),
        Categorical = [new CategoricalInput("day")],
    }));

    [Fact]
    public void Each_name_is_an_input_behind_the_numbers()
    {
        var data = Read(Table, options => options with { InputScaling = Scaling.MeanAndDeviation });
        Assert.Equal(["x", "day=mon", "day=tue", "day=wed"], data.InputNames);
        Assert.Equal([1f, 1, 0, 0, 2, 0, 1, 0, 3, 1, 0, 0, 4, 0, 0, 1], data.InOwnUnits.Train[0].Inputs);
        Assert.Equal([2.5, 0, 0, 0], data.InputScaling!.Centre); // names are not scaled
        Assert.Equal([1.0, 1, 1], data.InputScaling.Scale.Skip(1));
        Assert.Equal(["mon", "tue", "wed"], data.Categorical.Single().Values!);
    }

    /// <summary>The names are those of the training part, whatever comes later.</summary>
    [Fact]
    public void A_name_that_is_not_known_is_an_error_or_none()
    {
        DataSet Later(UnknownCategories unknown) => Read(Table, options => options with { Split = new SplitByTime(0.25, 0), UnknownCategories = unknown });
        Assert.StartsWith("x.csv, line 5, column 1 \"day\": \"wed\" does not occur in the training part (--unknown-categories zeros takes it for none of its names)", Complaint(() => Later(UnknownCategories.Error)));
        var data = Later(UnknownCategories.Zeros);
        Assert.Equal(["x", "day=mon", "day=tue"], data.InputNames);
        Assert.Equal([4f, 0, 0], data.Validation[0].Inputs);
    }

    /// <summary>Of the names that a network knows some may be missing; one that it does not know is refused.</summary>
    [Theory]
    [InlineData("day")]
    [InlineData("1")]
    public void Names_that_a_network_knows_keep_their_inputs(string column)
    {
        DataSet Later(string text) => Read(text, options => options with { Categorical = [new CategoricalInput(column)], KnownCategories = [new CategoricalInput("day", ["wed", "mon", "tue"])] });
        var data = Later("day,x,y\ntue,1,5\nmon,2,6\n");
        Assert.Equal(["x", "day=wed", "day=mon", "day=tue"], data.InputNames);
        Assert.Equal([1f, 0, 0, 1, 2, 0, 1, 0], data.InOwnUnits.Train[0].Inputs);
        Assert.StartsWith("x.csv, line 2, column 1 \"day\": \"thu\" does not occur in the training part that the network knows (--unknown-categories zeros takes it for none of its names)", Complaint(() => Later("day,x,y\nthu,1,5\nmon,2,6\n")));
    }

    [Fact]
    public void Data_with_other_names_is_other_data() =>
        Assert.NotEqual(Read(Table).Digest, Read(Table.Replace("tue", "sun", System.StringComparison.Ordinal)).Digest);

    [Fact]
    public void A_missing_name_is_treated_as_a_missing_number_is()
    {
        const string Missing = "day,x,y\nmon,1,5\n,2,6\ntue,3,7\n";
        Assert.StartsWith("x.csv, line 3, column 1 \"day\": the input is missing; ", Complaint(() => Read(Missing)));
        Assert.Equal([1f, 1, 0, 2, 1, 0, 3, 0, 1], Read(Missing, options => options with { Missing = MissingValues.HoldLast }).Train[0].Inputs);
        Assert.Contains("--missing is not linear", Complaint(() => Read(Missing, options => options with { Missing = MissingValues.Linear })));
    }

    [Fact]
    public void Names_alone_and_the_calendar_behind_them()
    {
        var data = Read("at,day,x,y\n2024-01-01,mon,1,1\n2024-01-02,tue,1,2\n", options => options with { Inputs = ["day"], InputScaling = Scaling.MeanAndDeviation, Time = new TimeOptions { Calendar = [CalendarFeature.Hour] } });
        Assert.Equal(["day=mon", "day=tue", "hour_sin", "hour_cos"], data.InputNames);
        Assert.Equal([1f, 0, 0, 1, 0, 1, 0, 1], data.Train[0].Inputs);
    }

    [Fact]
    public void Thousands_of_names_are_refused() =>
        Assert.Contains("column 1 \"day\" has 1001 different names, and each would be an input; at most 1000 can be", Complaint(() => Read("day,x,y\n" + string.Concat(Enumerable.Range(0, 1001).Select(n => $"d{n},1,2\n")))));
}
