using System;
using System.Collections.Generic;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Cli;

/// <summary>Files that hold a part of a command line.</summary>
internal static class ResponseFile
{
    /// <summary>The words of a command line, those of a file in the place of "@FILE"; lines that begin with # are left out.</summary>
    /// <exception cref="UsageException">A file cannot be read.</exception>
    public static IEnumerable<string> Expand(IEnumerable<string> words) => words.SelectMany(word => word is ['@', _, ..] ? Words(word[1..]) : [word]);

    private static IEnumerable<string> Words(string path)
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => !line.StartsWith('#')).SelectMany(CommandLineParser.SplitCommandLine)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "is a folder" : !File.Exists(path) ? "is not there" : $"cannot be read: {exception.Message}";
            throw new UsageException($"@{path}: expected a file with options, and {path} {reason}.");
        }
    }
}
