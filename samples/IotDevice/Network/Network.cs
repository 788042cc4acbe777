using System;
using System.Collections.Generic;
using System.IO;

namespace IotDevice;

/// <summary>What the program needs of sockets, with calls that wait. Messages do not say where to: whoever asked knows that.</summary>
internal abstract class Network
{
    /// <summary>
    /// The network of this system. .NET's sockets do all of it on every system; on Linux, where devices are small, the C library's
    /// calls take their place: NativeAOT then leaves .NET's out, 0.4 MB with all they bring along (docs/device.md).
    /// </summary>
    public static Network OfThisSystem => OperatingSystem.IsLinux() ? new LinuxNetwork() : new DotNetNetwork();

    /// <summary>Connects to a Unix socket.</summary>
    /// <exception cref="IOException">Nobody is there.</exception>
    public abstract IConnection ConnectUnix(string path);

    /// <summary>Connects to a TCP port, by the first of the host's addresses that answers.</summary>
    /// <exception cref="IOException">Nobody is there.</exception>
    public abstract IConnection ConnectTcp(string host, int port);

    /// <summary>Listens on a TCP port of the loopback interface.</summary>
    /// <param name="port">Which; 0 for any free one.</param>
    /// <exception cref="IOException">It cannot be had.</exception>
    public abstract IListener Listen(int port);
}

/// <summary>A port that others connect to. Disposing it ends a wait for the next one.</summary>
internal interface IListener : IDisposable
{
    /// <summary>The port.</summary>
    int Port { get; }

    /// <summary>Waits until somebody connects, or one of those who are connected has sent something or has gone.</summary>
    /// <param name="callers">Those who are connected.</param>
    /// <param name="milliseconds">How long at most; -1 for as long as it takes.</param>
    /// <returns>Which caller; as many as there are for a new one, and -1 for nobody yet.</returns>
    /// <exception cref="ObjectDisposedException">The listener is disposed.</exception>
    int Wait(List<IConnection> callers, int milliseconds);

    /// <summary>Waits for the next one to connect.</summary>
    /// <param name="patience">Milliseconds that each call on the connection may wait.</param>
    /// <exception cref="IOException">That one has gone already.</exception>
    /// <exception cref="ObjectDisposedException">The listener is disposed.</exception>
    IConnection Accept(int patience);
}

/// <summary>A connection to another program.</summary>
internal interface IConnection : IDisposable
{
    /// <summary>Waits for bytes.</summary>
    /// <returns>
    /// How many came; 0 where the other has ended the connection; -1 where it is lost, or nothing came for too long. No exception,
    /// since the loop that plays samples allocates nothing, and a sensor daemon's connection may be reset at any time.
    /// </returns>
    int Receive(Span<byte> buffer);

    /// <summary>Sends bytes.</summary>
    /// <returns>How many were taken.</returns>
    /// <exception cref="IOException">The connection is lost, or nothing was taken for too long.</exception>
    int Send(ReadOnlySpan<byte> bytes);

    /// <summary>Tells the other that nothing more comes.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    void EndSending();
}
