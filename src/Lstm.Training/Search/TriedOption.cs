using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Search;

/// <summary>What a search varies: an option of training or of the network, and the values that it may take.</summary>
/// <param name="Name">The option's name without dashes, or "units", "layers" or "cell".</param>
public abstract record TriedOption(string Name)
{
    /// <summary>How many values there are to choose from; null for a range.</summary>
    public abstract int? Count { get; }

    /// <summary>As it is written, NAME=VALUES.</summary>
    public abstract string Words { get; }

    /// <summary>A value as the command line takes it.</summary>
    internal abstract string Draw(Xoshiro256 random);

    /// <summary>Reads NAME=V1,V2,… or NAME=LOW:HIGH.</summary>
    /// <param name="text">What is written.</param>
    /// <returns>The option; null with a fault, as a part of a sentence.</returns>
    internal static (TriedOption? Option, string? Fault) Parse(string text)
    {
        const string Expected = "expected NAME=V1,V2,… for these values, or NAME=LOW:HIGH for numbers between";
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            return (null, Expected);
        }
        string name = text[..equals].Trim().TrimStart('-'), values = text[(equals + 1)..].Trim();
        string[] ends = values.Split(':');
        if (ends.Length == 2 && Number(ends[0]) is { } low && Number(ends[1]) is { } high)
        {
            return low < high ? (new TriedRange(name, low, high, IsWhole(ends[0]) && IsWhole(ends[1])), null) : (null, $"{values}: the lower number comes first and is not the higher one");
        }
        string[] list = [.. values.Split(',').Select(value => value.Trim())];
        return list.Any(value => value.Length == 0) ? (null, $"an empty value; {Expected}")
            : list.Distinct().Count() < list.Length ? (null, "a value is there twice; expected each once")
            : (new TriedList(name, new EquatableArray<string>(list)), null);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number >= 0 ? number : null;

    private static bool IsWhole(string text) => text.All(char.IsAsciiDigit) && text.Length < 10;
}

/// <summary>One of some values, each as likely as the others.</summary>
/// <param name="Name"><inheritdoc cref="TriedOption" path="/param[@name='Name']"/></param>
/// <param name="Values">The values as the command line takes them.</param>
public sealed record TriedList(string Name, EquatableArray<string> Values) : TriedOption(Name)
{
    /// <inheritdoc/>
    public override int? Count => Values.Count;

    /// <inheritdoc/>
    public override string Words => $"{Name}={string.Join(',', Values)}";

    internal override string Draw(Xoshiro256 random) => Values[random.NextIndex(Values.Count)];
}

/// <summary>
/// A number between two others, each ratio as likely as another of the same size; from 0 on, where there is no ratio, each number as
/// likely as another.
/// </summary>
/// <param name="Name"><inheritdoc cref="TriedOption" path="/param[@name='Name']"/></param>
/// <param name="Low">The least, from 0 on.</param>
/// <param name="High">The largest.</param>
/// <param name="Whole">Whether it is a whole number; else it has three digits.</param>
public sealed record TriedRange(string Name, double Low, double High, bool Whole) : TriedOption(Name)
{
    private const double Steps = 1L << 53;

    /// <inheritdoc/>
    public override int? Count => null;

    /// <inheritdoc/>
    public override string Words => FormattableString.Invariant($"{Name}={Low}:{High}");

    internal override string Draw(Xoshiro256 random)
    {
        double share = (random.NextBits() >> 11) / Steps;
        // A whole number stands for all that is rounded to it, so that the ends are as likely as those between.
        double low = Whole ? Low - 0.5 : Low, high = Whole ? High + 0.5 : High;
        double value = low > 0 ? low * Math.Pow(high / low, share) : low + (share * (high - low));
        return Math.Clamp(Whole ? Math.Round(value) : Rounded(value), Low, High).ToString("R", CultureInfo.InvariantCulture);
    }

    private static double Rounded(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
