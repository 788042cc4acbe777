using System;

namespace Lstm.Training.Formats.Common;

/// <summary>A model that cannot be imported. The message names the file, the place in it, what stands there, and what was expected.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">The node, layer, tensor or option; null for the file as a whole.</param>
    /// <param name="problem">What was found.</param>
    /// <param name="expected">What would do.</param>
    /// <param name="cause">What it follows from.</param>
    public ImportException(string file, string? place, string problem, string expected, Exception? cause = null)
        : base($"{file}: {(place is null ? "" : place + ": ")}{problem}; expected {expected}", cause)
    {
        (File, Place) = (file, place);
    }

    /// <summary>Whether another reading of the axes of a graph's sample may not have it.</summary>
    internal bool IsOfLayout { get; init; }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The node, layer, tensor or option; null for the file as a whole.</summary>
    public string? Place { get; }
}
