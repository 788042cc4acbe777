using System;
using System.Diagnostics;

namespace Lstm.Training.Formats.Common;

/// <summary>
/// What one import may cost: a small file can describe numbers, parts or work without end. Readers ask before they
/// allocate (<see cref="Take"/>) and at each part they look at (<see cref="Visit"/>).
/// </summary>
public sealed class ImportBudget
{
    /// <summary>Bytes that every import may take, whatever the size of its file.</summary>
    public const long BaseBytes = 64L << 20;

    /// <summary>Bytes that an import may take besides for each byte of its file.</summary>
    public const long BytesPerByte = 32;

    /// <summary>Seconds that an import may take.</summary>
    public const double DefaultSeconds = 10;

    // A part (a node, a link, a module, an entry) is counted as what its record takes at the least.
    private const long BytesPerPart = 64;

    private readonly long startedAt = Stopwatch.GetTimestamp();
    private readonly bool growsWithFiles;
    private long taken;

    /// <summary>A budget.</summary>
    /// <param name="bytes">Bytes that may be taken.</param>
    /// <param name="seconds">Seconds that the import may take.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive.</exception>
    public ImportBudget(long bytes, double seconds = DefaultSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        (Bytes, Seconds) = (bytes, seconds);
    }

    private ImportBudget(long bytes, double seconds, bool growsWithFiles)
        : this(bytes, seconds) => this.growsWithFiles = growsWithFiles;

    /// <summary>Bytes that may be taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Seconds that the import may take.</summary>
    public double Seconds { get; }

    /// <summary>Whether something was refused for it: then no other way to read the file is worth trying.</summary>
    internal bool IsExceeded { get; private set; }

    /// <summary>The usual budget for a file.</summary>
    /// <param name="fileBytes">Its length.</param>
    public static ImportBudget For(long fileBytes) => new(BaseBytes + (BytesPerByte * fileBytes), DefaultSeconds, growsWithFiles: true);

    /// <summary>This budget, unspent, with other limits where they are given.</summary>
    internal ImportBudget With(long? bytes, double? seconds) => new(bytes ?? Bytes, seconds ?? Seconds, growsWithFiles && bytes is null);

    /// <summary>A file beside the model counts as the model's own bytes do, unless the limit was given.</summary>
    internal void Allow(long fileBytes) => Bytes += growsWithFiles ? BytesPerByte * fileBytes : 0;

    /// <summary>Counts bytes that are about to be allocated.</summary>
    /// <param name="source">The file, for the message.</param>
    /// <param name="place">What asks for them, for the message.</param>
    /// <param name="count">How many; less than 0 stands for more than a long can count.</param>
    /// <exception cref="ImportException">More than is left.</exception>
    internal void Take(ModelSource source, string? place, long count)
    {
        if (count < 0 || count > Bytes - taken)
        {
            IsExceeded = true;
            string asked = count < 0 ? "more bytes than any array holds" : $"{count:N0} bytes";
            throw source.Fault(place, FormattableString.Invariant($"it asks for {asked}, and {taken:N0} are taken already"), FormattableString.Invariant($"an import that takes at most {Bytes:N0} bytes; --budget MEGABYTES allows more"));
        }
        taken += count;
        CheckTime(source, place);
    }

    /// <summary>Counts a part that is about to be looked at.</summary>
    /// <param name="source">The file, for the message.</param>
    /// <param name="place">The part, for the message.</param>
    /// <exception cref="ImportException">Nothing is left, or the time is over.</exception>
    internal void Visit(ModelSource source, string? place) => Take(source, place, BytesPerPart);

    /// <summary>Looks at the clock, in work that allocates nothing.</summary>
    /// <param name="source">The file, for the message.</param>
    /// <param name="place">What works, for the message.</param>
    /// <exception cref="ImportException">The time is over.</exception>
    internal void CheckTime(ModelSource source, string? place)
    {
        if (Stopwatch.GetElapsedTime(startedAt).TotalSeconds > Seconds)
        {
            IsExceeded = true;
            throw source.Fault(place, FormattableString.Invariant($"the import has taken more than {Seconds} s"), "less work; --budget-seconds allows more");
        }
    }
}
