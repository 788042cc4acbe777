using System;

namespace IotDevice;

/// <summary>Why a line gives no sample.</summary>
internal enum FaultKind
{
    /// <summary>Longer than <see cref="LineReader.LongestLine"/>.</summary>
    TooLong,

    /// <summary>A field begins with a quote that does not enclose all of it.</summary>
    Quote,

    /// <summary>Another number of fields or elements than a sample has.</summary>
    Count,

    /// <summary>A column has no text.</summary>
    Empty,

    /// <summary>A column is no number.</summary>
    NotNumber,

    /// <summary>A column is a NaN or an infinity, or beyond what a float holds.</summary>
    NotFinite,

    /// <summary>A column is not there.</summary>
    Missing,

    /// <summary>A column is there twice.</summary>
    Twice,

    /// <summary>The line is no JSON.</summary>
    NotJson,

    /// <summary>The line is JSON, but neither an object nor an array.</summary>
    NotSample,

    /// <summary>The time is none.</summary>
    NotTime,

    /// <summary>The time is missing where the network has inputs that are made from it.</summary>
    NoTime,

    /// <summary>A column's number is not plausible.</summary>
    OutOfRange,
}

/// <summary>What is wrong with a line. A value that points into the line, so that a bad line costs no memory.</summary>
internal struct LineFault
{
    /// <summary>What is wrong.</summary>
    public FaultKind Kind;

    /// <summary>The column concerned, in the model's order.</summary>
    public int Column;

    /// <summary>Where in the line it stands.</summary>
    public int Start;

    /// <summary>How many bytes it takes there.</summary>
    public int Length;

    /// <summary>How many there are (<see cref="FaultKind.Count"/>), or the byte from 1 where JSON ends (<see cref="FaultKind.NotJson"/>).</summary>
    public int Found;

    /// <summary>How many there should be.</summary>
    public int Expected;

    /// <summary>A fault in a part of a line.</summary>
    public static LineFault At(FaultKind kind, ReadOnlySpan<byte> line, ReadOnlySpan<byte> part, int column = 0)
    {
        line.Overlaps(part, out int start);
        return new LineFault { Kind = kind, Column = column, Start = start, Length = part.Length };
    }
}
