using System;

namespace IotDevice;

/// <summary>
/// Sees to it that the network steps through time as in training: drops what was delivered twice or comes behind a later sample, and goes over
/// gaps as the options say. Nothing in it allocates.
/// </summary>
internal sealed class SampleOrder<TModel>
    where TModel : struct, IDeviceModel<TModel>
{
    private readonly TimeOption options;
    private readonly SampleClock clock;
    private readonly Calendar calendar;
    private readonly GuardedModel<TModel> model;
    private readonly Func<float[], bool> step;
    private readonly ProblemLog problems;
    private readonly Summary summary;
    private readonly float[] lastSample = new float[TModel.Columns.Length];
    private readonly byte[] nothing = new byte[TModel.MemoryBytes]; // the memory of a model that remembers nothing
    private SampleTime? lastTime; // of lastSample; null before the first one of this start

    /// <param name="options">What becomes of gaps.</param>
    /// <param name="clock">Compares times.</param>
    /// <param name="calendar">Puts a time's features into a sample.</param>
    /// <param name="model">The network, which a gap can begin anew.</param>
    /// <param name="step">Steps with a sample of its own.</param>
    /// <param name="problems">Is told.</param>
    /// <param name="summary">Counts.</param>
    public SampleOrder(TimeOption options, SampleClock clock, Calendar calendar, GuardedModel<TModel> model, Func<float[], bool> step, ProblemLog problems, Summary summary)
    {
        (this.options, this.clock, this.calendar, this.model, this.step, this.problems, this.summary) = (options, clock, calendar, model, step, problems, summary);
        model.Trusted.SaveMemory(nothing);
    }

    /// <summary>Compares a sample's time with the last one that the network has seen.</summary>
    /// <param name="time">The time.</param>
    /// <param name="line">Where it stands.</param>
    /// <returns>Null where the sample is dropped, and the state stays as it is.</returns>
    public TimeVerdict? Admit(SampleTime time, long line)
    {
        var verdict = clock.Judge(time.Ticks);
        if (verdict is not (TimeVerdict.Repeated or TimeVerdict.Back))
        {
            return verdict;
        }
        summary.Repeated += verdict == TimeVerdict.Repeated ? 1 : 0;
        summary.Back += verdict == TimeVerdict.Back ? 1 : 0;
        problems.Time(line, verdict, Seconds(time), "dropped"u8);
        return null;
    }

    /// <summary>From the last sample over those that are missing; where it cannot be said which these are, the network begins anew.</summary>
    public void Cross(TimeVerdict verdict, SampleTime time, long line)
    {
        long missing = verdict == TimeVerdict.Gap ? clock.Missing(time.Ticks) : 0;
        bool holds = options.Gaps == GapPolicy.Hold && missing is > 0 and <= TimeOption.MostHeld && lastTime is not null;
        bool resets = options.Gaps != GapPolicy.Note && !holds;
        summary.Gaps++;
        problems.Time(line, verdict, Seconds(time), holds ? "the network steps on with the last sample"u8 : resets ? "the network begins anew"u8 : "the network continues"u8);
        if (resets)
        {
            model.Forget(nothing);
        }
        for (long missed = 1; holds && missed <= missing; missed++)
        {
            calendar.Write(clock.Behind(lastTime!.Value, missed), lastSample);
            step(lastSample);
            summary.Held++;
        }
    }

    /// <summary>The network has seen a sample.</summary>
    public void Accept(SampleTime time, float[] sample)
    {
        clock.Accept(time.Ticks);
        lastTime = time;
        sample.CopyTo(lastSample, 0);
    }

    private double Seconds(SampleTime time) => (time.Ticks - clock.Last) / (double)TimeSpan.TicksPerSecond;
}
