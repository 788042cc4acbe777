using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Lstm.Training.Engine;

namespace Lstm.Trainer.Cli.Output;

/// <summary>One line on a terminal, updated while training runs: epoch, losses, rate, and how long it may take.</summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>Back to the beginning of an empty line.</summary>
    public const string ClearLine = "\r\u001b[K";

    private const int Milliseconds = 200;

    private readonly TextWriter errors;
    private readonly NetworkTrainer trainer;
    private readonly int epochs;
    private readonly int begunAt;
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private readonly object gate = new();
    private TrainingProgress? last;
    private bool disposed;

    /// <param name="errors">The terminal.</param>
    /// <param name="trainer">Tells how far the epoch has come.</param>
    /// <param name="epochs">How many there are to be at most.</param>
    /// <param name="begunAt">How many there were already.</param>
    public ProgressLine(TextWriter errors, NetworkTrainer trainer, int epochs, int begunAt)
    {
        this.errors = errors;
        this.trainer = trainer;
        this.epochs = epochs;
        this.begunAt = begunAt;
        timer = new Timer(_ => Show(), null, Milliseconds, Milliseconds);
    }

    /// <summary>An epoch is done.</summary>
    public void Epoch(TrainingProgress progress) => last = progress;

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (!disposed)
            {
                errors.Write(ClearLine);
                disposed = true;
            }
        }
    }

    private void Show()
    {
        lock (gate)
        {
            if (!disposed)
            {
                errors.Write(ClearLine + Text());
                errors.Flush();
            }
        }
    }

    private string Text()
    {
        double done = trainer.EpochsDone + trainer.EpochShare;
        if (trainer.EpochShare >= 1)
        {
            done = trainer.EpochsDone; // between two epochs
        }
        var elapsed = Stopwatch.GetElapsedTime(begin);
        string left = done - begunAt > 0.01 ? $", {Durations.Text(elapsed / (done - begunAt) * (epochs - done))} left at most" : "";
        string losses = last is { } progress
            ? FormattableString.Invariant($"  loss {progress.Epoch.TrainingLoss:G4}{Validation(progress)}, best {progress.Best.Loss:G4} (epoch {progress.Best.Epoch}), {progress.SequencesPerSecond:N0} sequences/s")
            : "";
        return FormattableString.Invariant($"epoch {Math.Min(epochs, (int)done + 1)}/{epochs} {100 * (done - Math.Floor(done)):00} %{losses}{left}");
    }

    private static string Validation(TrainingProgress progress) => double.IsNaN(progress.Epoch.ValidationLoss) ? "" : FormattableString.Invariant($", validation {progress.Epoch.ValidationLoss:G4}");
}
