using System.IO;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Results on a terminal.</summary>
public sealed class LiveLineTests
{
    [Fact]
    public void The_latest_result_takes_the_place_of_the_one_before_and_messages_go_below()
    {
        using var terminal = new MemoryStream();
        using var live = new LiveLine(terminal);
        var messages = live.Below(terminal);
        live.Write("first\nsecond\n"u8);
        live.Write("third\n"u8);
        messages.Write("alarm\n"u8);
        messages.Write("another\n"u8);
        live.Write("fourth\n"u8);
        messages.Write("summary\n"u8);
        Assert.Equal("second\r\u001b[Kthird\nalarm\nanother\nfourth\nsummary\n", Encoding.UTF8.GetString(terminal.ToArray()));
    }
}
