using System;
using System.Buffers.Text;
using System.IO;

namespace IotDevice;

/// <summary>Writes results as JSON lines into a buffer, and the buffer to a stream when it is full or <see cref="Flush"/> is called.</summary>
internal sealed class ResultWriter(Stream stream, int outputSize, int? digits)
{
    private const int LongestFrame = 64; // {"n":9223372036854775807,"y":[],"alarm":false,"fault":true} and the line's end
    private readonly ResultNumber number = new(digits);
    private readonly byte[] buffer = new byte[Math.Max(16 * 1024, 4 * LongestLine(outputSize))];
    private int length;

    /// <summary>Writes one result.</summary>
    /// <param name="n">Its sample, from 1.</param>
    /// <param name="values">The output; an array unless it is one number.</param>
    /// <param name="alarm">Whether the alarm is on; null where there is none, and nothing is written of it.</param>
    /// <param name="fault">Whether the network gave no answer; only then something is written of it.</param>
    public void Write(long n, ReadOnlySpan<float> values, bool? alarm, bool fault = false)
    {
        if (buffer.Length - length < LongestLine(outputSize))
        {
            Flush();
        }
        Add("{\"n\":"u8);
        Utf8Formatter.TryFormat(n, buffer.AsSpan(length), out int count);
        length += count;
        Add(values.Length == 1 ? ",\"y\":"u8 : ",\"y\":["u8);
        for (int i = 0; i < values.Length; i++)
        {
            Add(i == 0 ? default : ","u8);
            length += number.Write(values[i], buffer.AsSpan(length));
        }
        Add(values.Length == 1 ? default : "]"u8);
        Add(alarm switch { null => default, true => ",\"alarm\":true"u8, false => ",\"alarm\":false"u8 });
        Add(fault ? ",\"fault\":true}\n"u8 : "}\n"u8);
    }

    /// <summary>Sends off what has been written.</summary>
    public void Flush()
    {
        if (length > 0)
        {
            int count = length;
            length = 0; // also if the stream fails: it is not tried again
            try
            {
                stream.Write(buffer.AsSpan(0, count));
                stream.Flush();
            }
            catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException io && !StandardStreams.IsBrokenPipe(io)))
            {
                throw new IOException($"The results cannot be written: {e.Message}", e);
            }
        }
    }

    private static int LongestLine(int outputSize) => LongestFrame + (outputSize * (ResultNumber.Longest + 1));

    private void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }
}
