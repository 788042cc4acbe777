using System;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Shared;
using Xunit;

namespace IotDevice.Tests;

/// <summary>samples/Minimal prints what its page shows.</summary>
public sealed partial class MinimalTests
{
    [Fact]
    public async Task It_prints_what_its_page_shows()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Minimal.dll")]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Device.Patience);
        await process.WaitForExitAsync().WaitAsync(Device.Patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Shown().Match(Repository.Read("samples/Minimal/README.md")).Groups["output"].Value, output.ReplaceLineEndings("\n"));
    }

    [GeneratedRegex("```text\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
