using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Diagnostics;

/// <summary>How a message lists spec files.</summary>
internal static class SpecFiles
{
    private const int Shown = 5;

    /// <summary>That no file has the name.</summary>
    public static string Missing(string wanted) =>
        wanted.Length == 0 ? "[LstmModel] names no spec file: the path is empty" : $"There is no spec file '{wanted}' in the project";

    /// <summary>What to write instead of a name that no file has: the nearest one, or those there are, or how there come to be some.</summary>
    public static string Instead(string wanted, IReadOnlyCollection<string> files)
    {
        if (files.Count == 0)
        {
            return "no file of the project ends in .lstm.json: put the spec beside the code, or add an LstmModel item for it";
        }
        string? meant = wanted.Length == 0 ? null : Suggestion.Completion(wanted, files);
        return meant is not null ? $"did you mean '{meant}'?" : (files.Count == 1 ? "there is " : "there are ") + List(Suggestion.ByNearness(wanted, files));
    }

    /// <summary>The files in quotes, the first few of them.</summary>
    public static string List(IReadOnlyCollection<string> files)
    {
        string shown = string.Join(", ", files.Take(Shown).Select(file => $"'{file}'"));
        return files.Count > Shown ? $"{shown} and {files.Count - Shown} more" : shown;
    }
}
