using System;
using System.Globalization;

namespace Lstm.Embedded;

/// <summary>
/// The versions of what a program and its library have to agree on. Generated code carries the versions it was generated for; a
/// library of others refuses to run it, since results would be of no version, or nonsense (docs/numerics.md).
/// </summary>
public static class Numerics
{
    /// <summary>The metadata key under which a weight file carries the version of the numerics that its weights were trained or checked with.</summary>
    public const string MetadataKey = "lstm.numerics";

    /// <summary>
    /// Which bits a network outputs: a higher number where the same spec, weights and inputs give others. Programs whose numbers are
    /// the same give the same bits, whatever the processor.
    /// </summary>
    public static int Version => 2; // no constant: what is asked is the library that runs, not the one compiled against

    /// <summary>How packed weights and a <c>State</c> lie in memory; a saved state belongs to one such number and one spec.</summary>
    public static int LayoutVersion => 1;

    /// <summary>The version that a weight file carries; null where it carries none.</summary>
    /// <exception cref="LstmWeightException">What it carries is no whole number from 1.</exception>
    public static int? Of(WeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            return null;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
            ? version
            : throw new LstmWeightException(file.Name, null, $"{WeightText.Quote(text)} in the metadata key {WeightText.Quote(MetadataKey)}", "a version of the numerics, a whole number from 1");
    }

    /// <summary>Refuses code that was generated for another library than the one that runs.</summary>
    /// <exception cref="InvalidOperationException">A version is another.</exception>
    internal static void Require(int layoutVersion, int numericsVersion)
    {
        if (layoutVersion != LayoutVersion || numericsVersion != Version)
        {
            throw new InvalidOperationException(
                $"The network's code was generated for layout {layoutVersion} and numerics {numericsVersion}, and runs with a library of layout {LayoutVersion} and numerics {Version}: "
                + "the assembly that holds the model was compiled against another version of Lstm.Embedded. Build it again with the version that the program uses.");
        }
    }
}
