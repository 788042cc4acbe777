using System;
using System.IO;

namespace IotDevice;

/// <summary>
/// Results on a terminal: the latest of those that are written takes the place of the one before. A message leaves it standing and goes below.
/// </summary>
/// <param name="terminal">Where to.</param>
internal sealed class LiveLine(Stream terminal) : WriteOnlyStream
{
    private bool isShown;

    /// <summary>The stream for messages, which may be on the same terminal.</summary>
    /// <param name="errors">Where they go.</param>
    public Stream Below(Stream errors) => new Messages(this, errors);

    public override void Write(ReadOnlySpan<byte> lines)
    {
        var whole = lines.TrimEnd((byte)'\n');
        terminal.Write(isShown ? "\r\u001b[K"u8 : default); // back to the beginning, and clear to the end
        terminal.Write(whole[(whole.LastIndexOf((byte)'\n') + 1)..]);
        isShown = true;
    }

    private void Leave()
    {
        if (isShown)
        {
            isShown = false;
            terminal.Write("\n"u8);
        }
    }

    private sealed class Messages(LiveLine line, Stream errors) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> message)
        {
            line.Leave();
            errors.Write(message);
        }
    }
}

/// <summary>What all streams have in common that are written to and no more.</summary>
internal abstract class WriteOnlyStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override void Write(ReadOnlySpan<byte> buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
