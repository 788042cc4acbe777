using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace IotDevice;

/// <summary>A connection of .NET's sockets.</summary>
internal sealed class DotNetSocket(Socket socket) : IConnection
{
    /// <summary>The socket.</summary>
    public Socket Socket => socket;

    /// <summary>Connects, and disposes the socket where that fails.</summary>
    public static DotNetSocket Connect(Socket socket, EndPoint endPoint)
    {
        try
        {
            socket.Connect(endPoint);
            return new DotNetSocket(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(new SocketException((int)e.SocketErrorCode).Message, e); // that of connecting says where to as well
        }
    }

    public int Receive(Span<byte> buffer)
    {
        int count = socket.Receive(buffer, SocketFlags.None, out var error);
        return error == SocketError.Success ? count : -1;
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return socket.Send(bytes);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public void EndSending()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public void Dispose() => socket.Dispose();
}

/// <summary>A port of .NET's sockets.</summary>
internal sealed class DotNetListener(Socket socket) : IListener
{
    public int Port { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    public int Wait(List<IConnection> callers, int milliseconds)
    {
        const int LookUp = 1000; // milliseconds: disposing the listener does not end this wait
        var ready = new List<Socket>();
        callers.ForEach(caller => ready.Add(((DotNetSocket)caller).Socket));
        ready.Add(socket);
        try
        {
            Socket.Select(ready, null, null, 1000 * (milliseconds is < 0 or > LookUp ? LookUp : milliseconds));
        }
        catch (SocketException)
        {
            return socket.SafeHandle.IsClosed ? throw new ObjectDisposedException(nameof(DotNetListener)) : -1;
        }
        int caller = callers.FindIndex(caller => ready.Contains(((DotNetSocket)caller).Socket));
        return caller >= 0 ? caller : ready.Count > 0 ? callers.Count : -1;
    }

    public IConnection Accept(int patience)
    {
        try
        {
            var caller = socket.Accept();
            caller.ReceiveTimeout = patience;
            caller.SendTimeout = patience;
            return new DotNetSocket(caller);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public void Dispose() => socket.Dispose();
}
