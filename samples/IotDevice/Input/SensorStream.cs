using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace IotDevice;

/// <summary>
/// What a sensor daemon sends. A read of nothing says that the daemon has gone, however it went; <see cref="Connect"/> then
/// waits until it is back. Nothing is sent to it.
/// </summary>
/// <param name="address">Where it listens.</param>
/// <param name="errors">Where it is said that it is gone, and back.</param>
internal sealed class SensorStream(SensorAddress address, Stream errors) : Stream
{
    private readonly Backoff backoff = new();
    private readonly MessageLimit limit = new((int)Event.Connected + 1);
    private readonly Utf8Text mark = new(capacity: 128);
    private Socket? connection;
    private bool connectedBefore;
    private long reads;

    /// <summary>How often the daemon came back.</summary>
    public long Reconnects { get; private set; }

    /// <summary>Whether the daemon has gone since <see cref="Connect"/>.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Messages that were not written, since there were many like them.</summary>
    public long MessagesLeftOut => limit.LeftOut;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Tries until there is a connection.</summary>
    public void Connect()
    {
        if (connectedBefore)
        {
            Say(Event.Ended, "the connection has ended");
            Thread.Sleep(backoff.Next()); // also where it was refused at once by a daemon that takes and drops
        }
        connection?.Dispose();
        connection = null;
        bool told = false;
        while (connection is null)
        {
            try
            {
                connection = address.Connect();
            }
            catch (IOException e)
            {
                int wait = backoff.Next();
                if (!told)
                {
                    Say(Event.Refused, $"{e.Message}; trying again after {wait} ms, then after twice as long each time, up to {Backoff.Longest} ms");
                    told = true;
                }
                Thread.Sleep(wait);
            }
        }
        IsGone = false;
        Reconnects += connectedBefore ? 1 : 0;
        connectedBefore = true;
        Say(Event.Connected, "connected");
    }

    public override int Read(Span<byte> buffer)
    {
        // No exception, since the loop that plays samples allocates nothing; a connection that is lost has ended, too.
        int read = IsGone ? 0 : connection!.Receive(buffer, SocketFlags.None, out _);
        IsGone = read == 0;
        if (!IsGone)
        {
            backoff.Reset();
            reads++;
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        connection?.Dispose();
        base.Dispose(disposing);
    }

    // A daemon that comes and goes ten times a second is one that is told of now and then; where much has come in between, each time.
    private void Say(Event kind, string text)
    {
        long count = limit.Admit((int)kind, reads);
        if (count > 0)
        {
            mark.Clear();
            errors.Write([.. Encoding.UTF8.GetBytes($"sensor {address.Text}: {text}"), .. MessageLimit.Mark(mark, count).Add("\n"u8).Written]);
        }
    }

    private enum Event
    {
        Refused,
        Ended,
        Connected,
    }
}
