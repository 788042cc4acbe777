using System;
using System.IO;

namespace IotDevice;

/// <summary>The command line asks for something that does not exist.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The input as a whole cannot be used: one bad line is reported and skipped, a header without a wanted column is this.</summary>
internal sealed class InputException(string message) : Exception(message);

/// <summary>The state cannot be saved.</summary>
internal sealed class StateNotSavedException(string message, bool mayPass) : IOException(message)
{
    /// <summary>Whether the disk is full or read-only: no mistake in the file's name, and no reason not to watch.</summary>
    public bool MayPass { get; } = mayPass;
}

/// <summary>The state of an earlier start cannot be used, and beginning anew is not for the program to decide.</summary>
internal sealed class StateException(string message) : Exception(message);
