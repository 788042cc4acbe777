using System;
using System.IO;
using System.Text;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>Reports a session's problems, within the limit for many that are alike. What may come with every line allocates nothing.</summary>
/// <param name="errors">Where to.</param>
/// <param name="results">The results, sent off first so that on a terminal a message stands where its result would.</param>
/// <param name="columns">The model's columns.</param>
internal sealed class ProblemLog(Stream errors, ResultWriter results, string[] columns)
{
    private readonly FaultText faults = new(columns);
    private readonly Utf8Text text = new(capacity: 512);
    private readonly MessageLimit limit = new((FaultText.Kinds * columns.Length) + (int)Problem.TimeIgnored + 1);

    /// <summary>Messages that were not written, since there were many like them.</summary>
    public long LeftOut => limit.LeftOut;

    /// <summary>A line that holds no sample.</summary>
    public void Skipped(long number, ReadOnlySpan<byte> line, LineFault fault)
    {
        long count = limit.Admit(Kind(fault.Kind, fault.Column), number);
        if (count > 0)
        {
            Write(faults.Of(number, line, fault, count));
        }
    }

    /// <summary>A sample that is not plausible.</summary>
    public void OutOfRange(long number, int column, float value, InputRanges ranges)
    {
        long count = limit.Admit(Kind(FaultKind.OutOfRange, column), number);
        if (count > 0)
        {
            Write(faults.OfRange(number, column, value, ranges, count));
        }
    }

    /// <summary>A sample to which the network has no answer.</summary>
    /// <param name="sample">Which, from 1.</param>
    /// <param name="alarm">Whether the alarm is on; null where there is none.</param>
    public void NoAnswer(long sample, bool? alarm)
    {
        long count = limit.Admit(Kind(Problem.NoAnswer), sample);
        if (count > 0)
        {
            text.Clear();
            text.Add("sample "u8).Add(sample).Add(": fault, the network's result is not finite; its state goes back to the sample before"u8);
            text.Add(alarm switch { null => default, true => ", the alarm stays on"u8, false => ", the alarm stays off"u8 });
            Write(MessageLimit.Mark(text, count).Add("\n"u8).Written);
        }
    }

    /// <summary>A sample that comes too early or too late.</summary>
    /// <param name="number">Its line's number.</param>
    /// <param name="verdict">What its time says.</param>
    /// <param name="seconds">From the last sample's time to its own.</param>
    /// <param name="follows">What follows from it.</param>
    public void Time(long number, TimeVerdict verdict, double seconds, ReadOnlySpan<byte> follows)
    {
        const int Decimals = 3;
        long count = limit.Admit(Kind(verdict switch { TimeVerdict.Gap => Problem.Gap, TimeVerdict.Repeated => Problem.Repeated, TimeVerdict.Back => Problem.Back, _ => Problem.SetBack }), number);
        if (count > 0)
        {
            text.Clear();
            text.Add("line "u8).Add(number).Add(": "u8);
            _ = verdict switch
            {
                TimeVerdict.Repeated => text.Add("the time is that of the sample before"u8),
                TimeVerdict.Gap => text.Add("a gap of "u8).Add(seconds, Decimals).Add(" s"u8),
                _ => text.Add("the time is "u8).Add(-seconds, Decimals).Add(" s before that of the last sample"u8),
            };
            Write(MessageLimit.Mark(text.Add("; "u8).Add(follows), count).Add("\n"u8).Written);
        }
    }

    /// <summary>Anything else. Allocates.</summary>
    /// <param name="problem">Its kind.</param>
    /// <param name="place">Where it is: a line's or a sample's number.</param>
    /// <param name="message">What is said.</param>
    public void Say(Problem problem, long place, string message)
    {
        long count = limit.Admit(Kind(problem), place);
        if (count > 0)
        {
            text.Clear();
            Write([.. Encoding.UTF8.GetBytes(message), .. MessageLimit.Mark(text, count).Add("\n"u8).Written]);
        }
    }

    private int Kind(FaultKind kind, int column) => ((int)kind * columns.Length) + column;

    private int Kind(Problem problem) => (FaultText.Kinds * columns.Length) + (int)problem;

    private void Write(ReadOnlySpan<byte> message)
    {
        results.Flush();
        errors.Write(message);
    }
}

/// <summary>What may go wrong beside a line's own faults.</summary>
internal enum Problem
{
    /// <summary>A sensor daemon begins with a line that says nothing.</summary>
    NoHeader,

    /// <summary>The state cannot be saved.</summary>
    NotSaved,

    /// <summary>The network has no answer.</summary>
    NoAnswer,

    /// <summary>New weights have no answer to the first sample they get.</summary>
    WeightsRefused,

    /// <summary>Samples are missing.</summary>
    Gap,

    /// <summary>A sample came twice.</summary>
    Repeated,

    /// <summary>A sample is earlier than the one before it.</summary>
    Back,

    /// <summary>The sensor's clock was set back.</summary>
    SetBack,

    /// <summary>A field that could be a time is none.</summary>
    TimeIgnored,
}
