using System;
using System.Net.Sockets;

namespace IotDevice;

/// <summary>Somebody who is connected, and what he has sent.</summary>
/// <param name="socket">The connection.</param>
/// <param name="deadline">When he is left, as <see cref="Environment.TickCount64"/> counts.</param>
internal sealed class MetricsCaller(Socket socket, long deadline) : IDisposable
{
    private readonly byte[] buffer = new byte[MetricsRequest.Longest];
    private int length;

    /// <summary>The connection.</summary>
    public Socket Socket => socket;

    /// <summary>When he is left.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>Takes what he has sent, and answers it where that is all there will be.</summary>
    /// <returns>Whether he is done with.</returns>
    /// <exception cref="SocketException">He has gone, or took nothing for too long.</exception>
    public bool Serve(Func<string> metrics)
    {
        int read = socket.Receive(buffer.AsSpan(length));
        length += read;
        var request = buffer.AsSpan(0, length);
        if (read > 0 && length < buffer.Length && !MetricsRequest.IsWhole(request))
        {
            return false;
        }
        ReadOnlySpan<byte> answer = MetricsRequest.Answer(request, metrics);
        while (!answer.IsEmpty)
        {
            answer = answer[socket.Send(answer)..];
        }
        socket.Shutdown(SocketShutdown.Send);
        return true;
    }

    public void Dispose() => socket.Dispose();
}
