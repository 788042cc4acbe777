using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Plain text, whose next token is to be told.</summary>
public sealed class TextTests : DataFolder
{
    [Fact]
    public void Characters_and_those_that_follow()
    {
        var data = Raw("x.txt", "ab🙂a", options => options with { Format = new TextFormat(TokenKind.Characters) });
        Assert.Equal(["a", "b", "🙂"], data.Classes);
        var sequence = Assert.Single(data.Train);
        Assert.Equal([0, 1, 2], sequence.Tokens);
        Assert.Equal([1, 2, 0], sequence.Classes);
        Assert.Empty(sequence.Inputs);
        Assert.Equal((3, 3), (data.InputSize, data.OutputSize));
    }

    [Fact]
    public void Words_in_windows()
    {
        var data = Raw("x.txt", "to be\n or  not to\tbe ", options => options with { Format = new TextFormat(TokenKind.Words), Windows = new Windowing(2, 2) });
        Assert.Equal(["be", "not", "or", "to"], data.Vocabulary!.Tokens);
        Assert.Equal(["3 0 > 0 2", "2 1 > 1 3"], data.Train.Select(window => $"{string.Join(' ', window.Tokens)} > {string.Join(' ', window.Classes)}"));
    }

    [Fact]
    public void The_vocabulary_is_that_of_the_training_part()
    {
        string test = Write("test.txt", "a\nc");
        DataSet Read(TextFormat format) => Raw("x.txt", "a b", options => options with { Format = format, TestPath = test });
        Assert.Equal("test.txt, line 2: the token \"c\" does not occur in the training part; train with --unknown-tokens reserve to have an entry for such tokens", Complaint(() => Read(new TextFormat(TokenKind.Words))));

        var data = Read(new TextFormat(TokenKind.Words, UnknownTokens.Reserve));
        Assert.Equal([Vocabulary.UnknownToken, "a", "b"], data.Classes);
        Assert.Equal([1], data.Test[0].Tokens);
        Assert.Equal([0], data.Test[0].Classes);
    }

    [Fact]
    public void Rare_words_stand_in_for_those_unknown()
    {
        var data = Raw("x.txt", "a b a c", options => options with { Format = new TextFormat(TokenKind.Words, UnknownTokens.Reserve, MinimumCount: 2) });
        Assert.Equal([Vocabulary.UnknownToken, "a"], data.Classes);
        Assert.Equal([1, 0, 1], data.Train[0].Tokens);
    }

    [Fact]
    public void Parts_by_time_share_no_token()
    {
        var data = Raw("x.txt", "aabbaabbab", options => options with { Format = new TextFormat(TokenKind.Characters), Split = new SplitByTime(0.2, 0.2) });
        Assert.Equal([5, 1, 1], new[] { data.Train, data.Validation, data.Test }.Select(part => Assert.Single(part).Length));
    }

    [Fact]
    public void A_single_token_is_followed_by_none() =>
        Assert.Equal("x.txt: nothing is left of the data; sequences too short for a step with a target: 1 of 1", Complaint(() => Raw("x.txt", "a", options => options with { Format = new TextFormat(TokenKind.Characters) })));

    [Fact]
    public void A_format_has_to_be_said() =>
        Assert.Equal("x.txt: files that end in \".txt\" may hold anything; say which format it is (--format)", Complaint(() => Raw("x.txt", "a")));
}
