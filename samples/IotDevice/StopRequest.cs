using System;
using System.Threading;

namespace IotDevice;

/// <summary>That a signal has asked the program to end, and how much longer whoever reads what it writes may take.</summary>
internal sealed class StopRequest
{
    /// <summary>Milliseconds from the signal on in which what is still to be written has to find room.</summary>
    public const int Patience = 1000;

    private const long Never = long.MaxValue;
    private long made = Never; // as Environment.TickCount64 counts

    /// <summary>Whether it has been made.</summary>
    public bool IsMade => Volatile.Read(ref made) != Never;

    /// <summary>Whether the patience is over.</summary>
    public bool IsOverdue => IsMade && Environment.TickCount64 - Volatile.Read(ref made) >= Patience;

    /// <summary>Makes it.</summary>
    /// <returns>Whether it is the first.</returns>
    public bool Make() => Interlocked.CompareExchange(ref made, Environment.TickCount64, Never) == Never;
}
