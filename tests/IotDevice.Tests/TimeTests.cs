using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The times of samples: what came twice or late is dropped, gaps do what was asked for, the calendar is that of training.</summary>
public sealed class TimeTests
{
    /// <summary>Adds 1 to the memory at each sample and shows it.</summary>
    private const string Count = "1,1,1";

    private static (string[] Results, string Errors, Summary Summary) Play<TModel>(string input, params string[] options)
        where TModel : struct, IDeviceModel<TModel>
    {
        using MemoryStream output = new(1 << 20), errors = new(1 << 20); // large enough that they do not grow in the loop
        var session = new Session<TModel>(TModel.Create(), Options.Parse(["--input", "-", .. options]), new MemoryStream(Encoding.UTF8.GetBytes(input)), output, errors);
        session.Play(null);
        string[] results = [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf("\"y\":", StringComparison.Ordinal) + 4)..^1])];
        return (results, Encoding.UTF8.GetString(errors.ToArray()), session.Summary);
    }

    private static (string[] Results, string Errors, Summary Summary) Counted(string[] times, params string[] options) =>
        Play<MemoryCellModel>("time,x1,x2,x3\n" + string.Concat(times.Select(time => $"{time},{Count}\n")), options);

    [Theory]
    [InlineData("2024-01-31", 638422560000000000, 0)]
    [InlineData("2024-01-31T08:30", 638422866000000000, 0)]
    [InlineData("2024-01-31 08:30:15.25Z", 638422866152500000, 0)]
    [InlineData("2024-01-31T08:30:15+02:00", 638422794150000000, 120)]
    [InlineData("2024-01-31T08:30:15-0530", 638423064150000000, -330)]
    [InlineData("1706689815", 638422866150000000, 0)]
    [InlineData("1706689815250", 638422866152500000, 0)]
    [InlineData("1706689815250000", 638422866152500000, 0)]
    [InlineData("0.5", 5000000, 0)]
    [InlineData("-2", -20000000, 0)]
    public void A_time_is_read_as_in_training(string text, long ticks, int offset)
    {
        Assert.True(SampleTime.TryRead(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal((ticks, offset), (time.Ticks, time.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12:00")]
    [InlineData("2024-02-30")]
    [InlineData("2024-01-31T")]
    [InlineData("2024-01-31T24:00")]
    [InlineData("2024-01-31T08:30+15:00")]
    [InlineData("2024-01-31T08:30:15 more")]
    [InlineData("nan")]
    [InlineData("1e300")]
    public void What_is_no_time_is_none(string text) => Assert.False(SampleTime.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_message_that_comes_twice_is_not_a_time_step()
    {
        var (results, errors, summary) = Counted(["2024-01-01T00:00Z", "2024-01-01T00:10Z", "2024-01-01T00:10Z", "2024-01-01T00:00Z", "2024-01-01T01:20+01:00"]);
        Assert.Equal(["1", "2", "3"], results);
        Assert.Equal("line 4: the time is that of the sample before; dropped\nline 5: the time is 600.000 s before that of the last sample; dropped\n", errors);
        Assert.Equal((3, 1, 1, 0), (summary.Steps, summary.Repeated, summary.Back, summary.Gaps));
        Assert.Contains("3 steps, 0 lines skipped, 1 repeated sample dropped, 1 earlier sample dropped; step ", summary.ToString(), StringComparison.Ordinal);
        string metrics = MetricsText.Write(summary, 0);
        Assert.Contains("iotdevice_repeated_total 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("iotdevice_back_in_time_total 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void In_json_too_and_only_if_nobody_minds()
    {
        string json = string.Concat(new[] { "1700000000", "1700000000", "\"2023-11-14T22:13:21Z\"", "null" }.Select(time => $"{{\"timestamp\":{time},\"x1\":1,\"x2\":1,\"x3\":1}}\n"));
        Assert.Equal(["1", "2", "3"], Play<MemoryCellModel>(json).Results);
        Assert.Equal(["1", "2", "3", "4"], Play<MemoryCellModel>(json, "--time-column", "none").Results);
    }

    /// <summary>What is no time in the first line was none before either; what is named as one, or was one, is a fault.</summary>
    [Fact]
    public void A_field_that_holds_no_time_is_told()
    {
        var (results, errors, _) = Counted(["12:00", "12:00"]);
        Assert.Equal(["1", "2"], results);
        Assert.Equal("the time in line 2 is neither a date nor a number, so the order of samples is not checked; --time-column names another field\n", errors);
        Assert.Equal("line 2: time is '12:00'; expected one such as 2024-01-31T08:30:00Z, or a number; skipped\n", Counted(["12:00"], "--time-column", "time").Errors);
        Assert.Equal("line 3: time is 'noon'; expected one such as 2024-01-31T08:30:00Z, or a number; skipped\n", Counted(["0", "noon", "1"]).Errors);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_end_it()
    {
        string[] times = ["100000", .. Enumerable.Range(0, SampleClock.SetBackAfter + 3).Select(second => $"{second}")];
        var (results, errors, summary) = Counted(times);
        Assert.Equal(["1", "2", "3", "4"], results);
        Assert.Equal(SampleClock.SetBackAfter, summary.Back);
        Assert.EndsWith($"line {SampleClock.SetBackAfter + 3}: the time is {100000 - SampleClock.SetBackAfter}.000 s before that of the last sample; the network continues\n", errors, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "2", "3"], Counted(times, "--time-gaps", "reset", "--period", "1").Results);
    }

    [Theory]
    [InlineData("note", "1 2 3 4", 0)]
    [InlineData("reset", "1 2 1 2", 0)]
    [InlineData("hold", "1 2 6 7", 3)]
    public void A_gap_does_what_was_asked_for(string policy, string expected, int held)
    {
        var (results, errors, summary) = Counted(["0", "10", "50", "64"], "--period", "10", "--time-gaps", policy); // 14 s is less than one and a half periods
        Assert.Equal(expected, string.Join(' ', results));
        Assert.StartsWith("line 4: a gap of 40.000 s; the network ", errors, StringComparison.Ordinal);
        Assert.Equal((4, 1, held), (summary.Steps, summary.Gaps, summary.Held));
        Assert.Equal(["1", "2"], Counted(["0", "1000000"], "--period", "10").Results);
        Assert.Equal(["1", "1"], Counted(["0", "1000000"], "--period", "10", "--time-gaps", "hold").Results); // too many to hold
    }

    [Fact]
    public void After_a_restart_the_last_time_is_known()
    {
        string path = Path.GetTempFileName();
        File.Delete(path);
        try
        {
            string[] PlayOnce(string times)
            {
                using var file = new StateFile(path);
                using MemoryStream output = new(), errors = new();
                var session = new Session<MemoryCellModel>(MemoryCellModel.Create(), Options.Parse(["--input", "-"]), new MemoryStream(Encoding.UTF8.GetBytes("time,x1,x2,x3\n" + string.Concat(times.Split(' ').Select(time => $"{time},{Count}\n")))), output, errors) { StateFile = file };
                session.Restore();
                session.Play(null);
                session.Save();
                return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
            Assert.Equal(["{\"n\":1,\"y\":1}", "{\"n\":2,\"y\":2}"], PlayOnce("1 2"));
            Assert.Equal(["{\"n\":3,\"y\":3}"], PlayOnce("1 2 3"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Bit for bit what lstm train --calendar adds: the trainer's tests have the same numbers.</summary>
    [Theory]
    [InlineData("2024-01-01T00:00:00", new uint[] { 0x00000000, 0x3F800000, 0x00000000, 0x3F800000, 0x00000000, 0x3F800000 })]
    [InlineData("2024-05-17T13:37:42.5", new uint[] { 0xBED3BAD7, 0xBF6915C3, 0xBF517E33, 0xBF13228E, 0x3F31B9A3, 0xBF384130 })]
    public void The_calendar_has_the_bits_of_training(string text, uint[] bits)
    {
        var calendar = new Calendar(["x", "hour_sin", "hour_cos", "weekday_sin", "weekday_cos", "month_sin", "month_cos"]);
        Assert.Equal(["x"], calendar.Read);
        Assert.True(SampleTime.TryRead(Encoding.UTF8.GetBytes(text), out var time));
        float[] sample = new float[7];
        calendar.Write(time, sample);
        Assert.Equal(bits, sample[1..].Select(BitConverter.SingleToUInt32Bits));
        Assert.Throws<ArgumentException>(() => new Calendar(["hour_sin", "x"]));
    }

    [Fact]
    public void A_network_gets_the_calendar_and_no_sample_without_a_date()
    {
        var (results, errors, _) = Play<Echo>("time,x1\n2024-01-01T06:00:00+05:00,3\n1,4\n2024-01-01T07:00:00,5\n");
        Assert.Equal(["[3,1,0]", "[5,0.965926,-0.258819]"], results);
        Assert.Equal("line 3: time is missing; the network has inputs that are made from date and time of day; skipped\n", errors);
        (results, _, _) = Play<Echo>("time,x1\n2024-01-01T06:00:00,3\n2024-01-01T18:00:00,4\n", "--period", "21600", "--time-gaps", "hold");
        Assert.Equal(["[3,1,0]", "[4,-1,0]"], results);
    }

    [Theory]
    [InlineData("--time-gaps", "reset")]
    [InlineData("--period", "0")]
    [InlineData("--time-gaps", "drop")]
    public void Options_that_cannot_be_are_told(string name, string value) => Assert.Contains(name, Assert.Throws<UsageException>(() => Options.Parse([name, value])).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_allocated()
    {
        const int Samples = 4000;
        string[] times = [.. Enumerable.Range(1, Samples).Select(n => n % 7 == 6 ? n - 1 : n % 11 == 10 ? n - 3 : n).Select(n => $"2024-01-01T{n / 3600:00}:{n / 60 % 60:00}:{n % 60:00}.5Z")];
        Counted(times, "--period", "0.5", "--time-gaps", "hold");
        // What the loop allocates it allocates every time; on a busy machine the runtime's own count now and then jumps by some thousand bytes.
        Assert.Equal(0, Enumerable.Range(0, 4).Min(_ => Counted(times, "--period", "0.5", "--time-gaps", "hold").Summary.Bytes));
    }

    // Answers what it gets.
    private struct Echo : IDeviceModel<Echo>
    {
        public static string Name => "echo";

        public static string Summary => "";

        public static string[] Columns => ["x1", "hour_sin", "hour_cos"];

        public static int OutputSize => 3;

        public static string SpecHash => MemoryCellModel.SpecHash;

        public static int MemoryBytes => 0;

        public static uint Golden => 0;

        public static AlarmSettings? Alarm => null;

        public static Recording Record() => MemoryCellModel.Record();

        public readonly InputRanges Ranges => MemoryCellModel.Create().Ranges;

        public readonly bool IsFinite => true;

        public static Echo Create() => default;

        public static Echo Load(string path) => default;

        public readonly void Step(ReadOnlySpan<float> sample, Span<float> result) => sample.CopyTo(result);

        public readonly Echo WithBody(InstructionSet body) => this;

        public readonly void TakeNetwork(Echo other)
        {
        }

        public readonly void SaveMemory(Span<byte> bytes)
        {
        }

        public readonly void LoadMemory(ReadOnlySpan<byte> bytes)
        {
        }
    }
}
