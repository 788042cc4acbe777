using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Lstm.Training.Formats.Common;

/// <summary>A zip archive whose entries are unpacked under the import's budget: a small one can unpack to gigabytes.</summary>
internal sealed class ImportArchive : IDisposable
{
    private readonly ModelSource source;
    private readonly string expected;
    private readonly ZipArchive archive;

    /// <summary>Opens a file that is in memory.</summary>
    /// <param name="source">The file.</param>
    /// <param name="expected">What it should be, for messages.</param>
    /// <exception cref="ImportException">It is no archive.</exception>
    public ImportArchive(ModelSource source, string expected)
    {
        (this.source, this.expected) = (source, expected);
        archive = Checked(null, () => new ZipArchive(new MemoryStream(source.Bytes, writable: false)));
        Names = Checked(null, () => archive.Entries.Select(entry => entry.FullName).ToList());
    }

    /// <summary>The entries' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>An entry's content; null where there is none of this name.</summary>
    /// <exception cref="ImportException">It is damaged, or more than the budget allows.</exception>
    public byte[]? Read(string name) => Checked(name, () => archive.GetEntry(name) is { } entry ? Unpack(name, entry) : null);

    public void Dispose() => archive.Dispose();

    // .NET hands out no more than an entry declares, but perhaps less.
    private byte[] Unpack(string name, ZipArchiveEntry entry)
    {
        source.Budget.Take(source, name, entry.Length);
        if (entry.Length > Array.MaxLength)
        {
            throw source.Fault(name, FormattableString.Invariant($"it unpacks to {entry.Length:N0} bytes"), FormattableString.Invariant($"at most {Array.MaxLength:N0}"));
        }
        byte[] bytes = new byte[entry.Length];
        using var stream = entry.Open();
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw source.Fault(name, "it does not unpack to as many bytes as the archive says", expected);
        }
        return bytes;
    }

    private T Checked<T>(string? name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw source.Fault(name, $"the archive cannot be read ({e.Message.TrimEnd('.')})", expected, e);
        }
    }
}
