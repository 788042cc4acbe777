using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>What the functions of a model are called in C: <c>gasalarm</c> for GasAlarm, and <c>plant_gasalarm</c> where two would be called so.</summary>
internal static class CNames
{
    /// <summary>The short names that several of the models, named with all that is around them, would have.</summary>
    public static EquatableArray<string> Contested(IEnumerable<string> qualifiedNames) => new(qualifiedNames
        .Distinct(StringComparer.Ordinal)
        .GroupBy(Short, StringComparer.Ordinal)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key)
        .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>The name of a model.</summary>
    public static string Of(string qualified, EquatableArray<string> contested) =>
        Short(qualified) is var name && contested.Contains(name) ? Spell(qualified) : name;

    private static string Short(string qualified) => Spell(qualified.Substring(qualified.LastIndexOf('.') + 1));

    // C's names are of ASCII; a letter beyond it becomes its number.
    private static string Spell(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char letter in name.ToLowerInvariant())
        {
            if (letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            {
                text.Append(letter);
            }
            else
            {
                text.Append(letter == '.' ? "_" : "u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
        return text.ToString();
    }
}
