using System;
using System.Text;

namespace IotDevice;

/// <summary>Turns lines into samples.</summary>
internal abstract class SampleParser
{
    /// <summary>Bytes that were allocated because a line was no JSON: the reader's exception is the one thing that cannot be had without.</summary>
    public long BytesForFaults { get; protected set; }

    /// <summary>When the last sample was taken that was read; null where its line does not say.</summary>
    public SampleTime? Time { get; private set; }

    /// <summary>Whether a time is no time and that is no fault, since nobody said that the field holds one: it is ignored from then on.</summary>
    public bool IgnoresTime { get; private set; }

    /// <summary>Whether the user named the field of the time.</summary>
    protected bool TimeIsNamed { get; init; }

    private bool hadTime;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, not blank.</param>
    /// <param name="sample">Receives the sample; unspecified after a fault.</param>
    /// <param name="fault">What is wrong with it.</param>
    public abstract bool TryParse(ReadOnlySpan<byte> line, Span<float> sample, out LineFault fault);

    /// <summary>A line begins: its time is not known.</summary>
    protected void ForgetTime() => Time = null;

    /// <summary>Reads the field of the time.</summary>
    /// <returns>False if it holds none, and one is expected.</returns>
    protected bool TryTime(ReadOnlySpan<byte> text)
    {
        if (IgnoresTime || text.IsEmpty)
        {
            return true;
        }
        if (SampleTime.TryRead(text, out var time))
        {
            (Time, hadTime) = (time, true);
            return true;
        }
        IgnoresTime = !hadTime && !TimeIsNamed;
        return IgnoresTime;
    }

    /// <summary>The parser that a first line calls for.</summary>
    /// <param name="first">The first line that is not passed over.</param>
    /// <param name="number">Its number.</param>
    /// <param name="format">What the user says.</param>
    /// <param name="columns">The columns of the model.</param>
    /// <param name="time">What is said of times.</param>
    /// <param name="isHeader">Whether the line is a header, and so no sample.</param>
    /// <exception cref="InputException">The input cannot be read, or lacks a column.</exception>
    public static SampleParser For(ReadOnlySpan<byte> first, long number, SampleFormat format, string[] columns, TimeOption time, out bool isHeader)
    {
        if (first.StartsWith<byte>([0xFF, 0xFE]) || first.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new InputException("The input is UTF-16; expected UTF-8 or ASCII text.");
        }
        byte begin = first.TrimStart(" \t"u8)[0];
        bool json = format == SampleFormat.Auto ? begin is (byte)'{' or (byte)'[' : format == SampleFormat.JsonLines;
        isHeader = false;
        return json
            ? new JsonParser(Array.ConvertAll(columns, Encoding.UTF8.GetBytes), Array.ConvertAll(time.Names, Encoding.UTF8.GetBytes)) { TimeIsNamed = time.IsNamed }
            : new CsvParser(CsvColumns.Read(first, number, columns, time, out isHeader)) { TimeIsNamed = time.IsNamed };
    }

    /// <summary>Whether a line holds nothing: white space, or a comment that begins with #.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart(" \t\r"u8);
        return text.IsEmpty || text[0] == '#';
    }
}
