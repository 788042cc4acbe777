using System;
using System.Collections.Generic;
using System.IO;
using Lstm.Training.Engine;
using Lstm.Training.EventFiles;

namespace Lstm.Training.Runs;

/// <summary>
/// Writes event files for TensorBoard: a folder for each part, so that its charts show them over each other, with the loss of every
/// epoch, the learning rate, and the figures of the best epoch at the end.
/// </summary>
/// <param name="folder">Where the folders of the parts are made when training begins.</param>
/// <param name="resumes">Whether there may be files of a run already, which this one then continues.</param>
/// <param name="inner">Is told all the same; null for nobody.</param>
public sealed class EventFileListener(string folder, bool resumes, IRunListener? inner) : IRunListener, IDisposable
{
    private const string TrainingPart = "training", ValidationPart = "validation";

    private readonly Dictionary<string, EventFile> files = [];

    /// <inheritdoc/>
    /// <exception cref="RunException">The folder has files of another run.</exception>
    public void Began(Preparation preparation, NetworkTrainer trainer, TrainingOptions options, int resumedAt)
    {
        if (!resumes && (EventFile.AreIn(Path.Combine(folder, TrainingPart)) || EventFile.AreIn(Path.Combine(folder, ValidationPart))))
        {
            throw new RunException($"{folder}: has the event files of a run already, and TensorBoard would draw both as one; give each run a folder of its own (--tensorboard), or go on with that run (--resume).");
        }
        FileOf(TrainingPart);
        inner?.Began(preparation, trainer, options, resumedAt);
    }

    /// <inheritdoc/>
    public void Epoch(TrainingProgress progress)
    {
        var epoch = progress.Epoch;
        FileOf(TrainingPart).Add("loss", epoch.TrainingLoss, epoch.Epoch);
        FileOf(TrainingPart).Add("learning rate", epoch.LearningRate, epoch.Epoch);
        if (!double.IsNaN(epoch.ValidationLoss))
        {
            FileOf(ValidationPart).Add("loss", epoch.ValidationLoss, epoch.Epoch);
        }
        inner?.Epoch(progress);
    }

    /// <inheritdoc/>
    public void Trained(TrainingResult result) => inner?.Trained(result);

    /// <inheritdoc/>
    public void Finished(RunOutcome outcome)
    {
        foreach (var part in outcome.Parts)
        {
            foreach (var metric in part.Metrics)
            {
                FileOf(part.Part).Add(metric.Name, metric.Value, outcome.Result.Best!.Epoch);
            }
        }
        inner?.Finished(outcome);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
        (inner as IDisposable)?.Dispose();
    }

    private EventFile FileOf(string part)
    {
        if (!files.TryGetValue(part, out var file))
        {
            files[part] = file = new EventFile(Path.Combine(folder, part));
        }
        return file;
    }
}
