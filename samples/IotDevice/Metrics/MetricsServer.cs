using System;
using System.IO;
using System.Threading;

namespace IotDevice;

/// <summary>
/// Serves the figures on a port of the loopback interface, one request at a time, on a thread of its own. Nothing outside
/// the machine can reach it.
/// </summary>
internal sealed class MetricsServer : IDisposable
{
    private const int Patience = 1000; // milliseconds; whoever sends no whole request in that time is left, since he holds up the next one
    private readonly IListener listener;
    private readonly Func<string> metrics;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where; 0 for any free port.</param>
    /// <param name="metrics">Makes the text.</param>
    /// <exception cref="IOException">The port cannot be had.</exception>
    public MetricsServer(int port, Func<string> metrics)
    {
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
        byte[] buffer = new byte[MetricsRequest.Longest];
        while (true)
        {
            try
            {
                using var caller = listener.Accept(Patience);
                Answer(caller, buffer);
            }
            catch (IOException)
            {
                // the caller has gone; the next one may stay
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(IConnection caller, byte[] buffer)
    {
        long end = Environment.TickCount64 + Patience;
        int length = 0;
        int read = -1;
        while (read != 0 && length < buffer.Length && !MetricsRequest.IsWhole(buffer.AsSpan(0, length)))
        {
            read = caller.Receive(buffer.AsSpan(length));
            if (read < 0 || Environment.TickCount64 > end)
            {
                return;
            }
            length += read;
        }
        ReadOnlySpan<byte> answer = MetricsRequest.Answer(buffer.AsSpan(0, length), metrics);
        while (!answer.IsEmpty)
        {
            answer = answer[caller.Send(answer)..];
        }
        caller.EndSending();
    }
}
