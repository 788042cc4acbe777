using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Lines at every border of the buffer, from streams that give any number of bytes at a time.</summary>
public sealed class LineReaderTests
{
    private const int Longest = 10;

    [Fact]
    public void Any_text_in_pieces_of_any_size()
    {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++)
        {
            string text = (round % 3 == 0 ? "\uFEFF" : "") + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "ab\n\r"[random.Next(round % 5 == 0 ? 3 : 4)] is 'a' or 'b' ? "x" : "a\n\r\n"[random.Next(4)].ToString()));
            int capacity = Longest + 2 + random.Next(8);
            Assert.Equal(Expected(text), Read(text, capacity, () => random.Next(1, 7)));
            Assert.Equal(Expected(text), Read(text, capacity, () => int.MaxValue));
        }
    }

    [Theory]
    [InlineData(9, "a line")]
    [InlineData(10, "a line")]
    [InlineData(11, "too long")]
    [InlineData(12, "too long")]
    [InlineData(1000, "too long")]
    public void The_longest_line(int length, string expected)
    {
        foreach (string end in (string[])["", "\n", "\r\n"])
        {
            foreach (int piece in (int[])[1, 5, 100])
            {
                var lines = Read("1\n" + new string('x', length) + end + (end.Length > 0 ? "2" : ""), Longest + 2, () => piece);
                Assert.Equal(expected == "too long" ? "2 TOO LONG" : "2 " + new string('x', length), lines[1]);
                Assert.Equal(end.Length > 0 ? "3 2" : lines[1], lines[^1]);
            }
        }
    }

    [Fact]
    public void A_line_without_end_costs_no_memory()
    {
        const long Length = 1L << 30;
        var reader = new LineReader(new Endless(Length));
        Assert.Equal(LineKind.Hungry, reader.Next(out _));
        reader.Fill();
        long before = GC.GetAllocatedBytesForCurrentThread();
        LineKind kind;
        while ((kind = reader.Next(out _)) == LineKind.Hungry)
        {
            reader.Fill();
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8192); // the runtime's count comes in such pieces
        Assert.Equal((LineKind.TooLong, 1L), (kind, reader.LineNumber));
        Assert.Equal(LineKind.End, reader.Next(out _));
    }

    [Fact]
    public void Where_a_connection_broke_the_half_line_is_dropped_and_the_count_goes_on()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes("1\n2\n3.")); // a whole number, were it not for what is missing
        var reader = new LineReader(stream, Longest + 2, Longest, wholeLinesOnly: true);
        Assert.Equal(["1 1", "2 2"], Lines(reader));
        stream.SetLength(0);
        stream.Write("\uFEFF4\n"u8);
        stream.Position = 0;
        reader.Restart();
        Assert.Equal(["3 4"], Lines(reader));
    }

    private static List<string> Read(string text, int capacity, Func<int> piece)
    {
        return Lines(new LineReader(new Pieces(Encoding.UTF8.GetBytes(text), piece), capacity, Longest));
    }

    private static List<string> Lines(LineReader reader)
    {
        var lines = new List<string>();
        while (true)
        {
            switch (reader.Next(out var line))
            {
                case LineKind.Hungry:
                    reader.Fill();
                    break;
                case LineKind.Line:
                    lines.Add($"{reader.LineNumber} {Encoding.UTF8.GetString(line)}");
                    break;
                case LineKind.TooLong:
                    lines.Add($"{reader.LineNumber} TOO LONG");
                    break;
                default:
                    return lines;
            }
        }
    }

    private static List<string> Expected(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }
        return [.. lines.Select(line => line.EndsWith('\r') ? line[..^1] : line).Select((line, i) => $"{i + 1} {(line.Length > Longest ? "TOO LONG" : line)}")];
    }

    // Whatever is in the buffer, of a length that nobody holds: no line's end.
    private sealed class Endless(long length) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(length, buffer.Length);
            length -= count;
            return count;
        }
    }

    private sealed class Pieces(byte[] bytes, Func<int> size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size())]);
    }
}
