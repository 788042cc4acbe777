using System;

namespace Lstm.Training.Runs;

/// <summary>A spec, data and options that do not go together. The message says what, and what would.</summary>
public sealed class RunException : Exception
{
    /// <summary>Says what does not go together.</summary>
    public RunException(string message)
        : base(message)
    {
    }
}
