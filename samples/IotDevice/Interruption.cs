using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace IotDevice;

/// <summary>
/// Ctrl-C, SIGTERM and, unless it asks for new weights, SIGHUP (a terminal that closes) end the program as the end of its
/// input does. The thread that plays holds a gate and opens it while it waits for input or sleeps; the signal's own thread
/// ends the program only through the open gate, and so never in the middle of a sample. A reader who does not read keeps the gate
/// closed no longer than <see cref="StopRequest.Patience"/>. A second signal ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly object gate = new();
    private readonly StopRequest stop;
    private readonly Func<int> finish;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration? hangUp;

    /// <summary>Begins to listen, and closes the gate.</summary>
    /// <param name="stop">What a signal makes.</param>
    /// <param name="finish">What to do before the program ends while the playing thread waits; returns the exit code.</param>
    /// <param name="hangUpEnds">Whether SIGHUP is one of the signals.</param>
    public Interruption(StopRequest stop, Func<int> finish, bool hangUpEnds)
    {
        this.stop = stop;
        this.finish = finish;
        Monitor.Enter(gate);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        hangUp = hangUpEnds ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop) : null;
    }

    /// <summary>Whether the playing thread should come to an end.</summary>
    public bool Requested => stop.IsMade;

    /// <summary>Opens the gate: from here on the program may end.</summary>
    public void BeginWait() => Monitor.Exit(gate);

    /// <summary>Closes the gate.</summary>
    public void EndWait() => Monitor.Enter(gate);

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        hangUp?.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (!stop.Make())
        {
            return;
        }
        context.Cancel = true;
        lock (gate)
        {
            Environment.Exit(finish());
        }
    }
}
