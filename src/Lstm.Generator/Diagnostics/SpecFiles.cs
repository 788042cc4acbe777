using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Diagnostics;

/// <summary>How a message lists spec files.</summary>
internal static class SpecFiles
{
    private const int Shown = 5;

    /// <summary>"there are 'a.lstm.json', 'b.lstm.json'", those nearest to <paramref name="wanted"/> first, or what to do when there is none.</summary>
    public static string Among(string wanted, IEnumerable<string> files)
    {
        var nearest = Suggestion.ByNearness(wanted, files);
        return nearest.Count switch
        {
            0 => "there is none ending in .lstm.json",
            1 => "there is " + List(nearest),
            _ => "there are " + List(nearest),
        };
    }

    /// <summary>The files in quotes, the first few of them.</summary>
    public static string List(IReadOnlyCollection<string> files)
    {
        string shown = string.Join(", ", files.Take(Shown).Select(file => $"'{file}'"));
        return files.Count > Shown ? $"{shown} and {files.Count - Shown} more" : shown;
    }
}
