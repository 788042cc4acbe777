using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace IotDevice;

/// <summary>A port of Linux.</summary>
internal sealed class LinuxListener : IListener
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int ReuseAddress = 2; // SO_REUSEADDR: after a restart, connections of before that still fade away do not keep the port
    private const int Backlog = 8;
    private const short Readable = 1; // POLLIN
    private const int ShutdownBoth = 2; // SHUT_RDWR
    private readonly LinuxSocket socket;

    /// <summary>Listens.</summary>
    /// <param name="address">Where, a sockaddr_in.</param>
    public LinuxListener(byte[] address)
    {
        socket = LinuxSocket.Create(BinaryPrimitives.ReadUInt16LittleEndian(address));
        try
        {
            socket.Set(SocketLevel, ReuseAddress, 1);
            Libc.Check(Libc.Bind(socket.Handle, address, address.Length));
            Libc.Check(Libc.Listen(socket.Handle, Backlog));
            int length = address.Length;
            Libc.Check(Libc.GetName(socket.Handle, address, ref length));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        Port = BinaryPrimitives.ReadUInt16BigEndian(address.AsSpan(2));
    }

    public int Port { get; }

    public int Wait(List<IConnection> callers, int milliseconds)
    {
        bool counted = false;
        socket.Handle.DangerousAddRef(ref counted);
        try
        {
            var wanted = new PollDescriptor[callers.Count + 1];
            for (int i = 0; i < wanted.Length; i++)
            {
                var handle = (i < callers.Count ? (LinuxSocket)callers[i] : socket).Handle;
                wanted[i] = new PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Wanted = Readable };
            }
            return Libc.Poll(ref wanted[0], wanted.Length, milliseconds) > 0 ? Array.FindIndex(wanted, descriptor => descriptor.Found != 0) : -1;
        }
        finally
        {
            if (counted)
            {
                socket.Handle.DangerousRelease();
            }
        }
    }

    public IConnection Accept(int patience)
    {
        var caller = new LinuxSocket(Libc.Accept(socket.Handle, 0, 0));
        caller.SetPatience(patience);
        return caller;
    }

    public void Dispose()
    {
        if (!socket.Handle.IsClosed)
        {
            _ = Libc.Shutdown(socket.Handle, ShutdownBoth); // wakes whoever waits in Accept
            socket.Dispose();
        }
    }
}
