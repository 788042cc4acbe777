using System;
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Lstm.Specification;

namespace Lstm.Trainer.Cli;

/// <summary>Options that take numbers, written with a decimal point whatever the system's language.</summary>
internal static class Numbers
{
    /// <summary>A number within bounds.</summary>
    public static Option<T?> Option<T>(string name, string description, Func<T, bool> within, string expected)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = typeof(T) == typeof(int) || typeof(T) == typeof(ulong) ? "N" : "X",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value) && within(value))
                {
                    return value;
                }
                result.AddError($"{name} {Wording.Shorten(text)}: expected {expected}.");
                return null;
            },
        };

    /// <summary>A whole number from <paramref name="least"/> on.</summary>
    public static Option<int?> Count(string name, string description, int least = 1) =>
        Option<int>(name, description, value => value >= least, $"a whole number from {least} on");

    /// <summary>A share, from 0 to below 1.</summary>
    public static Option<double?> Share(string name, string description) => Option<double>(name, description, value => value is >= 0 and < 1, "a share, from 0 to below 1");

    /// <summary>A number of a range.</summary>
    public static Option<float?> Between(string name, string description, float least, float most) =>
        Option<float>(name, description, value => value >= least && value <= most, FormattableString.Invariant($"a number from {least} to {most}"));

    /// <summary>A number above 0.</summary>
    public static Option<float?> Positive(string name, string description) => Option<float>(name, description, value => value > 0, "a number above 0");
}
