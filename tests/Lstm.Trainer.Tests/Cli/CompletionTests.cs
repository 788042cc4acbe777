using System;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>What a shell is told of the command line.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("lstm tr", "trace train")]
    [InlineData("lstm train net --los", "--loss")]
    [InlineData("lstm train net --at ", "every last")]
    [InlineData("lstm evaluate net --part te", "test")]
    [InlineData("lstm train net --json ", "")]
    [InlineData("lstm completion z", "zsh")]
    public void Known_words_are_suggested(string line, string words)
    {
        Assert.Equal(0, tool.Call($"[suggest:{line.Length}]", line));
        Assert.Equal(words, string.Join(' ', tool.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _lstm lstm")]
    [InlineData("zsh", "compdef _lstm lstm")]
    [InlineData("fish", "complete --command lstm")]
    [InlineData("powershell", "Register-ArgumentCompleter -Native -CommandName lstm")]
    public void Each_shell_has_its_script(string shell, string line)
    {
        Assert.Equal(0, tool.Call("completion", shell));
        Assert.Contains(line, tool.Output);
        Assert.Contains("[suggest:", tool.Output);
    }

    [Fact]
    public void Another_shell_is_refused_with_those_there_are()
    {
        Assert.Equal(2, tool.Call("completion", "csh"));
        Assert.Contains("lstm: csh: expected one of bash, zsh, fish, powershell.", tool.Errors);
    }
}
