using System;
using System.IO;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Models;

/// <summary>Reads spec files.</summary>
public static class SpecFile
{
    /// <summary>The network that a file describes.</summary>
    /// <exception cref="SpecException">The file cannot be read, or has mistakes; the message has a line for each.</exception>
    public static ModelSpec Read(string path)
    {
        string text;
        if (Directory.Exists(path))
        {
            throw new SpecException($"{path}: is a folder; expected a spec file, e.g. pump.lstm.json");
        }
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecException($"{path}: there is no such file{Near(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpecException($"{path}: cannot be read: {e.Message}", e);
        }
        if (IsWeightFile(text))
        {
            throw new SpecException($"{path}: is a weight file (safetensors), the trained numbers of a network without its layers; expected its spec file{SpecOf(path)}");
        }
        var result = SpecParser.Parse(text);
        var errors = result.Model is { } model ? TooLarge(model, path, result.Places) : [.. result.Errors];
        return errors.Length == 0 ? result.Model! : throw new SpecException(string.Join(Environment.NewLine, errors.Select(error => error.Format(path))));
    }

    // What a build would refuse is refused before anything is made for it.
    private static SpecError[] TooLarge(ModelSpec model, string path, SizePlaces places) =>
    [
        .. from fault in SizeCheck.Faults(model, Path.GetFileName(path))
           where fault.IsError
           let place = places.Of(fault) ?? new SpecPlace(0, 0, 0, 0)
           select new SpecError(fault.Rule, fault.Message, place.Offset, place.Length, place.LineIndex, place.ColumnIndex),
    ];

    // A safetensors file begins with eight bytes of a length, the highest of which are 0, and then its header.
    private static bool IsWeightFile(string text) => text.Length > 8 && text.AsSpan(0, 8).Contains('\0') && text.AsSpan(0, 16 < text.Length ? 16 : text.Length).Contains('{');

    private static string SpecOf(string weights)
    {
        string spec = Path.ChangeExtension(weights, null) + ModelFiles.SpecEnding;
        return File.Exists(spec) ? $", {spec}" : $", e.g. {Path.GetFileName(spec)}; for tensors of another program, lstm import makes one";
    }

    private static string Near(string path)
    {
        var file = new FileInfo(path);
        string? near = file.Directory is { Exists: true } folder ? Suggestion.Nearest(file.Name, folder.EnumerateFiles("*.json").Select(other => other.Name)) : null;
        return near is null ? "; `lstm new` writes one to start from" : $"; did you mean {Wording.Quote(near)}?";
    }
}

/// <summary>A spec that cannot be used. The message says all.</summary>
public sealed class SpecException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public SpecException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
