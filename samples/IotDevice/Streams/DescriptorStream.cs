using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IotDevice;

/// <summary>
/// One of the three descriptors that a program of Linux or macOS is given, as it is: where it is a file, the position that other
/// programs see moves along, and where it is a pipe whose reader has gone, writing says so.
/// </summary>
/// <param name="descriptor">Its number.</param>
/// <param name="heard">Whether it matters that somebody reads what is written: if not, it is no error that nobody can.</param>
internal sealed class DescriptorStream(int descriptor, bool heard = true) : Stream
{
    private const short Readable = 1; // POLLIN
    private const short Writable = 4; // POLLOUT

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        nint count;
        while ((count = Libc.Read(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length)) < 0)
        {
            GoOn(Readable);
        }
        return (int)count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint count = Libc.Write(descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (!heard && !Libc.WouldHaveWaited && !Libc.WasInterrupted)
            {
                return;
            }
            else
            {
                GoOn(Writable);
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // A signal came in between; or whoever shares the descriptor does not want to wait, as we do.
    private void GoOn(short wanted)
    {
        if (Libc.WouldHaveWaited)
        {
            var ready = new PollDescriptor { Descriptor = descriptor, Wanted = wanted };
            _ = Libc.Poll(ref ready, 1, milliseconds: -1);
        }
        else if (!Libc.WasInterrupted)
        {
            throw Libc.Failure();
        }
    }
}
