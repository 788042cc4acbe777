using System;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace IotDevice;

/// <summary>A connection of .NET's sockets.</summary>
internal sealed class DotNetSocket(Socket socket) : IConnection
{
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
            throw new IOException(e.Message, e);
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
