using System;
using System.IO;
using System.Threading;
using Lstm.Training.Engine;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>A network that is trained once for a search, in any process: where it has come to is in the search's folder.</summary>
/// <param name="trial">The trial that it is for.</param>
/// <param name="place">Which of the trial's runs, from 0; the last one is the <see cref="FinalRun"/>.</param>
internal abstract class SearchRun(Trial trial, int place)
{
    /// <summary>The trial that it is for.</summary>
    public Trial Trial => trial;

    /// <summary>Which run of the search it is, from 0.</summary>
    public int Number => ((trial.Number - 1) * (trial.Runs.Count + 1)) + place;

    /// <summary>Written after each epoch.</summary>
    public abstract string Checkpoint { get; }

    /// <summary>What it has come to; null before it has begun.</summary>
    public TrialResult? Result { get; private set; }

    /// <summary>The run as messages call it.</summary>
    public abstract string Words { get; }

    /// <summary>The training run, without what measures and shows it.</summary>
    public abstract RunRequest Request { get; }

    private string ResultPath => Path.ChangeExtension(Checkpoint, ".result.json");

    /// <summary>Whether it has come as far as training so many epochs would, by what the folder says.</summary>
    public bool Covers(int epochs)
    {
        Result = Result?.Covers(epochs) == true ? Result : TrialResult.Load(ResultPath);
        return Result?.Covers(epochs) == true;
    }

    /// <summary>Trains so many epochs in all, or until training ends; what was done before is not done again.</summary>
    /// <exception cref="OperationCanceledException">Somebody cancelled; the checkpoint of the last epoch is kept.</exception>
    public void Train(int epochs, CancellationToken cancellation)
    {
        if (Covers(epochs))
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
        Result.Save(ResultPath);
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
        public void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt) => StopFrom(resumedAt);

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
