using System;
using System.IO;
using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Shows a training run to a person: what is learnt, how it goes, what it came to. Progress only on a terminal.</summary>
internal sealed class ConsoleListener(TextWriter output, TextWriter errors, bool quiet) : IRunListener, IDisposable
{
    private readonly bool terminal = !quiet && !Console.IsErrorRedirected;
    private ProgressLine? progress;

    /// <inheritdoc/>
    public void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt)
    {
        foreach (string warning in preparation.Data.Warnings.Concat(preparation.Notes))
        {
            errors.WriteLine($"note: {warning}");
        }
        if (quiet)
        {
            return;
        }
        RunText.Describe(output, preparation, plan, trainer.Parameters, resumedAt);
        output.Flush();
        if (terminal)
        {
            progress = new ProgressLine(errors, trainer, plan.Options.Epochs, resumedAt);
        }
    }

    /// <inheritdoc/>
    public void Epoch(TrainingProgress progress) => this.progress?.Epoch(progress);

    /// <inheritdoc/>
    public void Trained(TrainingResult result)
    {
        progress?.Dispose();
        progress = null;
        if (result.Reason == StopReason.Diverged)
        {
            errors.WriteLine($"lstm: {result.Message}" + (result.Best is { } best ? $" The weights of epoch {best.Epoch} are kept." : " There is no epoch to keep."));
        }
        else if (result.Reason == StopReason.Cancelled && result.Best is null)
        {
            errors.WriteLine("lstm: stopped before the first epoch was done; there is nothing to keep.");
        }
        if (terminal && result.Best is not null)
        {
            errors.Write("compiling and measuring the generated code …");
            errors.Flush();
        }
    }

    /// <inheritdoc/>
    public void Finished(RunOutcome outcome)
    {
        if (terminal)
        {
            errors.Write(ProgressLine.ClearLine);
        }
        if (!quiet)
        {
            RunText.Conclude(output, outcome);
        }
        foreach (string finding in outcome.Findings)
        {
            errors.WriteLine($"note: {finding}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => progress?.Dispose();
}
