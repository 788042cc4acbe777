using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Data.Audio;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A WAVE file as a table, a column for each channel; beside it, where a recording of the same sound is the target, a column for each of its channels.</summary>
internal sealed class WaveTable : TableSource
{
    private const double LongestLatency = 0.5; // seconds

    private readonly WaveFile input;
    private readonly WaveFile? recording;
    private readonly int latency;
    private readonly long frames;

    /// <summary>Looks at both files' headers, and unless it is known at how far one lags behind the other.</summary>
    /// <param name="path">What goes in.</param>
    /// <param name="format">The sample rate, where it is known.</param>
    /// <param name="target">What is to come out; null for no such file.</param>
    /// <exception cref="DataException">A file cannot be read, or they do not go together.</exception>
    public WaveTable(string path, WaveFormat format, WaveTarget? target)
        : base(path)
    {
        input = Open(path);
        if (format.SampleRate is { } expected && expected != input.SampleRate)
        {
            throw new DataException(new DataPlace(path), $"it has {input.SampleRate} samples a second, and the network was trained on {expected}; resample it, e.g. sox {path} -r {expected} out.wav");
        }
        var notes = new List<string>();
        frames = input.Frames;
        if (target is not null)
        {
            recording = Open(target.Path.Length > 0 ? target.Path : throw new DataException(new DataPlace(path), "expected the recording that is the target beside it (--target wet.wav)"));
            RequirePair(target.Path, notes);
            latency = target.Latency ?? Measured(target.Path, notes);
            frames = Math.Min(input.Frames - Math.Max(0, -(long)latency), recording.Frames - Math.Max(0, (long)latency));
        }
        Notes = notes;
        if (frames < 1 || frames > int.MaxValue)
        {
            throw new DataException(new DataPlace(path), frames < 1 ? "there is no sample in it" + (recording is null ? "" : " that both files have") : $"it has {frames} samples; {int.MaxValue} are the most that are read from one file");
        }
        Columns = Named([.. Names("sample", "channel", input.Channels), .. recording is null ? [] : Names("target", "target", recording.Channels)]);
        Targets = [.. Columns.Skip(input.Channels)];
    }

    /// <inheritdoc/>
    public override int MostRows => (int)frames;

    /// <inheritdoc/>
    public override string RowWord => "sample";

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted) => SourceFile.Guarded(Path, Unguarded());

    /// <inheritdoc/>
    public override int? SampleRate => input.SampleRate;

    private IEnumerable<(int Row, TableRow Fields)> Unguarded()
    {
        using var played = input.From(Math.Max(0, -latency));
        using var recorded = recording?.From(Math.Max(0, latency));
        var row = new Row(Columns.Count);
        for (int frame = 1; frame <= frames; frame++)
        {
            int channels = Copy(played, row.Values);
            if (channels == input.Channels && recorded is not null)
            {
                channels += Copy(recorded, row.Values.AsSpan(channels));
            }
            yield return channels == Columns.Count ? (frame, row) : throw new DataException(new DataPlace(Path, frame) { RowWord = RowWord }, "the file ends here; it became shorter while it was read");
        }
    }

    private static int Copy(WaveSamples samples, Span<float> values)
    {
        var frame = samples.NextFrame();
        frame.CopyTo(values);
        return frame.Length;
    }

    private static WaveFile Open(string path)
    {
        var file = new SourceFile(path);
        using (var stream = file.Open())
        {
            byte[] begin = new byte[16];
            int read = SourceFile.Guarded(path, () => stream.Read(begin));
            if (read == 0 || (!begin.AsSpan().StartsWith("RIFF"u8) && ForeignData.ByContent(begin.AsSpan(0, read)) is not null))
            {
                throw new DataException(new DataPlace(path), read == 0 ? "the file is empty" : ForeignData.ByContent(begin.AsSpan(0, read))!);
            }
        }
        return SourceFile.Guarded(path, () => new WaveFile(file.Open));
    }

    private static IEnumerable<string> Names(string one, string many, int count) => count == 1 ? [one] : Enumerable.Range(1, count).Select(number => many + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Refuses files that are not of one recording, and tells what shows that different programs wrote them.</summary>
    private void RequirePair(string path, List<string> notes)
    {
        if (recording!.SampleRate != input.SampleRate)
        {
            throw new DataException(new DataPlace(path), $"it has {recording.SampleRate} samples a second, {Path} has {input.SampleRate}; a pair has one rate, e.g. after sox {path} -r {input.SampleRate} out.wav");
        }
        if (recording.Samples != input.Samples)
        {
            notes.Add($"{path} has samples of {recording.Samples}, {Path} of {input.Samples}: one of them went through another program, which may have resampled, dithered or clipped it.");
        }
        if (recording.Frames != input.Frames)
        {
            notes.Add($"{path} is {Math.Abs(recording.Frames - input.Frames)} samples {(recording.Frames > input.Frames ? "longer" : "shorter")} than {Path}; what only one of them has is left out.");
        }
    }

    private int Measured(string path, List<string> notes)
    {
        int? found = Latency.Of(Beginning(input), Beginning(recording!), (int)Math.Min(LongestLatency * input.SampleRate, Latency.Frames / 4));
        string said = found is { } lag
            ? lag == 0 ? "does not lag behind" : string.Create(CultureInfo.InvariantCulture, $"{(lag > 0 ? "lags behind" : "is ahead of")} {Path} by {Math.Abs(lag)} samples ({1000.0 * Math.Abs(lag) / input.SampleRate:0.##} ms)")
            : "has no lag that stands out in the cross-correlation with";
        notes.Add($"{path} {said}{(found is null or 0 ? $" {Path}" : "")}{(found is null ? "; it is taken to have none (--latency N says another)" : found == 0 ? "" : "; that is taken off (--latency 0 keeps it)")}.");
        return found ?? 0;
    }

    private static float[] Beginning(WaveFile file)
    {
        float[] samples = new float[Math.Min(file.Frames, Latency.Frames)];
        using var reader = file.From(0);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = reader.NextFrame() is { IsEmpty: false } frame ? frame[0] : 0;
        }
        return samples;
    }

    private sealed class Row(int count) : TableRow
    {
        public float[] Values { get; } = new float[count];

        public override int Count => Values.Length;

        public override string this[int field] => float.IsNaN(Values[field]) ? "" : Values[field].ToString("R", CultureInfo.InvariantCulture);

        public override bool TryNumber(int field, out double value)
        {
            value = Values[field];
            return !double.IsInfinity(value);
        }
    }
}
