using System;

namespace Lstm.Benchmarks;

/// <summary>What an implementation needs is not on this machine; the message says what, and where it comes from.</summary>
internal sealed class MissingException(string message) : Exception(message);
