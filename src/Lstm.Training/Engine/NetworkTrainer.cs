using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Ranks;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine;

/// <summary>
/// Trains a network by back-propagation through time. The same seed, options and data give the same bits, whatever the
/// number of threads, the processor, and how often training was interrupted and resumed.
/// </summary>
public sealed class NetworkTrainer : IDisposable
{
    private const string WeightsTensor = "weights";
    private const string BestTensor = "best";
    private const string BestBegunTensor = "best.begun";
    private const string MomentTensor = "moment";

    /// <summary>A loss beyond so many times that of an epoch, and so much more, is none that belongs to it.</summary>
    private const double FarOff = 2, LittleMore = 0.01;

    private readonly TrainingOptions options;
    private readonly IRanks? ranks;
    private readonly double[] stops;
    private readonly ModelWeights model;
    private readonly Optimizer optimizer;
    private readonly BatchRunner runner;
    private readonly BatchOrder training;
    private readonly BatchOrder? validation;
    private readonly Xoshiro256 random;
    private readonly OptimizerStep step;
    private readonly Lazy<string> fingerprint;
    private readonly Lazy<string> settings;
    private readonly int sequences;
    private readonly bool beganTrained;
    private readonly float[] begun; // the weights that the epoch at hand began with
    private float[] bestBegun; // those that the best epoch began with
    private float[] best;
    private readonly float[]? beginning; // what the best epoch has to be better than, if anything
    private EpochHistory history = new();
    private int batchesDone;

    /// <summary>Prepares training.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="training">The sequences to learn from.</param>
    /// <param name="validation">Sequences that tell which epoch is best; may be empty.</param>
    /// <param name="options">How.</param>
    /// <param name="constants">Tensors of scale layers by their names; null to leave them 1 and offsets 0, or as <paramref name="start"/> has them.</param>
    /// <param name="start">Weights to start from; null to draw them from the options' seed.</param>
    /// <param name="ranks">The processes that train together, each with a trainer of the same network, data and options; null for this one alone.</param>
    /// <exception cref="ArgumentException">The network has something that cannot be trained, options make no sense, or a sequence or the start does not fit the network or the loss.</exception>
    public NetworkTrainer(ModelSpec spec, IReadOnlyList<Sequence> training, IReadOnlyList<Sequence> validation, TrainingOptions options, IReadOnlyDictionary<string, float[]>? constants = null, TrainingStart? start = null, IRanks? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Trainability.Require(spec);
        if (training.Count == 0)
        {
            throw new ArgumentException("There are no training sequences.", nameof(training));
        }
        if (spec.Graph is not null && options.Dropout > 0)
        {
            throw new ArgumentException("Dropout is for a chain of layers, and this network branches.", nameof(options));
        }
        bool tokens = training[0].Tokens.Length > 0;
        SequenceCheck.All(spec, options.Loss.Kind, training.Concat(validation), tokens);
        this.options = options;
        this.ranks = ranks;
        stops = new double[ranks?.Count ?? 1];
        Parameters = new NetworkParameters(spec);
        random = new Xoshiro256(options.Seed);
        if (start is null)
        {
            Initialization.Uniform(Parameters, random, options.ForgetBias);
            if (!tokens)
            {
                Initialization.ZeroUnseen(Parameters, training);
            }
            if (options.StartsFromZero)
            {
                Initialization.ZeroLast(Parameters);
            }
        }
        else
        {
            start.ApplyTo(Parameters);
        }
        foreach (var (name, values) in constants ?? new Dictionary<string, float[]>())
        {
            Parameters.SetConstant(name, values);
        }
        model = new ModelWeights(Parameters);
        optimizer = Optimizer.Create(Parameters, options.Optimizer);
        int longest = training.Concat(validation).Max(sequence => sequence.Length);
        if (options.Window > 0 && options.Window < longest && Trainability.WindowFault(spec) is { } fault)
        {
            throw new ArgumentException($"Window is {options.Window}, and the longest sequence has {longest} time steps; {fault}, which windows would cut. Train on whole sequences: without --bptt (in code, Window 0).", nameof(options));
        }
        int together = Math.Min(options.BatchSize, Math.Max(training.Count, validation.Count));
        runner = new BatchRunner(model, LossFunction.Create(options.Loss, spec), options with { BatchSize = together }, longest, tokens, ranks);
        this.training = new BatchOrder(training, options.BatchSize, options.BalancesSampling ? SequenceClasses.Of(training, spec.OutputSize) : null);
        this.validation = validation.Count > 0 ? new BatchOrder(validation, options.BatchSize) : null;
        step = new OptimizerStep(model, optimizer, options, random);
        sequences = training.Count;
        beganTrained = start is not null;
        best = Parameters.Values.ToArray();
        begun = Parameters.Values.ToArray();
        bestBegun = Parameters.Values.ToArray();
        beginning = options.StartsFromZero && validation.Count > 0 ? Parameters.Values.ToArray() : null;
        fingerprint = new Lazy<string>(() => Fingerprint.Of(spec, options, training, validation, constants, start, Beside));
        settings = new Lazy<string>(() => Fingerprint.Settings(spec, options, training, validation, Described));
    }

