using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>
/// Plays one input through one model: read a line, parse it, step, write the result, note how long the step took.
/// Nothing in it allocates, but what is done now and then: saving, connecting, taking new weights.
/// </summary>
internal sealed class Session<TModel>
    where TModel : struct, IDeviceModel<TModel>
{
    private readonly Options options;
    private readonly SensorStream? sensor; // null where the input ends for good
    private readonly LineReader reader;
    private readonly ResultWriter results;
    private readonly ProblemLog problems;
    private readonly Pace pace;
    private readonly AlarmWatch? alarm; // null where the model has none
    private readonly AllocationCount allocations = new();
    private readonly StateKeeper<TModel> kept;
    private readonly SampleOrder<TModel> order;
    private readonly Calendar calendar = new(TModel.Columns);
    private readonly float[] sample = new float[TModel.Columns.Length];
    private readonly float[] result = new float[TModel.OutputSize];
    private Interruption? interruption; // null where nothing ends it early
    private SampleParser? parser; // known from the first line on
    private readonly GuardedModel<TModel> model;
    private bool saidIgnored;
    private long samples; // those of earlier starts counted
    private long bytesForFaults; // of the parsers before this one

    public Session(TModel model, Options options, Stream input, Stream output, Stream errors)
    {
        this.options = options;
        this.model = new GuardedModel<TModel>(model, RangesOf(model, TModel.Create().Ranges), Summary);
        sensor = input as SensorStream;
        reader = new LineReader(input, wholeLinesOnly: sensor is not null);
        results = new ResultWriter(output, TModel.OutputSize, options.Digits);
        problems = new ProblemLog(errors, results, TModel.Columns);
        pace = new Pace(options.Rate);
        alarm = TModel.Alarm is { } settings ? new AlarmWatch(settings, Summary, options.Quiet ? null : errors) : null;
        var clock = new SampleClock(options.Time.Period);
        order = new SampleOrder<TModel>(options.Time, clock, calendar, this.model, TryStep, problems, Summary);
        kept = new StateKeeper<TModel>(this.model, clock, alarm, Summary);
        kept.Mark(samples);
    }

    /// <summary>What happened up to now.</summary>
    public Summary Summary { get; } = new();

    /// <summary>Where the state is kept; null for nowhere.</summary>
    public StateFile? StateFile { get => kept.File; init => kept.File = value; }

    /// <summary>Where new weights come from; null for nowhere.</summary>
    public WeightUpdates<TModel>? Updates { get; set; }

    /// <summary>Whether the input has been played to its end.</summary>
    public bool HasEnded { get; private set; }

    private bool IsStopping => interruption is { Requested: true };

    /// <summary>What the alarm did up to now, in a line; null where there is none.</summary>
    /// <param name="end">What happened right after the last sample; null for nothing that is known.</param>
    public string? DescribeAlarms(string? end) => alarm?.Log.Describe(samples, end);

    /// <inheritdoc cref="StateKeeper{TModel}.Restore"/>
    public long? Restore()
    {
        long? restored = kept.Restore();
        samples = restored ?? samples;
        return restored;
    }

    /// <inheritdoc cref="StateKeeper{TModel}.Save"/>
    public void Save() => kept.Save();

    /// <summary>Plays until the input ends or the user interrupts. Lines that have been read by then are played, unless they have a pace.</summary>
    /// <param name="ending">What ends it early; null for nothing.</param>
    /// <exception cref="InputException">The input as a whole cannot be used.</exception>
    public void Play(Interruption? ending)
    {
        interruption = ending;
        bool more = sensor is null || Connect(sensor);
        while (more && !(IsStopping && options.Rate > 0))
        {
            switch (reader.Next(out var line))
            {
                case LineKind.Hungry when IsStopping:
                    more = false;
                    break;
                case LineKind.Hungry:
                    Wait(milliseconds: -1);
                    break;
                case LineKind.Line when !SampleParser.IsBlank(line):
                    Take(line);
                    break;
                case LineKind.TooLong:
                    Skip(default, new LineFault { Kind = FaultKind.TooLong });
                    break;
                case LineKind.End:
                    HasEnded = sensor is null;
                    more = sensor is not null && !IsStopping && Connect(sensor);
                    break;
            }
        }
        results.Flush();
        CountBytes();
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (parser is null && IsHeader(line))
        {
            return;
        }
        if (!parser!.TryParse(line, sample.AsSpan(0, calendar.Read.Length), out var fault))
        {
            Skip(line, fault);
            return;
        }
        if (parser.IgnoresTime && !saidIgnored)
        {
            SayIgnored();
        }
        if (calendar.NeedsTime && parser.Time is not { HasCalendar: true })
        {
            Skip(line, new LineFault { Kind = FaultKind.NoTime });
            return;
        }
        var verdict = TimeVerdict.Regular;
        if (parser.Time is { } time)
        {
            if (order.Admit(time, reader.LineNumber) is not { } admitted)
            {
                return;
            }
            verdict = admitted;
            calendar.Write(time, sample);
        }

        int wait = pace.NextWait(Stopwatch.GetTimestamp());
        if (wait > 0)
        {
            Wait(wait);
        }
        if (Updates is { IsWaiting: true })
        {
            Swap(Updates);
        }
        if (model.Ranges.FirstOutside(sample) is >= 0 and var column)
        {
            Summary.OutOfRange++;
            problems.OutOfRange(reader.LineNumber, column, sample[column], model.Ranges);
            return;
        }
        if (verdict != TimeVerdict.Regular)
        {
            order.Cross(verdict, parser.Time!.Value, reader.LineNumber);
        }
        samples++;
        bool answered = TryStep(sample);
        Summary.Steps++;
        if (parser.Time is { } taken)
        {
            order.Accept(taken, sample);
        }
        var change = answered && alarm is not null ? alarm.Take(result[0]) : AlarmChange.None;
        results.Write(samples, result, alarm?.IsOn, fault: !answered);
        if (!answered)
        {
            problems.NoAnswer(samples, alarm?.IsOn);
        }
        if (change != AlarmChange.None)
        {
            alarm!.Report(samples, change, result[0], results);
        }
        if (StateFile is not null)
        {
            results.Flush(); // each by itself, so that the state never says of a result that it is out where it is not
            kept.Mark(samples);
        }
        if (options.SaveEvery > 0 && samples % options.SaveEvery == 0)
        {
            SaveAndGoOn();
        }
    }

    private bool TryStep(float[] values)
    {
        bool answered = model.TryStep(values, result, out bool refusesWeights);
        if (refusesWeights)
        {
            SayRefused();
        }
        return answered;
    }

    private void SayIgnored()
    {
        long mark = AllocationCount.BeginApart();
        problems.Say(Problem.TimeIgnored, reader.LineNumber, $"the time in line {reader.LineNumber} is neither a date nor a number, so the order of samples is not checked; --time-column names another field");
        saidIgnored = true;
        allocations.EndApart(mark);
    }

    // The first line of an input or of a connection says how the samples are written. Whether it is no sample.
    private bool IsHeader(ReadOnlySpan<byte> line)
    {
        long mark = AllocationCount.BeginApart();
        try
        {
            parser = SampleParser.For(line, reader.LineNumber, options.Format, calendar.Read, options.Time, out bool isHeader);
            return isHeader;
        }
        catch (InputException e) when (sensor is not null) // a daemon that begins with something else; its next line may be better
        {
            Summary.Skipped++;
            problems.Say(Problem.NoHeader, reader.LineNumber, $"{e.Message} Skipped");
            return true;
        }
        finally
        {
            allocations.EndApart(mark);
            allocations.Begin();
        }
    }

    private void Skip(ReadOnlySpan<byte> line, LineFault fault)
    {
        Summary.Skipped++;
        problems.Skipped(reader.LineNumber, line, fault);
    }

    // Everything that takes long and is not computing happens here and in Connect, and before it all results are sent off:
    // whoever reads them gets each at once. -1 waits for input.
    private void Wait(int milliseconds)
    {
        BeginWait();
        try
        {
            if (milliseconds < 0)
            {
                long mark = AllocationCount.BeginApart();
                reader.Fill();
                if (sensor is { IsGone: true })
                {
                    allocations.EndApart(mark); // what .NET makes of the first connection that is lost
                }
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

    // Always true: there is more.
    private bool Connect(SensorStream daemon)
    {
        long mark = AllocationCount.BeginApart();
        BeginWait();
        try
        {
            daemon.Connect();
        }
        finally
        {
            interruption?.EndWait();
        }
        reader.Restart();
        Summary.Reconnects = daemon.Reconnects;
        bytesForFaults += parser?.BytesForFaults ?? 0;
        parser = null; // the daemon may begin with another header than before
        allocations.EndApart(mark);
        return true;
    }

    private void Swap(WeightUpdates<TModel> updates)
    {
        long mark = AllocationCount.BeginApart();
        var next = updates.Take();
        model.TakeNetwork(next, RangesOf(next, model.Ranges));
        allocations.EndApart(mark);
    }

    // Tried beside the samples they had an answer; with the memory and the sample of now they have none.
    private void SayRefused()
    {
        long mark = AllocationCount.BeginApart();
        problems.Say(Problem.WeightsRefused, samples, $"new weights refused, the old ones stay in use: their result for sample {samples} is not finite");
        allocations.EndApart(mark);
    }

    private InputRanges RangesOf(TModel model, InputRanges inForce) => RangeOption.Apply(model.Ranges, inForce, options.Ranges, TModel.Columns);

    private void SaveAndGoOn()
    {
        long mark = AllocationCount.BeginApart();
        try
        {
            Save();
        }
        catch (IOException e)
        {
            Summary.StateSaveFailures++;
            problems.Say(Problem.NotSaved, samples, $"{e.Message}; continuing");
        }
        allocations.EndApart(mark);
    }

    private void BeginWait()
    {
        results.Flush();
        CountBytes(); // for a summary that another thread writes, since the count is this thread's
        interruption?.BeginWait();
    }

    private void CountBytes()
    {
        Summary.MessagesLeftOut = problems.LeftOut + (sensor?.MessagesLeftOut ?? 0);
        Summary.BytesForFaults = bytesForFaults + (parser?.BytesForFaults ?? 0);
        Summary.BytesApart = allocations.Apart;
        Summary.Bytes = allocations.Loop - Summary.BytesForFaults;
    }
}
