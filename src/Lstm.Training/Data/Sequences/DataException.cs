using System;

namespace Lstm.Training.Data.Sequences;

/// <summary>Data that cannot be learnt from, or options that do not fit it. The message says all: where, what was found, what was expected.</summary>
public sealed class DataException : Exception
{
    /// <summary>A complaint about the options, or about the data as a whole.</summary>
    public DataException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>A complaint about one place in a file.</summary>
    internal DataException(DataPlace place, string message, Exception? cause = null)
        : base($"{place}: {message}", cause)
    {
    }
}
