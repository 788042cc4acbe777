using System.Globalization;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>The version of Keras that wrote a file: names and defaults mean other things in other versions.</summary>
/// <param name="Text">As the file states it; null where it does not.</param>
internal sealed partial record KerasVersion(string? Text)
{
    private const int Oldest = 1, Newest = 3;

    /// <summary>1 to 3; null where the file does not say.</summary>
    public int? Major { get; private init; }

    /// <summary>The version that a file states.</summary>
    /// <exception cref="ImportException">It is one whose layers are not known here.</exception>
    public static KerasVersion Of(ModelSource source, string? text)
    {
        if (text is null)
        {
            return new(text);
        }
        var match = Form().Match(text);
        int major = match.Success && int.TryParse(match.Groups["major"].Value, CultureInfo.InvariantCulture, out int number) ? number : 0;
        return major is >= Oldest and <= Newest ? new(text) { Major = major } : throw source.Fault("keras_version", $"it is {ModelSource.Quote(text)}", $"Keras {Oldest} to {Newest}; load the model with a Keras that reads it and save it as .keras");
    }

    /// <summary>Keras 1, whose spelling tells it where no version is stated.</summary>
    public static KerasVersion One => new((string?)null) { Major = 1 };

    /// <summary>TensorFlow.js, whose functions are those of Keras 2.</summary>
    /// <param name="note">A sentence for the user.</param>
    public static KerasVersion OfTensorFlowJs(string note) => new((string?)null) { Major = 2, Program = note };

    private string? Program { get; init; }

    /// <summary>A sentence for the user.</summary>
    public string Note => Program is not null ? Program
        : Text is not null ? $"Written by Keras {Text}."
        : Major == 1 ? "The file does not say which Keras wrote it; its layers are spelled as only Keras 1 spells them."
        : "The file does not say which Keras wrote it; what differs between versions is refused.";

    [GeneratedRegex(@"^(?<major>[0-9]{1,4})(\.[0-9]+)*([-.+a-z0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
