using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The program while it runs, step by step: nothing is done before the last thing has been seen to have an effect.</summary>
internal sealed class LiveDevice : IDisposable
{
    private readonly Process process;
    private readonly List<string> said = [];

    public LiveDevice(params string[] arguments)
        : this(Device.Start(arguments))
    {
    }

    public LiveDevice(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>The lines of standard error read up to now.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Reads standard error up to a line that contains a text.</summary>
    public async Task<string> Says(string text)
    {
        while (await process.StandardError.ReadLineAsync().WaitAsync(Device.Patience) is { } line)
        {
            said.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
        throw new InvalidOperationException($"The program ended without a word of \"{text}\"; it said:\n{Said}");
    }

    /// <summary>Sends a line.</summary>
    public async Task Send(string line)
    {
        await process.StandardInput.WriteAsync(line + "\n");
        await process.StandardInput.FlushAsync();
    }

    /// <summary>The next result.</summary>
    public Task<string?> Result() => process.StandardOutput.ReadLineAsync().WaitAsync(Device.Patience);

    /// <summary>Sends samples and reads a result for each, all of them before the next thing happens.</summary>
    public async Task<string> Play(IEnumerable<string> lines, int results)
    {
        var sending = process.StandardInput.WriteAsync(string.Concat(lines.Select(line => line + "\n")));
        var text = new StringWriter { NewLine = "\n" };
        await sending;
        await process.StandardInput.FlushAsync();
        for (int i = 0; i < results; i++)
        {
            await text.WriteLineAsync(await Result());
        }
        return text.ToString();
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Closes its standard input.</summary>
    public void EndInput() => process.StandardInput.Close();

    /// <summary>Waits for its end.</summary>
    public async Task<Outcome> End()
    {
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Device.Patience);
        string errors = await process.StandardError.ReadToEndAsync().WaitAsync(Device.Patience);
        await process.WaitForExitAsync().WaitAsync(Device.Patience);
        return new Outcome(process.ExitCode, output, string.Concat(said.Select(line => line + "\n")) + errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.Dispose();
    }
}

/// <summary>A folder of a test's own.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("iot");

    public string this[string file] => Path.Combine(directory.FullName, file);

    public string[] Files => [.. directory.GetFiles().Select(file => file.Name).Order()];

    public void Dispose() => directory.Delete(recursive: true);
}
