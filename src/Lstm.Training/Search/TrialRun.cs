using System;
using System.IO;
using System.Threading;
using Lstm.Training.Engine;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>A trial with one seed, on one fold.</summary>
/// <param name="trial">The trial.</param>
/// <param name="seed">The seed of training.</param>
/// <param name="fold">The fold, from 0; null without cross-validation.</param>
internal sealed class TrialRun(Trial trial, ulong seed, int? fold)
{
    /// <summary>The seed of training.</summary>
    public ulong Seed => seed;

    /// <summary>The trial that it measures.</summary>
    public Trial Trial => trial;

    /// <summary>Written after each epoch.</summary>
    public string Checkpoint => trial.Checkpoint(seed, fold);

    /// <summary>What it has come to; null before it has begun.</summary>
    public TrialResult? Result { get; private set; }

    /// <summary>The training run.</summary>
    public RunRequest Request => trial.Request with
    {
        SpecPath = trial.SpecPath,
        Data = trial.Data(fold),
        Training = trial.Request.Training with { Seed = seed },
        Files = new RunFiles(Path.ChangeExtension(Checkpoint, ".safetensors"), Checkpoint, Report: null),
        TraceSequence = null,
        Resume = File.Exists(Checkpoint),
        Measures = false,
    };

    /// <summary>Trains so many epochs in all, or until training ends; what was done before is not done again.</summary>
    /// <exception cref="OperationCanceledException">Somebody cancelled; the checkpoint of the last epoch is kept.</exception>
    public void Train(int epochs, CancellationToken cancellation)
    {
        Result ??= TrialResult.Load(trial.Result(seed, fold));
        if (Result?.Covers(epochs) == true)
        {
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var result = Execute(new StopAt(epochs, stop), stop.Token);
        bool ended = result.Reason != StopReason.Cancelled;
        if (!ended && result.History.Count < epochs)
        {
            throw new OperationCanceledException(cancellation);
        }
        Result = new TrialResult(ended ? result.Reason : null, result.History);
        Result.Save(trial.Result(seed, fold));
    }

    private TrainingResult Execute(StopAt stopping, CancellationToken cancellation)
    {
        var request = Request;
        var listener = trial.Listener(Path.GetFileNameWithoutExtension(Checkpoint), request.Resume, stopping)!;
        using var events = listener as IDisposable;
        try
        {
            return new TrainingRun(request, listener).Execute(cancellation).Result;
        }
        catch (InvalidDataException) when (request.Resume) // a checkpoint of another version, or damaged: what it held is trained again
        {
            return new TrainingRun(request with { Resume = false }, listener).Execute(cancellation).Result;
        }
    }

    /// <summary>Stops training after some epochs, with the checkpoint of the last of them.</summary>
    private sealed class StopAt(int epochs, CancellationTokenSource stop) : IRunListener
    {
        public void Began(Preparation preparation, NetworkTrainer trainer, TrainingOptions options, int resumedAt) => StopFrom(resumedAt);

        public void Epoch(TrainingProgress progress) => StopFrom(progress.Epoch.Epoch);

        public void Trained(TrainingResult result)
        {
        }

        public void Finished(RunOutcome outcome)
        {
        }

        private void StopFrom(int epoch)
        {
            if (epoch >= epochs)
            {
                stop.Cancel();
            }
        }
    }
}
