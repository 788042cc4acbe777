using System;
using System.IO;

namespace IotDevice;

/// <summary>Somebody who is connected, and what he has sent.</summary>
/// <param name="connection">The connection.</param>
/// <param name="deadline">When he is left, as <see cref="Environment.TickCount64"/> counts.</param>
internal sealed class MetricsCaller(IConnection connection, long deadline) : IDisposable
{
    private readonly byte[] buffer = new byte[MetricsRequest.Longest];
    private int length;

    /// <summary>When he is left.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>Takes what he has sent, and answers it where that is all there will be.</summary>
    /// <returns>Whether he is done with.</returns>
    /// <exception cref="IOException">He has gone.</exception>
    public bool Serve(Func<string> metrics)
    {
        int read = connection.Receive(buffer.AsSpan(length));
        if (read < 0)
        {
            return true;
        }
        length += read;
        var request = buffer.AsSpan(0, length);
        if (read > 0 && length < buffer.Length && !MetricsRequest.IsWhole(request))
        {
            return false;
        }
        ReadOnlySpan<byte> answer = MetricsRequest.Answer(request, metrics);
        while (!answer.IsEmpty)
        {
            answer = answer[connection.Send(answer)..];
        }
        connection.EndSending();
        return true;
    }

    public void Dispose() => connection.Dispose();
}
