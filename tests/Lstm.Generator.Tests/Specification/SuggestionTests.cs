using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class SuggestionTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("hidden", "HIDDEN", 0)]
    [InlineData("hiden", "hidden", 1)]
    [InlineData("hiddne", "hidden", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_letters_and_swaps(string from, string to, int distance)
    {
        Assert.Equal(distance, Suggestion.Distance(from, to));
        Assert.Equal(distance, Suggestion.Distance(to, from));
    }

    [Theory]
    [InlineData("peephol", "peephole")]
    [InlineData("pephole", "peephole")]
    [InlineData("Bias", "bias")]
    [InlineData("baises", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("B", "b")]
    [InlineData("c", null)]
    public void Nearest_is_near_or_nothing(string written, string? meant) =>
        Assert.Equal(meant, Suggestion.Nearest(written, ["hidden", "peephole", "bias", "type", "b"]));

    [Fact]
    public void Candidates_are_sorted_by_nearness() =>
        Assert.Equal(["arm.lstm.json", "arms.lstm.json", "leg.lstm.json"], Suggestion.ByNearness("Arm.lstm.json", ["leg.lstm.json", "arms.lstm.json", "arm.lstm.json"]));
}
