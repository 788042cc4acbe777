using System;
using System.Collections.Generic;
using System.IO;
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
    private readonly int patience;
    private readonly IListener listener;
    private readonly Func<string> metrics;
    private readonly List<IConnection> connections = []; // as they came, and so by their deadlines
    private readonly List<MetricsCaller> callers = [];

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
            listener = Network.OfThisSystem.Listen(port);
        }
        catch (IOException e)
        {
            throw new IOException($"--metrics {port}: the port cannot be had: {e.Message}", e);
        }
        new Thread(Serve, maxStackSize: 256 * 1024) { IsBackground = true, Name = "metrics" }.Start();
    }

    /// <summary>The port.</summary>
    public int Port => listener.Port;

    public void Dispose() => listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                int ready = listener.Wait(connections, callers.Count == 0 ? -1 : (int)Math.Max(0, callers[0].Deadline - Environment.TickCount64));
                if (ready == callers.Count)
                {
                    Accept();
                }
                else if (ready >= 0 && IsDone(callers[ready]))
                {
                    Leave(ready);
                }
                while (callers.Count > 0 && callers[0].Deadline <= Environment.TickCount64)
                {
                    Leave(0);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            while (callers.Count > 0)
            {
                Leave(0);
            }
        }
    }

    private void Accept()
    {
        if (callers.Count == MostCallers)
        {
            Leave(0);
        }
        try
        {
            var connection = listener.Accept(patience);
            connections.Add(connection);
            callers.Add(new MetricsCaller(connection, Environment.TickCount64 + patience));
        }
        catch (IOException)
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
        catch (IOException)
        {
            return true; // he has gone; the next one may stay
        }
    }

    private void Leave(int index)
    {
        callers[index].Dispose();
        callers.RemoveAt(index);
        connections.RemoveAt(index);
    }
}
