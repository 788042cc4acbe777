using System;
using System.Collections.Generic;

namespace IotDevice;

/// <summary>
/// What vibration is usual at each speed: the median over sound bearings, in bands of 100/min. Vibration over it is what a
/// limit that knows the speed looks at.
/// </summary>
internal sealed class SpeedBands
{
    private const float Width = 100;
    private readonly Dictionary<int, float> usual = [];

    /// <summary>Learns from the sound parts of runs.</summary>
    public SpeedBands(IReadOnlyList<RunTrace> traces)
    {
        var bands = new Dictionary<int, List<float>>();
        foreach (var trace in traces)
        {
            for (int t = 0; t < trace.Onset; t++)
            {
                int band = Band(trace.Speed[t]);
                if (!bands.TryGetValue(band, out var vibration))
                {
                    bands.Add(band, vibration = []);
                }
                vibration.Add(trace.Vibration[t]);
            }
        }
        foreach (var (band, vibration) in bands)
        {
            usual.Add(band, Median([.. vibration]));
        }
    }

    /// <summary>How many times the usual vibration there is; 0 at standstill, and at speeds never seen.</summary>
    public float Score(RunTrace trace, int sample) =>
        trace.Speed[sample] >= PumpDuty.SlowestSpeed && usual.TryGetValue(Band(trace.Speed[sample]), out float middle) ? trace.Vibration[sample] / middle : 0;

    private static int Band(float speed) => (int)(speed / Width);

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return Math.Max(0.1f, values[values.Length / 2]);
    }
}
