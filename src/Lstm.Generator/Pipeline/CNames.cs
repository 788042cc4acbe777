using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Lstm.Generator.Pipeline;

/// <summary>What the functions of a model are called in C: <c>gasalarm</c> for GasAlarm, and <c>plant_gasalarm</c> where two would be called so.</summary>
internal static class CNames
{
    /// <summary>The names of models that are named with all that is around them: short where that is one model's alone, and no two the same.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> qualifiedNames)
    {
        var contested = new HashSet<string>(qualifiedNames.GroupBy(Short, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key), StringComparer.Ordinal);
        string[] wished = [.. qualifiedNames.Select(name => contested.Contains(Short(name)) ? Spell(name) : Short(name))];
        // A long name can be another's, too: of models that differ in case, or where N1.Net meets a class N1_Net. Those are numbered, by name, so that order in files is nothing to it.
        var taken = new HashSet<string>(wished, StringComparer.Ordinal);
        foreach (var same in Enumerable.Range(0, wished.Length).GroupBy(k => wished[k], StringComparer.Ordinal).Where(group => group.Skip(1).Any()).ToList())
        {
            int number = 2;
            foreach (int k in same.OrderBy(k => qualifiedNames[k], StringComparer.Ordinal).Skip(1))
            {
                while (!taken.Add($"{same.Key}_{number}"))
                {
                    number++;
                }
                wished[k] = $"{same.Key}_{number}";
            }
        }
        return wished;
    }

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
