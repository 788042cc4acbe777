using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace IotDevice;

/// <summary>
/// Plays one input through one model: read a line, parse it, step, write the result, note how long the step took.
/// Nothing in it allocates.
/// </summary>
internal sealed class Session<TModel>
    where TModel : struct, IDeviceModel<TModel>
{
    private readonly SampleFormat format;
    private readonly LineReader reader;
    private readonly ResultWriter results;
    private readonly FaultWriter faults;
    private readonly Pace pace;
    private readonly AlarmWriter? alarmWriter; // null where nobody wants to read of alarms
    private readonly float[] sample = new float[TModel.Columns.Length];
    private readonly float[] result = new float[TModel.OutputSize];
    private SampleParser? parser; // known from the first line on
    private TModel model;
    private readonly Alarm? alarm; // null where the model has none
    private long allocatedBefore;

    public Session(TModel model, Options options, Stream input, Stream output, Stream errors)
    {
        this.model = model;
        format = options.Format;
        reader = new LineReader(input);
        results = new ResultWriter(output, TModel.OutputSize, options.Digits);
        faults = new FaultWriter(errors, TModel.Columns);
        pace = new Pace(options.Rate);
        if (TModel.Alarm is { } settings)
        {
            alarm = new Alarm(settings);
            Alarms = new AlarmLog(settings.SampleHours);
            alarmWriter = options.Quiet ? null : new AlarmWriter(errors, settings.SampleHours);
        }
    }

    /// <summary>What happened up to now.</summary>
    public Summary Summary { get; } = new();

    /// <summary>The alarms up to now; null where the model has none.</summary>
    public AlarmLog? Alarms { get; }

    /// <summary>Plays until the input ends or the user interrupts.</summary>
    /// <param name="interruption">What ends it early; null for nothing.</param>
    /// <exception cref="InputException">The input as a whole cannot be used.</exception>
    public void Play(Interruption? interruption)
    {
        bool more = true;
        while (more && interruption is not { Requested: true })
        {
            switch (reader.Next(out var line))
            {
                case LineKind.Hungry:
                    Wait(interruption, milliseconds: -1);
                    break;
                case LineKind.Line when !SampleParser.IsBlank(line):
                    Take(line, interruption);
                    break;
                case LineKind.TooLong:
                    Skip(default, new LineFault { Kind = FaultKind.TooLong });
                    break;
                case LineKind.End:
                    more = false;
                    break;
            }
        }
        results.Flush();
        CountBytes();
    }

    private void Take(ReadOnlySpan<byte> line, Interruption? interruption)
    {
        if (parser is null)
        {
            parser = SampleParser.For(line, reader.LineNumber, format, TModel.Columns, out bool isHeader);
            allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            if (isHeader)
            {
                return;
            }
        }
        if (!parser.TryParse(line, sample, out var fault))
        {
            Skip(line, fault);
            return;
        }

        int wait = pace.NextWait(Stopwatch.GetTimestamp());
        if (wait > 0)
        {
            Wait(interruption, wait);
        }
        long start = Stopwatch.GetTimestamp();
        model.Step(sample, result);
        Summary.Latency.Add(Stopwatch.GetTimestamp() - start);
        Summary.Steps++;
        var change = alarm?.Take(result[0]) ?? AlarmChange.None;
        results.Write(Summary.Steps, result, alarm?.IsOn);
        if (change != AlarmChange.None)
        {
            Report(change);
        }
    }

    private void Report(AlarmChange change)
    {
        Alarms?.Add(Summary.Steps, change);
        if (alarmWriter is not null)
        {
            results.Flush(); // so that on a terminal it stands behind the result that did it
            alarmWriter.Write(Summary.Steps, change, result[0]);
        }
    }

    private void Skip(ReadOnlySpan<byte> line, LineFault fault)
    {
        results.Flush(); // so that on a terminal the message stands where its result would
        Summary.Skipped++;
        faults.Write(reader.LineNumber, line, fault);
    }

    // Everything that takes long and is not computing happens here, and before it all results are sent off: whoever reads
    // them gets each at once. -1 waits for input.
    private void Wait(Interruption? interruption, int milliseconds)
    {
        results.Flush();
        CountBytes(); // for a summary that another thread writes, since the count is this thread's
        interruption?.BeginWait();
        try
        {
            if (milliseconds < 0)
            {
                reader.Fill();
            }
            else
            {
                Thread.Sleep(milliseconds);
            }
        }
        finally
        {
            interruption?.EndWait();
        }
    }

    private void CountBytes()
    {
        if (parser is not null)
        {
            Summary.BytesForFaults = parser.BytesForFaults;
            Summary.Bytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore - parser.BytesForFaults;
        }
    }
}
