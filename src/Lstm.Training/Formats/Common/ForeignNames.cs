using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>Names of another framework's values, as they can stand in code.</summary>
internal static class ForeignNames
{
    // What the only input or output is called, and what generated methods use themselves.
    private static readonly string[] Taken = ["input", "output", .. SpecVocabulary.TakenNames];

    /// <summary>The last part of a path, with _ for what no name in code has; <paramref name="otherwise"/> where nothing is left of it, or a spec has that word already.</summary>
    /// <param name="name">The name, such as <c>model/dense_3/BiasAdd:0</c>.</param>
    /// <param name="otherwise">What it is called if that is no name.</param>
    /// <param name="used">Names there are; this one is added.</param>
    public static string Of(string name, string otherwise, ISet<string> used)
    {
        string last = name.Split('/')[^1].Split(':')[0];
        string word = string.Concat(last.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return Unused(word.Length is > 0 and <= SpecLimits.MaxName && char.IsAsciiLetter(word[0]) && !Taken.Contains(word) ? word : otherwise, used);
    }

    /// <summary>A name that is not used yet; it is added.</summary>
    public static string Unused(string name, ISet<string> used)
    {
        string free = name;
        for (int number = 2; !used.Add(free); number++)
        {
            free = FormattableString.Invariant($"{name}_{number}");
        }
        return free;
    }
}
