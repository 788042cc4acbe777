using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;

namespace Lstm.Trainer.Cli;

/// <summary>Turns Ctrl-C, SIGTERM and a closed terminal (SIGHUP) into a request to stop; the second one ends the program at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly TextWriter errors;

    /// <param name="errors">Where it says so.</param>
    public Interruption(TextWriter errors)
    {
        this.errors = errors;
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    /// <summary>Whether somebody asked.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            return; // the second time the system does what it does without us
        }
        context.Cancel = true;
        errors.WriteLine();
        errors.WriteLine("lstm: stopping; once more to stop at once");
        source.Cancel();
    }
}
