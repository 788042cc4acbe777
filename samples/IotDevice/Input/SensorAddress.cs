using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace IotDevice;

/// <summary>Where a sensor daemon listens: <c>unix:/run/sensor.sock</c> or <c>tcp:localhost:7000</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Name">The socket's path, or the host.</param>
/// <param name="Port">The TCP port; 0 for a Unix socket.</param>
internal sealed record SensorAddress(string Text, string Name, int Port)
{
    private const string Unix = "unix:";
    private const string Tcp = "tcp:";
    private const int LargestPort = 65535;

    // Bytes of sun_path, without the zero behind them.
    private static readonly int LongestPath = OperatingSystem.IsMacOS() ? 103 : 107;

    /// <summary>Reads an input's name; null where it names no daemon.</summary>
    /// <exception cref="UsageException">It begins like one and is none.</exception>
    public static SensorAddress? Parse(string input)
    {
        if (input.StartsWith(Unix, StringComparison.Ordinal))
        {
            string path = input[Unix.Length..];
            int length = Encoding.UTF8.GetByteCount(path);
            if (length > LongestPath)
            {
                throw new UsageException($"--input {input}: a socket's path has at most {LongestPath} bytes; found {length}.");
            }
            return length > 0
                ? new SensorAddress(input, path, 0)
                : throw new UsageException($"--input {input}: expected unix:PATH, e.g. unix:/run/sensor.sock.");
        }
        if (!input.StartsWith(Tcp, StringComparison.Ordinal))
        {
            return null;
        }
        string rest = input[Tcp.Length..];
        int colon = rest.LastIndexOf(':');
        return colon > 0 && int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= LargestPort
            ? new SensorAddress(input, rest[..colon].Trim('[', ']'), port)
            : throw new UsageException($"--input {input}: expected tcp:HOST:PORT, e.g. tcp:localhost:7000.");
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">Nobody is there.</exception>
    public Socket Connect()
    {
        var socket = Port == 0 ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (Port == 0)
            {
                socket.Connect(new UnixDomainSocketEndPoint(Name));
            }
            else
            {
                socket.Connect(Name, Port); // by the first of the host's addresses that answers
                KeepAlive(socket);
            }
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(Port == 0 && !Path.Exists(Name) ? "No such file or directory" : Reason(e), e);
        }
    }

    // The exception's own message says where to as well, which whoever reports it knows.
    private static string Reason(SocketException problem) => new SocketException((int)problem.SocketErrorCode).Message;

    // A daemon whose machine loses its power says no goodbye: after a minute of silence it is asked whether it is there.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
