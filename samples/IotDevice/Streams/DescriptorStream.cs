using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IotDevice;

/// <summary>
/// One of the three descriptors that a program of Linux or macOS is given, as it is: where it is a file, the position that other
/// programs see moves along, and where it is a pipe whose reader has gone, writing says so.
/// </summary>
/// <param name="descriptor">Its number.</param>
/// <param name="heard">Whether it matters that somebody reads what is written: if not, it is no error that nobody can.</param>
/// <param name="stop">
/// What ends the wait for a reader who does not read: he counts as one who has gone. Null for nothing. A pipe or a socket then has
/// taken all of a text of up to <see cref="AtOnce"/> bytes, or nothing of it.
/// </param>
internal sealed class DescriptorStream(int descriptor, bool heard = true, StopRequest? stop = null) : Stream
{
    private const short Readable = 1; // POLLIN
    private const short Writable = 4; // POLLOUT
    private const int AtOnce = 4096; // PIPE_BUF of Linux: where a pipe is writable, so many bytes do not wait, and come as one
    private const int LookUp = 100; // milliseconds from one look at the stop to the next, while nobody reads

    private FileStream? input; // made at the first read
    private bool neverWaits; // since whoever shares the descriptor does not want to: reading fails where there is nothing yet

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        input ??= new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        while (true)
        {
            try
            {
                return !neverWaits || WaitFor(Readable) ? input.Read(buffer) : 0;
            }
            catch (IOException e) when (Libc.IsForNow(e.HResult))
            {
                neverWaits = true; // and is asked from now on, so that there is one exception and no more
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            bool ready = WaitFor(Writable);
            int length = Math.Min(buffer.Length, AtOnce);
            nint count = ready ? Libc.Write(descriptor, in MemoryMarshal.GetReference(buffer), length) : -1;
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (!ready || !Libc.MayBeRepeated)
            {
                if (!heard)
                {
                    return;
                }
                throw ready ? Libc.Failure() : new IOException("Nobody reads what is written", Libc.BrokenPipe);
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

    // False where the stop is overdue: the descriptor is not ready, and it has been waited long enough.
    private bool WaitFor(short wanted)
    {
        var wait = new PollDescriptor { Descriptor = descriptor, Wanted = wanted };
        bool overdue;
        do
        {
            overdue = stop is { IsOverdue: true };
            int patience = stop is null ? -1 : overdue ? 0 : LookUp;
            if (Libc.Poll(ref wait, 1, patience) > 0)
            {
                return true;
            }
        }
        while (!overdue);
        return false;
    }
}
