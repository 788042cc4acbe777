using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>Reads the PNG images that the report writes: a palette, unfiltered rows.</summary>
internal sealed record PngImage(int Width, int Height, byte[] Pixels, byte[] Palette)
{
    public byte this[int column, int row] => Pixels[(row * Width) + column];

    public static PngImage OfDataUri(string uri)
    {
        const string Start = "data:image/png;base64,";
        Assert.StartsWith(Start, uri, StringComparison.Ordinal);
        return Read(Convert.FromBase64String(uri[Start.Length..]));
    }

    public static PngImage Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        byte[] header = [], palette = [], data = [];
        string last = "";
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            last = Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] content = file[(at + 8)..(at + 8 + length)];
            (header, palette, data) = last switch { "IHDR" => (content, palette, data), "PLTE" => (header, content, data), "IDAT" => (header, palette, content), _ => (header, palette, data) };
            at += 12 + length;
        }
        Assert.Equal("IEND", last);
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        Assert.Equal([8, 3, 0, 0, 0], header[8..]);
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress))
        {
            zlib.CopyTo(rows);
        }
        byte[] raw = rows.ToArray(), pixels = new byte[width * height];
        Assert.Equal((width + 1) * height, raw.Length);
        for (int row = 0; row < height; row++)
        {
            Assert.Equal(0, raw[row * (width + 1)]);
            Array.Copy(raw, (row * (width + 1)) + 1, pixels, row * width, width);
        }
        return new PngImage(width, height, pixels, palette);
    }
}