    /// <summary>The network's weights: during training those of the moment, after it those of the best epoch.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>
    /// What the data was made with, option by option: a checkpoint keeps it, so that <see cref="Resume"/> can name what differs. It
    /// decides nothing; the data itself does.
    /// </summary>
    public IReadOnlyDictionary<string, string> Described { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What stands in the result beside the weights and does not show in the sequences: names, scales, ranges, how data is read. A
    /// checkpoint of another is refused as one of other data is.
    /// </summary>
    public string Beside { get; init; } = "";

    /// <summary>A hash of the network, the options and the data, which ranks that train together have in common.</summary>
    internal string Mark => fingerprint.Value;

    /// <summary>Epochs done so far, also those before a checkpoint that was resumed.</summary>
    public int EpochsDone => history.Epochs.Count;

    /// <summary>All that decides the result in words, by name.</summary>
    internal IReadOnlyDictionary<string, string> Settings => Fingerprint.Read(settings.Value);

    /// <summary>Steps of the optimiser so far, likewise.</summary>
    internal int OptimizerSteps => optimizer.Steps;

    /// <summary>How far the epoch at hand has come, from 0 to 1; may be read on any thread.</summary>
    public double EpochShare => Volatile.Read(ref batchesDone) / (double)(training.Count + (validation?.Count ?? 0));

    /// <summary>Resumes where a checkpoint was written, to the same bits as without the interruption.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <exception cref="InvalidDataException">It cannot be read, is damaged, or belongs to another network, other options or other data.</exception>
    public void Resume(string path)
    {
        var checkpoint = Checkpoint.Load(path);
        if (checkpoint.Fingerprint != fingerprint.Value)
        {
            string differs = Fingerprint.Difference(checkpoint.Settings, settings.Value) is { } difference ? $": {difference}" : "";
            throw new InvalidDataException($"{path} was written for another network, other options or other data{differs}; {MayDiffer()}");
        }
        int length = Parameters.Values.Length;
        float[] Tensor(string name) => checkpoint.Tensor(path, name, length);
        float[][] moments = [.. optimizer.Moments.Select((_, index) => Tensor(MomentTensor + index))];
        if (checkpoint.Random.Length != random.State.Length)
        {
            throw new InvalidDataException($"{path} is not a checkpoint that this version of lstm train wrote: its random source has {checkpoint.Random.Length} numbers, expected {random.State.Length}. Train again without --resume.");
        }
        (float[] current, best, bestBegun) = (Tensor(WeightsTensor), Tensor(BestTensor), Tensor(BestBegunTensor));
        current.CopyTo(Parameters.Values);
        for (int i = 0; i < moments.Length; i++)
        {
            moments[i].CopyTo(optimizer.Moments[i].Span);
        }
        optimizer.Steps = checkpoint.OptimizerSteps;
        checkpoint.Random.CopyTo(random.State);
        history = new EpochHistory();
        foreach (var epoch in checkpoint.Epochs)
        {
            history.Add(epoch);
        }
    }

    private string MayDiffer() => options.Schedule is CosineSchedule
        ? "only patience, threads, what is tested and where files lie may differ: with a cosine schedule the rate of every epoch depends on how many there are."
        : "only epochs, patience, threads, what is tested and where files lie may differ.";

    /// <summary>Trains until the options or somebody says stop.</summary>
    /// <param name="checkpoint">A file written after every epoch; null for none.</param>
    /// <param name="progress">Told every epoch, on the calling thread.</param>
    /// <param name="cancellation">Stops after the current batch; the epoch it belongs to is then lost.</param>
    public TrainingResult Train(string? checkpoint = null, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        model.Pack(); // weights may have been resumed, or set, since it last was
        while (true)
        {
            if (StopBefore(cancellation) is { } stop)
            {
                var (epoch, remark) = KeepBest(stop.Reason);
                return new TrainingResult(stop.Reason, stop.Message + remark, epoch, history.ToArray());
            }
            long begin = Stopwatch.GetTimestamp();
            Parameters.Values.CopyTo(begun);
            if (!RunEpoch(cancellation) || !double.IsFinite(GradientNorm.Of(Parameters.Values)))
            {
                var (kept, remark) = KeepBest(StopReason.Diverged);
                string message = $"Epoch {history.Epochs.Count + 1}: the loss became infinite or not a number at step {optimizer.Steps} of the optimiser. A smaller learning rate or a lower limit of the gradient's norm may help, and a look for extreme values in the data.{remark}";
                return new TrainingResult(StopReason.Diverged, message, kept, history.ToArray());
            }
            if (IsCancelled(cancellation))
            {
                continue;
            }
            AddEpoch();
            if (checkpoint is not null)
            {
                Save(checkpoint);
            }
            var time = Stopwatch.GetElapsedTime(begin);
            progress?.Invoke(new TrainingProgress(history.Epochs[^1], history.Best!, time, sequences / time.TotalSeconds));
        }
    }

    /// <summary>The loss of the weights as they are over other sequences, at least one.</summary>
    /// <exception cref="ArgumentException">A sequence does not fit the network or the loss.</exception>
    public double LossOver(IReadOnlyList<Sequence> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        bool tokens = others.Count > 0 && others[0].Tokens.Length > 0;
        SequenceCheck.All(Parameters.Spec, options.Loss.Kind, others, tokens);
        var batches = new BatchOrder(others, options.BatchSize);
        using var all = new BatchRunner(model, LossFunction.Create(options.Loss, Parameters.Spec), options with { BatchSize = Math.Min(options.BatchSize, Math.Max(1, others.Count)) }, others.Max(sequence => sequence.Length), tokens, ranks: null);
        model.Pack();
        for (int batch = 0; batch < batches.Count; batch++)
        {
            _ = all.Take(batches[batch], null);
        }
        return all.MeanLoss;
    }

    /// <inheritdoc/>
    public void Dispose() => runner.Dispose();

    /// <summary>The loss over the epoch's batches.</summary>
    internal double TrainingLoss { get; private set; }

    /// <summary>The loss over the validation sequences after the epoch; NaN where there are none.</summary>
    internal double ValidationLoss { get; private set; }

    /// <summary>One pass over the training sequences and one over the validation sequences; allocates nothing.</summary>
    /// <returns>False if the loss became infinite or not a number; the pass then ends there.</returns>
    internal bool RunEpoch(CancellationToken cancellation)
    {
        batchesDone = 0;
        training.Shuffle(random);
        step.BeginEpoch(history);
        bool finite = RunBatches(training, step, cancellation);
        TrainingLoss = runner.MeanLoss;
        ValidationLoss = double.NaN;
        if (finite && validation is not null)
        {
            finite = RunBatches(validation, null, cancellation);
            ValidationLoss = runner.MeanLoss;
        }
        return finite;
    }

    private bool RunBatches(BatchOrder batches, OptimizerStep? gradientStep, CancellationToken cancellation)
    {
        runner.Begin();
        for (int batch = 0; batch < batches.Count && !IsCancelled(cancellation); batch++)
        {
            if (!runner.Take(batches[batch], gradientStep))
            {
                return false;
            }
            Volatile.Write(ref batchesDone, batchesDone + 1);
        }
        return true;
    }

    /// <summary>Whether training is to stop; with several ranks whether any of them is asked to, and all learn it at the same place.</summary>
    private bool IsCancelled(CancellationToken cancellation)
    {
        if (ranks is null)
        {
            return cancellation.IsCancellationRequested;
        }
        ranks.Gather([cancellation.IsCancellationRequested ? 1 : 0], stops);
        return stops.AsSpan().ContainsAnyExcept(0);
    }

    private (StopReason Reason, string Message)? StopBefore(CancellationToken cancellation) =>
        IsCancelled(cancellation) ? (StopReason.Cancelled, $"Cancelled after {Counted.Of(history.Epochs.Count, "epoch")}.")
        : history.Epochs.Count >= options.Epochs ? (StopReason.Finished, options.Epochs == 1 ? "The one epoch is done." : $"All {options.Epochs} epochs are done.")
        : options.Patience is not null && history.SinceBest >= options.Patience ? (StopReason.OutOfPatience, $"No better loss for {Counted.Of(options.Patience.Value, "epoch")}.")
        : null;

    private void AddEpoch()
    {
        var epoch = new EpochRecord(history.Epochs.Count + 1, TrainingLoss, ValidationLoss, step.Rate, IsBest: false);
        bool better = history.Best is not { } before || epoch.Loss < before.Loss - options.MinImprovement;
        if (better)
        {
            Parameters.Values.CopyTo(best);
            begun.CopyTo(bestBegun, 0);
        }
        history.Add(epoch with { IsBest = better });
    }

    /// <summary>
    /// Makes the parameters those of the best epoch. Without validation an epoch's loss is that of weights on their way, and those
    /// it ended with may be far off already: then those it began with take their place. Who cancels does not wait for that to be measured.
    /// </summary>
    /// <returns>The epoch, null if there is none to keep, and what to say of it.</returns>
    private (EpochRecord? Epoch, string Remark) KeepBest(StopReason reason)
    {
        best.CopyTo(Parameters.Values);
        if (history.Best is not { } epoch)
        {
            return (null, "");
        }
        if (validation is not null)
        {
            return KeepBeginning(epoch);
        }
        if (reason == StopReason.Cancelled)
        {
            return (epoch, "");
        }
        double atEnd = LossOf(best, training);
        if (atEnd <= (FarOff * epoch.Loss) + LittleMore)
        {
            return (epoch, "");
        }
        string off = FormattableString.Invariant($" The weights that epoch {epoch.Epoch} ended with are far off: their loss is {atEnd:G5}");
        double atBegin = epoch.Epoch > 1 || beganTrained ? LossOf(bestBegun, training) : double.PositiveInfinity; // random weights have learnt nothing
        if (atBegin < atEnd)
        {
            return (epoch, off + "; those it began with take their place.");
        }
        best.CopyTo(Parameters.Values);
        return reason == StopReason.Diverged ? (null, off + ", and there are no others that have learned anything.") : (epoch, off + ". A smaller learning rate may help.");
    }

    /// <summary>Goes back to the beginning if no epoch was better on the validation sequences.</summary>
    /// <returns>The best epoch, 0 for the beginning, and what to say of it.</returns>
    private (EpochRecord Epoch, string Remark) KeepBeginning(EpochRecord epoch)
    {
        if (beginning is null)
        {
            return (epoch, "");
        }
        double loss = LossOf(beginning, validation!);
        if (loss > epoch.Loss)
        {
            best.CopyTo(Parameters.Values);
            return (epoch, "");
        }
        beginning.CopyTo(Parameters.Values);
        return (epoch with { Epoch = 0, TrainingLoss = double.NaN, ValidationLoss = loss },
            FormattableString.Invariant($" No epoch is better on the validation part than the network as it began, which adds nothing to its last input: its loss of {loss:G5} is less, and it is kept."));
    }

    /// <summary>The loss of such weights over sequences; infinite if it is not a number.</summary>
    private double LossOf(float[] weights, BatchOrder batches)
    {
        weights.CopyTo(Parameters.Values);
        model.Pack();
        return RunBatches(batches, null, CancellationToken.None) ? runner.MeanLoss : double.PositiveInfinity;
    }

    private void Save(string path)
    {
        var tensors = new Dictionary<string, float[]> { [WeightsTensor] = Parameters.Values.ToArray(), [BestTensor] = best, [BestBegunTensor] = bestBegun };
        for (int i = 0; i < optimizer.Moments.Count; i++)
        {
            tensors[MomentTensor + i] = optimizer.Moments[i].Span.ToArray();
        }
        new Checkpoint(fingerprint.Value, settings.Value, optimizer.Steps, random.State.ToArray(), history.ToArray(), tensors).Save(path);
    }
}
