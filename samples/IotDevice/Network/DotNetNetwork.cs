using System.IO;
using System.Net;
using System.Net.Sockets;

namespace IotDevice;

/// <summary>.NET's sockets, on every system.</summary>
internal sealed class DotNetNetwork : Network
{
    public override IConnection ConnectUnix(string path) => DotNetSocket.Connect(
        new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    public override IConnection ConnectTcp(string host, int port)
    {
        IOException? failure = null;
        foreach (var address in Addresses(host))
        {
            try
            {
                // A socket for each: one that failed to connect is of no further use.
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                KeepAlive(socket);
                return DotNetSocket.Connect(socket, new IPEndPoint(address, port));
            }
            catch (IOException e)
            {
                failure = e;
            }
        }
        throw failure ?? new IOException("there is no address of that name");
    }

    public override IListener Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(backlog: 8);
            return new DotNetListener(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(e.Message, e);
        }
    }

    private static IPAddress[] Addresses(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    // A daemon whose machine loses its power says no goodbye: after a minute of silence it is asked whether it is there.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
