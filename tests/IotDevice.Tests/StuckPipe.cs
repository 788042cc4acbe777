using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace IotDevice.Tests;

/// <summary>A named pipe of Linux that is open and that nobody reads.</summary>
internal sealed class StuckPipe : IDisposable
{
    private const int Page = 4096;
    private const int Pages = 16; // that a pipe has
    private readonly FileStream ends;

    /// <summary>Makes it.</summary>
    public StuckPipe(string path)
    {
        using var mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
        ends = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>Fills all of its pages but one, with zeros.</summary>
    public Task Fill() => ends.WriteAsync(new byte[(Pages - 1) * Page]).AsTask().WaitAsync(Device.Patience);

    /// <summary>What others have written up to now.</summary>
    public async Task<string> Written()
    {
        var text = new StringBuilder();
        byte[] page = new byte[Page];
        await ends.WriteAsync("\0end"u8.ToArray()).AsTask().WaitAsync(Device.Patience);
        while (!text.ToString().EndsWith("\0end", StringComparison.Ordinal))
        {
            int count = await ends.ReadAsync(page).AsTask().WaitAsync(Device.Patience);
            text.Append(Encoding.UTF8.GetString(page, 0, count));
        }
        return text.ToString(0, text.Length - "\0end".Length).Trim('\0');
    }

    public void Dispose() => ends.Dispose();
}
