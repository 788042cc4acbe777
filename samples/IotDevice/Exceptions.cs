using System;

namespace IotDevice;

/// <summary>The command line asks for something that does not exist.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The input as a whole cannot be used: one bad line is reported and skipped, a header without a wanted column is this.</summary>
internal sealed class InputException(string message) : Exception(message);
