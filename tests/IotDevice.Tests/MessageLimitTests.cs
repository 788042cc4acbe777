using System.Collections.Generic;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Of many like messages the first ten, the hundredth, the thousandth.</summary>
public sealed class MessageLimitTests
{
    [Fact]
    public void Of_a_kind()
    {
        var limit = new MessageLimit(2);
        List<long> written = [];
        for (long line = 1; line <= 100_000; line++)
        {
            if (limit.Admit(0, line) is > 0 and var count)
            {
                Assert.Equal(line, count);
                written.Add(line);
            }
        }
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000, 10_000, 100_000], written);
        Assert.Equal(100_000 - 14, limit.LeftOut);
        Assert.Equal(1, limit.Admit(1, 100_001)); // another kind
    }

    [Fact]
    public void After_a_calm_they_are_news_again()
    {
        var limit = new MessageLimit(1);
        for (int i = 1; i <= 50; i++)
        {
            limit.Admit(0, i);
        }
        Assert.Equal(0, limit.Admit(0, 50 + MessageLimit.Calm));
        Assert.Equal(1, limit.Admit(0, 50 + (2 * MessageLimit.Calm) + 1));
    }

    [Theory]
    [InlineData(1, "bad")]
    [InlineData(9, "bad")]
    [InlineData(10, "bad; the 10th like it: of those that follow only the 100th, the 1000th and so on are shown")]
    [InlineData(100, "bad; the 100th like it")]
    public void What_is_said_of_it(long count, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(MessageLimit.Mark(new Utf8Text(200).Add("bad"u8), count).Written));
}
