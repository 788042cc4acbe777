using System;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;

namespace Lstm.Trainer.Cli;

/// <summary>What --train-windows says: how training sequences are cut, or that they are not.</summary>
/// <param name="Windows">Null for whole sequences.</param>
internal sealed record TrainWindows(WarmedWindows? Windows)
{
    private const string None = "none", Shifted = ":shifted";

    /// <summary>Reads it; null and an error if it is neither.</summary>
    public static TrainWindows? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == None)
        {
            return new TrainWindows((WarmedWindows?)null);
        }
        bool shifts = text.EndsWith(Shifted, StringComparison.Ordinal);
        int[] numbers = [.. (shifts ? text[..^Shifted.Length] : text).Split(':').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (numbers is [> 0 and var length, > 0 and var stride, >= 0 and var warmUp] && length > warmUp && stride <= length - warmUp)
        {
            return new TrainWindows(new WarmedWindows(length, stride, warmUp) { ShiftsLevels = shifts });
        }
        result.AddError($"--train-windows {Wording.Shorten(text)}: expected LENGTH:STRIDE:WARM-UP, such as 64:4:16, with STRIDE at most LENGTH - WARM-UP, perhaps with :shifted behind it, or none.");
        return null;
    }
}
