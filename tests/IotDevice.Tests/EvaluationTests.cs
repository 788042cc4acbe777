using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The figures of an alarm by hand, and those of the weights in the repository over a few runs.</summary>
[Trait("Speed", "Slow")]
public sealed class EvaluationTests
{
    private static readonly AlarmSettings Settings = new(Raise: 1, RaiseAfter: 1, Clear: 1, ClearAfter: 1, SampleHours: 0.5);

    [Fact]
    public void Figures_by_hand()
    {
        RunTrace[] traces =
        [
            Trace("0000000011", onset: 6, failed: true), // announced at the sample before the last
            Trace("0100001111", onset: 6, failed: true), // a false alarm, then announced three before the last
            Trace("0000111111", onset: 6, failed: true), // on before the onset: false, and nothing announced
            Trace("0000000000", onset: 6, failed: true), // missed
            Trace("0101000000", onset: 10, failed: false), // two false alarms in a sound run
            Trace("0000000000", onset: 10, failed: false),
        ];
        var figures = AlarmFigures.Of(traces, (trace, t) => trace.Probability[t], Settings);
        Assert.Equal([0.5, 1.5], figures.LeadHours);
        Assert.Equal((4, 4, 22, 2, 1), (figures.Faults, figures.FalseAlarms, figures.SoundHours, figures.SoundRuns, figures.SoundRunsAlarmed));
        Assert.Equal(1000 * 4 / 22.0, figures.FalseAlarmsPerThousandHours, 1e-9);
        Assert.Equal([0, 0, 0.5, 1.5], new[] { 0.1, 0.5, 0.75, 1 }.Select(figures.LeadQuantile));
        Assert.Equal(1, figures.DetectedBefore(1.5));
    }

    [Fact]
    public void The_lowest_limit_that_is_quiet_enough()
    {
        RunTrace[] traces = [Trace("0203010000", onset: 10, failed: false)];
        float[] limits = [0.5f, 1.5f, 2.5f, 3.5f];
        AlarmSettings Lowest(int allowed) => LimitSearch.Lowest(traces, (trace, t) => trace.Probability[t], Settings, limits, allowed);
        Assert.Equal([0.5f, 1.5f, 2.5f, 3.5f], new[] { 3, 2, 1, 0 }.Select(allowed => Lowest(allowed).Raise));
    }

    [Fact]
    public void Usual_vibration_is_by_speed_and_of_sound_bearings()
    {
        var trace = new RunTrace(Onset: 4, Failed: true, new float[6], Speed: [2010, 2020, 2090, 0, 2050, 2500], Vibration: [1, 2, 3, 9, 8, 4]);
        var bands = new SpeedBands([trace]);
        Assert.Equal([0.5f, 1, 1.5f, 0, 4, 0], Enumerable.Range(0, 6).Select(t => bands.Score(trace, t)));
    }

    [Fact]
    public void Ten_failures_are_announced_and_all_but_one_of_ten_sound_pumps_left_alone()
    {
        var figures = AlarmFigures.Of(RunTrace.Play(seed: 11, runs: 10), (trace, t) => trace.Probability[t], PumpModel.Alarm!);
        Assert.Equal(10, figures.LeadHours.Count);
        Assert.InRange(figures.LeadQuantile(0.5), 48, 400);
        Assert.InRange(figures.SoundRunsAlarmed, 0, 1); // of 200 it was 9
    }

    [Fact]
    public void A_year_of_a_sound_pump()
    {
        const double Year = 365 * 24;
        int alarms = 0;
        for (int pump = 0; pump < 4; pump++)
        {
            var trace = RunTrace.Of(new PumpRun(seed: 12, pump, faulty: false, Year));
            Assert.Equal(365 * 24 * 6, trace.Probability.Length);
            alarms += AlarmFigures.Of([trace], (played, t) => played.Probability[t], PumpModel.Alarm!).FalseAlarms;
        }
        Assert.InRange(alarms, 0, 4); // no memory that fills up over the months
    }

    [Fact]
    public async Task The_command()
    {
        var outcome = (await Device.Run("evaluate", "--runs", "3")).Ok();
        Assert.Matches(new Regex(@"^network, p >= 0\.\d+ +[0-3]/3 ", RegexOptions.Multiline), outcome.Output);
        Assert.Matches(new Regex(@"^vibration >= 5\.1 mm/s \(ISO 10816-7\) +[0-3]/3 ", RegexOptions.Multiline), outcome.Output);
        Assert.Matches(new Regex(@"^p >= 0\.\d+ \* ", RegexOptions.Multiline), outcome.Output);
        Assert.Equal(outcome, await Device.Run("evaluate", "--runs=3", "--seed=4", "--validation-seed=2"));
    }

    private static RunTrace Trace(string probabilities, int onset, bool failed) =>
        new(onset, failed, [.. probabilities.Select(c => (float)(c - '0'))], new float[probabilities.Length], new float[probabilities.Length]);
}
