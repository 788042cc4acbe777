using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Tables without a header, and the steps left until a sequence ends.</summary>
public sealed class RemainingStepsTests : DataFolder
{
    private const string Engines = "1 1 0.5  \n1 2 0.25\n 1\t3 0.125\n2 1 9\n2 2 8\n";

    [Fact]
    public void Steps_left_up_to_a_cap_and_beyond_the_end()
    {
        string test = Write("test.txt", "1 1 7\n1 2 6\n2 1 5\n");
        var target = new RemainingStepsTarget(Cap: 4, TestEndsPath: Write("ends.txt", "3 \n0 \n"));
        var data = Read(options => options with { Target = target, TestPath = test });
        Assert.Equal(["2 1 0", "1 0"], data.Train.Select(engine => string.Join(' ', engine.Targets)));
        Assert.Equal(["4 3", "0"], data.Test.Select(engine => string.Join(' ', engine.Targets)));
        Assert.Equal([0.5f, 0.25f, 0.125f], data.Train[0].Inputs);
        Assert.Equal(["remaining steps"], data.TargetNames);
    }

    [Theory]
    [InlineData("3\n", "ends.txt: found 1 number, expected one for each of the 2 test sequences")]
    [InlineData("3\n-1\n", "ends.txt, line 2: expected the steps left after a sequence, at least 0, found -1")]
    [InlineData("3\n?\n", "ends.txt, line 2: expected the steps left after a sequence, at least 0, found ?")]
    [InlineData("three\n1\n", "ends.txt, line 1: expected a number, found \"three\"")]
    public void Ends_that_do_not_fit(string ends, string message)
    {
        string test = Write("test.txt", "1 1 7\n2 1 5\n");
        var target = new RemainingStepsTarget(TestEndsPath: Write("ends.txt", ends));
        Assert.Equal(message, Complaint(() => Read(options => options with { Target = target, TestPath = test })));
    }

    [Fact]
    public void Ragged_rows() =>
        Assert.Equal("x.txt, line 2: found 2 fields, expected 3 as in line 1", Complaint(() => Raw("x.txt", "1 1 1\n1 1\n", options => options with { Format = new WhitespaceFormat("1"), Target = new RemainingStepsTarget() })));

    private DataSet Read(System.Func<DataOptions, DataOptions> with) =>
        Raw("x.txt", Engines, options => with(options with { Format = new WhitespaceFormat("1"), Inputs = ["3"] }));
}
