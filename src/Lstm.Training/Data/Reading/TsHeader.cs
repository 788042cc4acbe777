using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>What the lines before <c>@data</c> in a <c>.ts</c> file say.</summary>
/// <param name="path">The file.</param>
/// <param name="targetIsWanted">Whether there must be classes or targets.</param>
internal sealed class TsHeader(string path, bool targetIsWanted)
{
    private static readonly string[] Known =
    [
        "@problemName", "@timeStamps", "@missing", "@univariate", "@dimensions", "@equalLength", "@seriesLength", "@classLabel", "@targetLabel", "@data",
    ];

    private bool univariate;

    /// <summary>Dimensions of every sequence; null if the header does not say.</summary>
    public int? Dimensions { get; private set; }

    /// <summary>Time steps of every sequence; null if they differ or the header does not say.</summary>
    public int? Length { get; private set; }

    /// <summary>The classes there are; null if sequences have no class.</summary>
    public IReadOnlyList<string>? Classes { get; private set; }

    /// <summary>Whether sequences have a number to reach.</summary>
    public bool HasTarget { get; private set; }

    /// <summary>Whether a class or a number stands behind the last colon of a sequence.</summary>
    public bool HasLast => HasTarget || Classes is not null;

    /// <summary>Reads one line; false if it is the last of the header.</summary>
    public bool Read(int line, string text)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (words[0].ToUpperInvariant())
        {
            case "@DATA":
                RequireTarget(line);
                return false;
            case "@PROBLEMNAME":
            case "@MISSING":
            case "@EQUALLENGTH":
                break;
            case "@TIMESTAMPS":
                RequireNoTimeStamps(line, words);
                break;
            case "@UNIVARIATE":
                univariate = Flag(line, words);
                Dimensions = univariate ? 1 : Dimensions;
                break;
            case "@DIMENSIONS" or "@DIMENSION":
                Dimensions = univariate ? 1 : Count(line, words);
                break;
            case "@SERIESLENGTH":
                Length = Count(line, words);
                break;
            case "@CLASSLABEL":
                Classes = Flag(line, words) ? Labels(line, words[2..]) : null;
                break;
            case "@TARGETLABEL":
                HasTarget = Flag(line, words);
                break;
            default:
                string? near = Suggestion.Nearest(words[0], Known);
                throw Error(line, $"expected one of {string.Join(", ", Known)}, found {Wording.Quote(words[0])}" + (near is null ? "" : $"; did you mean {near}?"));
        }
        return true;
    }

    private void RequireTarget(int line)
    {
        bool both = Classes is not null && HasTarget, neither = Classes is null && !HasTarget;
        if (both || (neither && targetIsWanted))
        {
            throw Error(line, "expected either \"@classLabel true\" with the classes or \"@targetLabel true\" before the data, found " + (both ? "both" : "neither"));
        }
    }

    private void RequireNoTimeStamps(int line, string[] words)
    {
        if (Flag(line, words))
        {
            throw Error(line, "time stamps are not supported; expected \"@timeStamps false\"");
        }
    }

    private bool Flag(int line, string[] words) => words.Length > 1 && bool.TryParse(words[1], out bool flag)
        ? flag
        : throw Error(line, $"expected {words[0]} true or false, found {Wording.Quote(string.Join(' ', words))}");

    private int Count(int line, string[] words) =>
        words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw Error(line, $"expected {words[0]} and a number from 1, found {Wording.Quote(string.Join(' ', words))}");

    private string[] Labels(int line, string[] labels)
    {
        string? twice = labels.GroupBy(label => label).FirstOrDefault(group => group.Count() > 1)?.Key;
        return (labels.Length, twice) switch
        {
            (0, _) => throw Error(line, "expected the classes after \"@classLabel true\", found none"),
            (_, not null) => throw Error(line, $"the class {Wording.Quote(twice)} is declared twice"),
            _ => labels,
        };
    }

    private DataException Error(int line, string message) => new(new DataPlace(path, line), message);
}
