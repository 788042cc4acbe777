using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Lstm.Embedded;

namespace VoiceActivity;

/// <summary>Says for every 32 ms of a recording how likely somebody speaks: see <see cref="Help"/>.</summary>
internal static class Program
{
    private const string Help = """
        Usage: VoiceActivity WEIGHTS [WAV] [--time]

        Reads 16 kHz mono 16-bit PCM, a WAV file or - for raw samples on standard input, and writes a
        line of JSON for every 512 samples: the time at their beginning in seconds, and the probability
        that somebody speaks.

          WEIGHTS   the network's weight file, as `lstm import --spec` makes it (README.md says from what)
          WAV       the recording; standard input unless given
          --time    also writes the time that a frame takes, to the error stream
        """;

    private static int Main(string[] args)
    {
        bool time = Array.IndexOf(args, "--time") >= 0;
        string[] files = Array.FindAll(args, arg => arg != "--time");
        if (files.Length is 0 or > 2 || Array.Exists(args, arg => arg is "--help" or "-h" or "-?"))
        {
            (files.Length is 0 or > 2 ? Console.Error : Console.Out).WriteLine(Help);
            return files.Length is 0 or > 2 ? 2 : 0;
        }
        try
        {
            var detector = new VoiceDetector(Voice.Load(files[0]));
            using var audio = PcmReader.Open(files.Length > 1 ? files[1] : "-");
            using var output = new StreamWriter(Console.OpenStandardOutput());
            Detect(detector, audio, output, time);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LstmWeightException or InvalidDataException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Detect(VoiceDetector detector, PcmReader audio, StreamWriter output, bool time)
    {
        Span<float> frame = stackalloc float[VoiceDetector.FrameSize];
        long frames = 0;
        var fastest = TimeSpan.MaxValue;
        var total = TimeSpan.Zero;
        while (audio.Read(frame))
        {
            long start = Stopwatch.GetTimestamp();
            float probability = detector.Next(frame);
            var taken = Stopwatch.GetElapsedTime(start);
            (fastest, total) = (taken < fastest ? taken : fastest, total + taken);
            double seconds = frames++ * VoiceDetector.FrameSize / (double)PcmReader.SampleRate;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{seconds:0.000},\"speech\":{probability:0.000000}}}"));
        }
        if (time && frames > 0)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames} frames on {Isa.Describe()}: {total.TotalMicroseconds / frames:0.0} µs a frame, {fastest.TotalMicroseconds:0.0} µs the fastest"));
        }
    }
}
