using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Lstm.Training.Data.Numpy;

/// <summary>The arrays of a file: the one of a <c>.npy</c>, or those of a <c>.npz</c>, which is a zip archive of such files.</summary>
internal sealed class NpyFile
{
    private const long MostByByte = 1032; // no byte of deflate stands for more
    private readonly Func<Stream> open;
    private readonly bool isArchive;

    /// <param name="open">Opens the file, which can seek.</param>
    /// <exception cref="InvalidDataException">It is none, holds no array, or one of its arrays cannot be read.</exception>
    public NpyFile(Func<Stream> open)
    {
        this.open = open;
        using var stream = open();
        Span<byte> mark = stackalloc byte[4];
        isArchive = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.StartsWith("PK"u8);
        stream.Position = 0;
        Arrays = isArchive ? OfArchive(stream) : [("", Header("", stream, stream.Length))];
    }

    /// <summary>The arrays, by name; the name of a <c>.npy</c>'s is empty.</summary>
    public IReadOnlyList<(string Name, NpyHeader Header)> Arrays { get; }

    /// <summary>Opens arrays, which are then gone through side by side.</summary>
    /// <param name="wanted">Which of <see cref="Arrays"/>, and how many elements a row has.</param>
    public OpenArrays Open(IEnumerable<(int Array, int Items)> wanted) => new(open(), isArchive, [.. wanted.Select(one => (Arrays[one.Array].Name, Arrays[one.Array].Header, one.Items))]);

    private static (string Name, NpyHeader Header)[] OfArchive(Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        var entries = archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)).ToList();
        if (entries.Count == 0)
        {
            throw new InvalidDataException("it is a zip archive, but holds no NumPy array (.npy)");
        }
        string? twice = entries.GroupBy(entry => entry.FullName).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is not null ? throw new InvalidDataException($"it holds {twice} twice") : [.. entries.Select(entry =>
        {
            string name = NameOf(entry);
            if (entry.Length / MostByByte > entry.CompressedLength)
            {
                throw new InvalidDataException($"array {name} is said to unpack to more than its bytes can");
            }
            using var content = entry.Open();
            return (name, Header(name, content, entry.Length));
        })];
    }

    private static NpyHeader Header(string name, Stream stream, long length)
    {
        try
        {
            var header = NpyHeader.Read(stream);
            // The length of the header is known only by what is left, which a stream of a zip archive does not tell.
            return header.Shape.Count == 0 ? throw new InvalidDataException("it is a single number, an array of no dimension (0-d); rows need one dimension, rows and columns two, sequences three")
                : header.Shape.Count > 3 ? throw new InvalidDataException($"its shape is {header.ShapeText}; rows need one dimension, rows and columns two, sequences × time steps × columns three")
                : header.Bytes > length ? throw new InvalidDataException($"its shape {header.ShapeText} needs {header.Bytes} bytes, and there are {length}; it was cut short")
                : header;
        }
        catch (InvalidDataException e) when (name.Length > 0)
        {
            throw new InvalidDataException($"array {name}: {e.Message}", e);
        }
    }

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[..^".npy".Length];

    /// <summary>Arrays that are gone through.</summary>
    public sealed class OpenArrays : IDisposable
    {
        private readonly Stream stream;
        private readonly ZipArchive? archive;

        internal OpenArrays(Stream stream, bool isArchive, (string Name, NpyHeader Header, int Items)[] wanted)
        {
            this.stream = stream;
            archive = isArchive ? new ZipArchive(stream, ZipArchiveMode.Read) : null;
            Rows = [.. wanted.Select(one =>
            {
                var content = archive?.GetEntry(one.Name + ".npy")?.Open() is { } entry ? new BufferedStream(entry, 1 << 16) : stream;
                NpyHeader.Read(content); // once more: what follows is its elements
                return new NpyRows(content, one.Header, one.Items);
            })];
        }

        /// <summary>Each of them.</summary>
        public IReadOnlyList<NpyRows> Rows { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (var rows in Rows)
            {
                rows.Dispose();
            }
            archive?.Dispose();
            stream.Dispose();
        }
    }
}
