using System;
using System.Buffers.Binary;
using System.IO;

namespace VoiceActivity;

/// <summary>Reads 16-bit mono PCM at 16 kHz, from a WAV file or without a header.</summary>
internal sealed class PcmReader : IDisposable
{
    /// <summary>Samples in a second.</summary>
    public const int SampleRate = 16000;

    private readonly Stream stream;

    private PcmReader(Stream stream) => this.stream = stream;

    /// <summary>A WAV file, or <c>-</c> for raw samples on standard input.</summary>
    /// <exception cref="InvalidDataException">The file is no WAV file of this kind.</exception>
    public static PcmReader Open(string path)
    {
        if (path == "-")
        {
            return new(new BufferedStream(Console.OpenStandardInput()));
        }
        var stream = File.OpenRead(path);
        try
        {
            FindSamples(stream, path);
            return new(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The next samples in ±1, the last ones filled up with silence; false at the end.</summary>
    public bool Read(Span<float> samples)
    {
        Span<byte> bytes = stackalloc byte[2 * samples.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        bytes[read..].Clear();
        for (int k = 0; k < samples.Length; k++)
        {
            samples[k] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * k)..]) / 32768f;
        }
        return read > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static void FindSamples(FileStream stream, string path)
    {
        Span<byte> header = stackalloc byte[12];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException($"{path}: no WAV file, it does not begin with RIFF and WAVE");
        }
        Span<byte> format = stackalloc byte[16];
        Span<byte> chunk = stackalloc byte[8];
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
            {
                return;
            }
            long next = stream.Position + size + (size & 1);
            if (chunk[..4].SequenceEqual("fmt "u8) && stream.ReadAtLeast(format, format.Length, throwOnEndOfStream: false) == format.Length)
            {
                RequireFormat(format, path);
            }
            stream.Position = next;
        }
        throw new InvalidDataException($"{path}: a WAV file without samples");
    }

    private static void RequireFormat(ReadOnlySpan<byte> format, string path)
    {
        int coding = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if ((coding, channels, rate, bits) != (1, 1, SampleRate, 16))
        {
            throw new InvalidDataException($"{path}: {channels} channel{(channels == 1 ? "" : "s")} of {bits} bits at {rate} Hz, coding {coding}; the network takes one channel of 16-bit PCM at {SampleRate} Hz");
        }
    }
}
