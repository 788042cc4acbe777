using System;

namespace Lstm.Training.Mpi;

/// <summary>Processes that were started together cannot train together. The message says why, and what to do.</summary>
public sealed class MpiException : Exception
{
    /// <summary>Says why.</summary>
    public MpiException(string message)
        : base(message)
    {
    }
}
