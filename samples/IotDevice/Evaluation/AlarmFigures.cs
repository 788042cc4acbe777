using System;
using System.Collections.Generic;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>How well an alarm did over some runs.</summary>
/// <param name="Faults">Bearings that failed.</param>
/// <param name="LeadHours">For each that was announced, the hours from the alarm to the last sample before the failure, in ascending order.</param>
/// <param name="FalseAlarms">Alarms raised while the bearing had no defect at all.</param>
/// <param name="SoundHours">Hours without a defect, in all runs.</param>
/// <param name="SoundRuns">Runs whose bearing stayed sound.</param>
/// <param name="SoundRunsAlarmed">Those of them with a false alarm.</param>
internal sealed record AlarmFigures(int Faults, List<double> LeadHours, int FalseAlarms, double SoundHours, int SoundRuns, int SoundRunsAlarmed)
{
    /// <summary>False alarms in 1000 hours of a sound bearing.</summary>
    public double FalseAlarmsPerThousandHours => 1000 * FalseAlarms / SoundHours;

    /// <summary>
    /// Runs the device's alarm over scores. A fault is detected by an alarm that is raised from its onset on; an alarm that
    /// was on before is false and detects nothing, unless it is cleared and raised again.
    /// </summary>
    /// <param name="traces">The runs.</param>
    /// <param name="score">What the alarm looks at, at a sample of a run.</param>
    /// <param name="settings">Its limits.</param>
    public static AlarmFigures Of(IReadOnlyList<RunTrace> traces, Func<RunTrace, int, float> score, AlarmSettings settings)
    {
        var leads = new List<double>();
        int falseAlarms = 0, alarmed = 0, failed = 0;
        double soundHours = 0;
        foreach (var trace in traces)
        {
            int before = falseAlarms;
            int detected = -1;
            var alarm = settings.New();
            for (int t = 0; t < trace.Probability.Length && detected < 0; t++)
            {
                bool raised = alarm.Take(score(trace, t)) == AlarmChange.Raised;
                falseAlarms += raised && t < trace.Onset ? 1 : 0;
                detected = raised && t >= trace.Onset ? t : -1;
            }
            if (detected >= 0)
            {
                leads.Add((trace.Probability.Length - 1 - detected) * settings.SampleHours);
            }
            soundHours += trace.Onset * settings.SampleHours;
            failed += trace.Failed ? 1 : 0;
            alarmed += !trace.Failed && falseAlarms > before ? 1 : 0;
        }
        leads.Sort();
        return new AlarmFigures(failed, leads, falseAlarms, soundHours, traces.Count - failed, alarmed);
    }

    /// <summary>The lead time that a share of all faults do not reach, those that were not announced counting as 0 h.</summary>
    public double LeadQuantile(double share)
    {
        int rank = Math.Max(1, (int)Math.Ceiling(share * Faults)) - 1 - (Faults - LeadHours.Count);
        return rank < 0 ? 0 : LeadHours[rank];
    }

    /// <summary>Faults announced at least so long before the failure.</summary>
    public int DetectedBefore(double hours) => LeadHours.FindAll(lead => lead >= hours).Count;
}
