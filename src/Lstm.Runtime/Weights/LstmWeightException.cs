using System;

namespace Lstm.Embedded;

/// <summary>
/// Weights that cannot be used: an unreadable or malformed file, a tensor that is missing, superfluous, of another
/// shape or type, or not finite. The only exception that loading weights throws for what is in a file.
/// </summary>
public sealed class LstmWeightException : Exception
{
    /// <summary>Describes one problem; the message names the file, the tensor, what was found and what was expected.</summary>
    /// <param name="fileName">The file, or the name under which its bytes were given.</param>
    /// <param name="tensorName">The tensor, or null for a problem of the whole file.</param>
    /// <param name="found">What the file holds.</param>
    /// <param name="expected">What it had to hold, and if possible how to mend it.</param>
    /// <param name="innerException">The cause, e.g. the <see cref="System.IO.IOException"/> of an unreadable file; null for none.</param>
    public LstmWeightException(string fileName, string? tensorName, string found, string expected, Exception? innerException = null)
        : base(Describe(fileName, tensorName, found, expected), innerException)
    {
        FileName = fileName;
        TensorName = tensorName;
    }

    /// <summary>The weight file as the caller named it.</summary>
    public string FileName { get; }

    /// <summary>The tensor concerned, or null for a problem of the whole file.</summary>
    public string? TensorName { get; }

    private static string Describe(string fileName, string? tensorName, string found, string expected)
    {
        string tensor = tensorName is null ? "" : $"tensor {WeightText.Quote(tensorName)}: ";
        return $"{fileName}: {tensor}found {found}; expected {expected}.";
    }
}
