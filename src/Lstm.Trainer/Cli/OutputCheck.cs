using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Data.Reading;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli;

/// <summary>Finds results that would replace what a command reads, or each other, before anything is written.</summary>
internal static class OutputCheck
{
    /// <summary>What stands for standard output where text is written.</summary>
    public const string Standard = "-";

    private static readonly StringComparer Names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>Requires that every file written has a name of its own. Pipes and devices may be written to twice.</summary>
    /// <param name="written">The results; null for those that are not wanted.</param>
    /// <param name="read">What they are made from, files and folders; null for what is not given.</param>
    /// <param name="folders">Of the data's folder: whether files of folders in it are read too.</param>
    /// <exception cref="UsageException">One does not.</exception>
    public static void Require(IEnumerable<string?> written, IEnumerable<string?> read, bool folders = false)
    {
        var taken = read.OfType<string>().Select(path => (Path: FileKind.FollowLinks(path), IsFolder: Directory.Exists(path))).ToList();
        var results = new HashSet<string>(Names);
        foreach (var (path, full) in written.OfType<string>().Select(path => (path, FileKind.FollowLinks(path))).Where(one => !FileKind.IsSpecial(one.Item2)))
        {
            if (path == Standard)
            {
                throw new UsageException($"{path}: this result goes to a file, not to standard output; name the file, or ./- for one of that name.");
            }
            if (!results.Add(full))
            {
                throw new UsageException($"{path} would be written twice; give each result a name of its own.");
            }
            if (taken.Exists(other => Names.Equals(other.Path, full)))
            {
                throw new UsageException($"{path} would be written over, and it is what the command reads; give the result a name of its own.");
            }
            if (FolderReader.IsTable(full) && taken.Exists(other => other.IsFolder && IsIn(other.Path, full, folders)))
            {
                throw new UsageException($"{path} would be one of the tables of the folder that the data is read from; write it to another folder.");
            }
        }
    }

    private static bool IsIn(string folder, string file, bool deep)
    {
        string? parent = Path.GetDirectoryName(file);
        return parent is not null && (Names.Equals(folder, parent) || (deep && IsIn(folder, parent, deep)));
    }
}
