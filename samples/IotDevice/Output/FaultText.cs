using System;
using System.Text;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>What is said of bad lines, without allocating.</summary>
internal sealed class FaultText(string[] columns)
{
    /// <summary>How many kinds there are, each with a column.</summary>
    public static int Kinds => (int)FaultKind.OutOfRange + 1;

    private readonly byte[][] names = Array.ConvertAll(columns, Encoding.UTF8.GetBytes);
    private readonly Utf8Text text = new(capacity: 512);

    /// <summary>One line: where, what was found, what was expected. Valid until the next call.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="line">The line.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="count">Which of its kind it is.</param>
    public ReadOnlySpan<byte> Of(long number, ReadOnlySpan<byte> line, LineFault fault, long count)
    {
        Begin(number);
        Describe(line.Slice(fault.Start, fault.Length), fault);
        return End(count);
    }

    /// <summary>The same for a value that is not plausible.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="column">The value's column.</param>
    /// <param name="value">The value.</param>
    /// <param name="ranges">What is plausible.</param>
    /// <param name="count">Which of its kind it is.</param>
    public ReadOnlySpan<byte> OfRange(long number, int column, float value, InputRanges ranges, long count)
    {
        Begin(number);
        text.Add(names[column]).Add(" is "u8).Add(value).Add("; expected "u8);
        float low = ranges.Low(column), high = ranges.High(column);
        if (low == float.MinValue)
        {
            text.Add("at most "u8).Add(high);
        }
        else if (high == float.MaxValue)
        {
            text.Add("at least "u8).Add(low);
        }
        else
        {
            text.Add(low).Add(" to "u8).Add(high);
        }
        return End(count);
    }

    private void Begin(long number)
    {
        text.Clear();
        text.Add("line "u8).Add(number).Add(": "u8);
    }

    private ReadOnlySpan<byte> End(long count) => MessageLimit.Mark(text.Add("; skipped"u8), count).Add("\n"u8).Written;

    private void Describe(ReadOnlySpan<byte> part, LineFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.TooLong:
                text.Add("longer than "u8).Add(LineReader.LongestLine).Add(" bytes"u8);
                break;
            case FaultKind.Quote:
                text.Add("quotes that do not enclose a value: "u8).AddQuoted(part);
                break;
            case FaultKind.Count:
                text.Add(fault.Found).Add(fault.Found == 1 ? " value; expected "u8 : " values; expected "u8).Add(fault.Expected);
                break;
            case FaultKind.NotJson:
                text.Add("no JSON from byte "u8).Add(fault.Found).Add(" on; expected an object or an array"u8);
                break;
            case FaultKind.NotSample:
                text.Add("neither an object nor an array; expected a sample"u8);
                break;
            case FaultKind.NotTime:
                text.Add("time is "u8).AddQuoted(part).Add("; expected one such as 2024-01-31T08:30:00Z, or a number"u8);
                break;
            case FaultKind.NoTime:
                text.Add("time is missing; the network has inputs that are made from date and time of day"u8);
                break;
            default:
                DescribeColumn(part, fault);
                break;
        }
    }

    private void DescribeColumn(ReadOnlySpan<byte> part, LineFault fault)
    {
        text.Add(names[fault.Column]);
        switch (fault.Kind)
        {
            case FaultKind.Missing:
                text.Add(" is missing"u8);
                break;
            case FaultKind.Twice:
                text.Add(" is there twice"u8);
                break;
            case FaultKind.Empty:
                text.Add(" is empty"u8);
                break;
            default:
                text.Add(" is "u8).AddQuoted(part);
                break;
        }
        text.Add(fault.Kind switch
        {
            FaultKind.NotFinite => "; expected a finite number"u8,
            FaultKind.Twice => "; expected it once"u8,
            _ => "; expected a number"u8,
        });
    }
}
