using System;
using System.IO;
using System.Linq;
using Lstm.Training.Weights;

namespace Lstm.Training.Formats.Common;

/// <summary>A file that holds values of tensors beside the model. Only the parts that tensors name are read.</summary>
internal sealed class FileBeside
{
    private readonly ModelSource source;
    private readonly string path;
    private readonly long length;

    private FileBeside(ModelSource source, string path, long length) => (this.source, this.path, this.length) = (source, path, length);

    /// <summary>Finds the file, which counts for the budget as the model's own bytes do.</summary>
    /// <exception cref="ImportException">There is none, or it is elsewhere: a model must not be able to read what it likes.</exception>
    public static FileBeside Open(ModelSource source, string location, string place)
    {
        string[] parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.Any(char.IsControl) || Array.Exists(parts, part => part is ".." or ""))
        {
            throw source.Fault(place, $"its values are in {ModelSource.Quote(location)}", "a file beside the model or in a folder there");
        }
        string folder = Path.GetDirectoryName(source.Path) ?? "", path = Path.Combine([folder, .. parts]);
        if (Enumerable.Range(1, parts.Length).Any(count => new FileInfo(Path.Combine([folder, .. parts[..count]])).LinkTarget is not null))
        {
            throw source.Fault(place, $"its values are in {ModelSource.Quote(location)}, which is a link", "the file itself; links are not followed");
        }
        var file = new FileInfo(path);
        if (Directory.Exists(path) || (file.Exists && FileKind.IsSpecial(path)))
        {
            throw source.Fault(place, $"its values are in {ModelSource.Quote(location)}, which is a folder, a pipe or a device", "a file beside the model");
        }
        if (!file.Exists)
        {
            throw new ImportException(path, place, "there is no such file", "the file that holds its values, beside the model");
        }
        source.Budget.Allow(Math.Min(file.Length, Array.MaxLength));
        var beside = new FileBeside(source, path, file.Length);
        int beginning = (int)Math.Min(file.Length, GitLfs.Beginning.Length);
        return GitLfs.IsPointer(beside.Read(place, 0, beginning, beginning)) ? throw new ImportException(path, place, GitLfs.Problem, GitLfs.Expected) : beside;
    }

    /// <summary>All of its bytes.</summary>
    /// <param name="place">Whose they are.</param>
    public byte[] ReadWhole(string place)
    {
        source.Budget.Take(source, place, length);
        return Read(place, 0, length, Array.MaxLength);
    }

    /// <summary>Some of its bytes; a negative count stands for all from there on.</summary>
    /// <param name="place">Whose they are.</param>
    /// <param name="offset">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="most">How many it can be, in the largest type.</param>
    public byte[] Read(string place, long offset, long count, long most)
    {
        count = count < 0 ? length - offset : count;
        if (offset < 0 || count < 0 || offset > length || count > length - offset)
        {
            throw source.Fault(place, $"bytes {offset} to {unchecked(offset + count)} of {Path.GetFileName(path)} are its values, and that file has {length}", "a place within the file");
        }
        if (count > most)
        {
            throw source.Fault(place, $"{count} bytes of {Path.GetFileName(path)} are its values", $"at most {most} for its shape");
        }
        try
        {
            using var stream = File.OpenRead(path);
            stream.Position = offset;
            byte[] bytes = new byte[count];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(path, place, $"it cannot be read: {e.Message.TrimEnd('.')}", "a file that can be", e);
        }
    }
}
