using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IotDevice;

/// <summary>A socket of Linux. Its handle counts the calls that are under way, so none ever meets a number that is another's by now.</summary>
internal sealed class LinuxSocket : IConnection
{
    /// <summary>SOCK_STREAM.</summary>
    public const int Stream = 1;

    private const int CloseOnExec = 0x80000; // SOCK_CLOEXEC
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL: where the other has gone, an error tells, and no signal
    private const int ShutdownWrite = 1; // SHUT_WR
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int ReceiveTimeout = 20; // SO_RCVTIMEO
    private const int SendTimeout = 21; // SO_SNDTIMEO
    private const int KeepAliveOption = 9; // SO_KEEPALIVE
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int KeepIdle = 4; // TCP_KEEPIDLE
    private const int KeepInterval = 5; // TCP_KEEPINTVL
    private const int KeepCount = 6; // TCP_KEEPCNT

    /// <summary>Takes over a socket's number.</summary>
    /// <exception cref="IOException">It is none: the call that should have made it has failed.</exception>
    public LinuxSocket(int descriptor) => Handle = new SafeFileHandle(Libc.Check(descriptor), ownsHandle: true);

    /// <summary>The handle.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Makes a socket.</summary>
    public static LinuxSocket Create(int family) => new(Libc.Socket(family, Stream | CloseOnExec, 0));

    /// <summary>Connects, and disposes the socket where that fails.</summary>
    /// <param name="address">Where to, as the system has it.</param>
    public void Connect(byte[] address)
    {
        if (Libc.Connect(Handle, address, address.Length) < 0)
        {
            var failure = Libc.Failure();
            Dispose();
            throw failure;
        }
    }

    /// <summary>A daemon whose machine loses its power says no goodbye: after a minute of silence it is asked whether it is there.</summary>
    public void KeepAlive()
    {
        Set(SocketLevel, KeepAliveOption, 1);
        Set(TcpLevel, KeepIdle, 60);
        Set(TcpLevel, KeepInterval, 10);
        Set(TcpLevel, KeepCount, 3);
    }

    /// <summary>Sets how long a call may wait.</summary>
    public void SetPatience(int milliseconds)
    {
        byte[] time = MemoryMarshal.AsBytes<nint>([milliseconds / 1000, milliseconds % 1000 * 1000]).ToArray(); // timeval: seconds, microseconds
        Libc.Check(Libc.SetOption(Handle, SocketLevel, ReceiveTimeout, time, time.Length));
        Libc.Check(Libc.SetOption(Handle, SocketLevel, SendTimeout, time, time.Length));
    }

    /// <summary>Sets an option that is a number.</summary>
    public void Set(int level, int option, int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Libc.Check(Libc.SetOption(Handle, level, option, bytes, bytes.Length));
    }

    public int Receive(Span<byte> buffer)
    {
        nint count;
        while ((count = Libc.Receive(Handle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0)) < 0 && Libc.WasInterrupted)
        {
        }
        return (int)count;
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        nint count;
        while ((count = Libc.Send(Handle, in MemoryMarshal.GetReference(bytes), bytes.Length, NoSignal)) < 0 && Libc.WasInterrupted)
        {
        }
        return Libc.Check((int)count);
    }

    public void EndSending() => Libc.Check(Libc.Shutdown(Handle, ShutdownWrite));

    public void Dispose() => Handle.Dispose();
}
