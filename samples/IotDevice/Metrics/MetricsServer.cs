using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace IotDevice;

/// <summary>
/// Serves the figures on a port of the loopback interface, on a thread of its own. It waits for all who are connected at once, so
/// whoever says nothing holds up nobody. Nothing outside the machine can reach it.
/// </summary>
internal sealed class MetricsServer : IDisposable
{
    private const int UsualPatience = 1000;
    private const int MostCallers = 64; // where more come, the one who has been silent longest is left
    private const int Backlog = 8;
    private readonly int patience;
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<string> metrics;
    private readonly List<MetricsCaller> callers = []; // as they came, and so by their deadlines

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where; 0 for any free port.</param>
    /// <param name="metrics">Makes the text.</param>
    /// <param name="patience">Milliseconds; whoever sends no whole request in that time is left.</param>
    /// <exception cref="IOException">The port cannot be had.</exception>
    public MetricsServer(int port, Func<string> metrics, int patience = UsualPatience)
    {
        this.patience = patience;
        this.metrics = metrics;
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(Backlog);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new IOException($"--metrics {port}: the port cannot be had: {e.Message}", e);
        }
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        new Thread(Serve, maxStackSize: 256 * 1024) { IsBackground = true, Name = "metrics" }.Start();
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    public void Dispose() => listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                var ready = Wait();
                for (int i = callers.Count - 1; i >= 0; i--)
                {
                    if ((ready.Contains(callers[i].Socket) && IsDone(callers[i])) || callers[i].Deadline <= Environment.TickCount64)
                    {
                        Leave(i);
                    }
                }
                if (ready.Contains(listener))
                {
                    Accept();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            callers.ForEach(caller => caller.Dispose());
        }
    }

    // For somebody to connect, for one of the callers to send something or go, and for the first deadline.
    private List<Socket> Wait()
    {
        const long Longest = int.MaxValue / 1000; // milliseconds
        var ready = new List<Socket>(callers.ConvertAll(caller => caller.Socket)) { listener };
        Socket.Select(ready, null, null, callers.Count == 0 ? -1 : 1000 * (int)Math.Clamp(callers[0].Deadline - Environment.TickCount64, 0, Longest));
        return ready;
    }

    private void Accept()
    {
        if (callers.Count == MostCallers)
        {
            Leave(0);
        }
        try
        {
            var caller = listener.Accept();
            caller.ReceiveTimeout = caller.SendTimeout = patience;
            callers.Add(new MetricsCaller(caller, Environment.TickCount64 + patience));
        }
        catch (SocketException)
        {
            const int BreathingSpace = 10; // milliseconds: where the process may have no more connections, that is so the next moment too
            Thread.Sleep(BreathingSpace);
        }
    }

    private bool IsDone(MetricsCaller caller)
    {
        try
        {
            return caller.Serve(metrics);
        }
        catch (SocketException)
        {
            return true; // he has gone; the next one may stay
        }
    }

    private void Leave(int index)
    {
        callers[index].Dispose();
        callers.RemoveAt(index);
    }
}
