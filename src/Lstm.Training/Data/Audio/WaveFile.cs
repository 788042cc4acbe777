using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using NAudio.Wave;

namespace Lstm.Training.Data.Audio;

/// <summary>
/// A WAVE file: RIFF, or RF64 where it is larger than 4 GB. The chunks are found here and their bytes counted as they are there, whatever a length says that
/// was never filled in; formats and samples are NAudio's.
/// </summary>
internal sealed class WaveFile
{
    private const int MostChannels = 256;
    private const uint Unknown = 0xFFFFFFFF; // a length that stands in ds64, or was to be filled in at the end of a recording

    private static readonly Guid ExtensibleFloat = new("00000003-0000-0010-8000-00AA00389B71");

    private readonly Func<Stream> open;
    private readonly WaveFormat format;
    private readonly long start;

    /// <param name="open">Opens the file, which can seek.</param>
    /// <exception cref="InvalidDataException">It is no such file, or its samples are of a kind that is not read.</exception>
    public WaveFile(Func<Stream> open)
    {
        this.open = open;
        using var stream = open();
        WaveFormat? found = null;
        long data = -1, bytes = 0, large = -1;
        byte[] head = new byte[12];
        string kind = stream.ReadAtLeast(head, 12, throwOnEndOfStream: false) == 12 && head.AsSpan(8, 4).SequenceEqual("WAVE"u8) ? Encoding.Latin1.GetString(head, 0, 4) : "";
        if (kind is not ("RIFF" or "RF64"))
        {
            throw new InvalidDataException(kind == "BW64" ? "it is a BW64 file, which hardly any program reads; save it as WAV or RF64" : "it does not begin as a WAVE file does (RIFF … WAVE)");
        }
        while (data < 0 && stream.ReadAtLeast(head.AsSpan(0, 8), 8, throwOnEndOfStream: false) == 8)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            long content = stream.Position, left = stream.Length - content;
            switch (Encoding.Latin1.GetString(head, 0, 4))
            {
                case "fmt ":
                    found = Format(stream, size, left);
                    break;
                case "ds64" when size >= 16 && left >= 16:
                    stream.ReadExactly(head.AsSpan(0, 8));
                    stream.ReadExactly(head.AsSpan(0, 8));
                    large = BinaryPrimitives.ReadInt64LittleEndian(head);
                    break;
                case "data":
                    (data, bytes) = (content, Math.Min(left, size != Unknown ? size : large >= 0 ? large : left));
                    break;
            }
            stream.Position = content + Math.Min(left, size + (size & 1L)); // a byte after a chunk of odd length
        }
        if (found is null || data < 0)
        {
            throw new InvalidDataException(found is null ? "it does not say how its samples are written (there is no chunk \"fmt \" before the samples)" : "it holds no samples (there is no chunk \"data\")");
        }
        (format, start, Frames) = (found, data, bytes / found.BlockAlign);
    }

    /// <summary>Samples of each channel in a second.</summary>
    public int SampleRate => format.SampleRate;

    /// <summary>Channels.</summary>
    public int Channels => format.Channels;

    /// <summary>Samples of each channel.</summary>
    public long Frames { get; }

    /// <summary>How samples are written, e.g. "24-bit", "32-bit float".</summary>
    public string Samples => $"{format.BitsPerSample}-bit{(format.Encoding == WaveFormatEncoding.IeeeFloat ? " float" : "")}";

    /// <summary>Opens the samples from a frame on.</summary>
    public WaveSamples From(long frame)
    {
        var stream = open();
        stream.Position = start + (frame * format.BlockAlign);
        return new WaveSamples(stream, format, (Frames - frame) * format.BlockAlign);
    }

    /// <summary>What WAVE_FORMAT_EXTENSIBLE stands for; NAudio knows it but for floats of 64 bits.</summary>
    private static WaveFormat Standard(WaveFormat format, byte[] chunk) =>
        format is { Encoding: WaveFormatEncoding.Extensible, BitsPerSample: 64 } && chunk.Length >= 40 && new Guid(chunk.AsSpan(24, 16)) == ExtensibleFloat
        ? WaveFormat.CreateCustomFormat(WaveFormatEncoding.IeeeFloat, format.SampleRate, format.Channels, format.AverageBytesPerSecond, format.BlockAlign, 64)
        : format.AsStandardWaveFormat();

    private static WaveFormat Format(Stream stream, uint size, long left)
    {
        if (size < 16 || size > left || size > ushort.MaxValue)
        {
            throw new InvalidDataException($"its chunk \"fmt \" has {size} bytes, expected 16 or more");
        }
        byte[] bytes = new byte[size];
        stream.ReadExactly(bytes);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var format = Standard(WaveFormat.FromFormatChunk(reader, bytes.Length), bytes);
        bool isRead = (format.Encoding, format.BitsPerSample) is (WaveFormatEncoding.Pcm, 8 or 16 or 24 or 32) or (WaveFormatEncoding.IeeeFloat, 32 or 64);
        return !isRead ? throw new InvalidDataException($"its samples are {format.Encoding} of {format.BitsPerSample} bits; PCM of 8, 16, 24 or 32 bits and floats of 32 or 64 are read here, e.g. after sox in.wav -e floating-point -b 32 out.wav")
            : format.Channels is < 1 or > MostChannels || format.SampleRate < 1 || format.BlockAlign != format.Channels * format.BitsPerSample / 8
            ? throw new InvalidDataException($"its format contradicts itself: {format.Channels} channels of {format.BitsPerSample} bits in {format.BlockAlign} bytes, {format.SampleRate} Hz")
            : format;
    }
}

/// <summary>The samples of a WAVE file one after the other, as floats that are never clipped.</summary>
internal sealed class WaveSamples : IWaveProvider, IDisposable
{
    private const int FramesAtOnce = 4096;

    private readonly Stream stream;
    private readonly ISampleProvider samples;
    private readonly float[] block;
    private long left;
    private int next;
    private int end;

    /// <param name="stream">At the first sample.</param>
    /// <param name="format">How samples are written.</param>
    /// <param name="bytes">How many there are.</param>
    public WaveSamples(Stream stream, WaveFormat format, long bytes)
    {
        (this.stream, WaveFormat, left) = (stream, format, bytes);
        samples = this.ToSampleProvider(); // knows every kind of sample; WaveFileReader.ReadNextSampleFrame takes extensible floats for whole numbers
        block = new float[FramesAtOnce * format.Channels];
    }

    /// <inheritdoc/>
    public WaveFormat WaveFormat { get; }

    /// <summary>The next sample of each channel; they are there until the next call. Empty at the end.</summary>
    public ReadOnlySpan<float> NextFrame()
    {
        if (next == end)
        {
            (next, end) = (0, samples.Read(block));
        }
        int channels = Math.Min(WaveFormat.Channels, end - next);
        next += channels;
        return block.AsSpan(next - channels, channels);
    }

    /// <summary>The bytes of samples, no others.</summary>
    public int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(left, buffer.Length);
        int read = stream.ReadAtLeast(buffer[..wanted], wanted, throwOnEndOfStream: false);
        left -= read;
        return read;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
