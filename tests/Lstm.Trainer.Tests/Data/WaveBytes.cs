using System;
using System.Linq;

namespace Lstm.Trainer.Tests.Data;

/// <summary>WAVE files byte by byte.</summary>
internal static class WaveBytes
{
    /// <summary>A chunk, with the byte after one of odd length.</summary>
    public static byte[] Chunk(string name, byte[] content, uint? length = null) =>
        [.. name.Select(c => (byte)c), .. BitConverter.GetBytes(length ?? (uint)content.Length), .. content, .. new byte[content.Length % 2]];

    /// <summary>The chunk that tells how samples are written: 1 is PCM, 3 floats.</summary>
    public static byte[] Format(int tag, int bits, int channels = 1, int rate = 48000) => Chunk("fmt ", Fields(tag, bits, channels, rate));

    /// <summary>The same as WAVE_FORMAT_EXTENSIBLE has it.</summary>
    public static byte[] Extensible(int tag, int bits, int channels = 1, int rate = 48000) => Chunk("fmt ",
    [
        .. Fields(0xFFFE, bits, channels, rate), 22, 0, .. BitConverter.GetBytes((ushort)bits), 0, 0, 0, 0,
        .. new Guid(tag, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71).ToByteArray(),
    ]);

    /// <summary>A file of these chunks.</summary>
    public static byte[] Of(params byte[][] chunks)
    {
        byte[] content = [.. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(content.Length + 4), .. "WAVE"u8, .. content];
    }

    /// <summary>A file of 32-bit floats.</summary>
    public static byte[] Floats(int rate, params float[] samples) => Of(Format(3, 32, rate: rate), Chunk("data", Bytes(samples)));

    /// <summary>Little-endian floats.</summary>
    public static byte[] Bytes(params float[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    private static byte[] Fields(int tag, int bits, int channels, int rate) =>
    [
        .. BitConverter.GetBytes((ushort)tag), .. BitConverter.GetBytes((ushort)channels), .. BitConverter.GetBytes(rate),
        .. BitConverter.GetBytes(rate * channels * bits / 8), .. BitConverter.GetBytes((ushort)(channels * bits / 8)), .. BitConverter.GetBytes((ushort)bits),
    ];
}
