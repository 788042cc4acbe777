using System;
using System.Collections.Generic;
using System.Globalization;

namespace IotDevice;

/// <summary>The options of a <see cref="Command"/>, each with a value; of one given twice the last counts.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> values = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">There is no such option, or its value is missing.</exception>
    public static CommandOptions Parse(string[] args, string[] names)
    {
        var options = new CommandOptions();
        for (int i = 0; i < args.Length; i++)
        {
            int equals = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i].IndexOf('=', StringComparison.Ordinal) : -1;
            string name = equals < 0 ? args[i] : args[i][..equals];
            if (Array.IndexOf(names, name) < 0)
            {
                throw new UsageException($"There is no option {name}{Nearest.Advice(name, names)}");
            }
            options.values[name] = equals >= 0 ? args[i][(equals + 1)..] : ++i < args.Length ? args[i] : throw new UsageException($"{name} wants a value.");
        }
        return options;
    }

    /// <summary>A file's name.</summary>
    /// <exception cref="UsageException">It is empty.</exception>
    public string? Path(string name) =>
        values.GetValueOrDefault(name) is not "" and var path ? path : throw new UsageException($"{name} wants a file's name.");

    /// <summary>A whole number.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public int Number(string name, int otherwise, int least, int most)
    {
        if (!values.TryGetValue(name, out string? text))
        {
            return otherwise;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{name} {text}: expected a whole number from {least} to {most}.");
    }

    /// <summary>One of some words.</summary>
    /// <exception cref="UsageException">It is another.</exception>
    public string Choice(string name, params string[] words)
    {
        string word = values.GetValueOrDefault(name, words[0]);
        return Array.IndexOf(words, word) >= 0 ? word : throw new UsageException($"{name} {word}: expected {string.Join(", ", words, 0, words.Length - 1)} or {words[^1]}.");
    }
}
