using System;
using System.Collections.Generic;

namespace Lstm.Training.Data.Options;

/// <summary>A number for each name that was read, the same in all files: so that rows are numbers until the training part is known.</summary>
internal sealed class CategoryCodes
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    /// <summary>All names, by their numbers.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The number of a name.</summary>
    public int Of(string name)
    {
        if (!codes.TryGetValue(name, out int code))
        {
            code = names.Count;
            codes.Add(name, code);
            names.Add(name);
        }
        return code;
    }

    /// <summary>The name of a number.</summary>
    public string NameOf(double code) => names[(int)code];
}
