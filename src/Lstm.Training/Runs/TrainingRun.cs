using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Emitted;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report;

namespace Lstm.Training.Runs;

/// <summary>From a spec and data to a weight file, with the evidence: trains, writes, measures, reports.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="listener">Is told how it goes; null for nobody.</param>
public sealed class TrainingRun(RunRequest request, IRunListener? listener = null)
{
    /// <summary>Does it all.</summary>
    /// <param name="cancellation">Ends training after the current batch; what was best until then is written and measured.</param>
    /// <exception cref="SpecException">The spec cannot be used.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="RunException">They do not go together.</exception>
    /// <exception cref="ArgumentException">An option of training makes no sense.</exception>
    /// <exception cref="InvalidDataException">The checkpoint cannot be resumed.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unharmed.</exception>
    /// <exception cref="JointTrainingException">Of several ranks, one cannot begin; it takes the place of those above.</exception>
    /// <remarks>
    /// Sequences of the outcome that did not fit into memory can be asked for by the listener, and no longer when this has ended. The standardised numbers of
    /// <see cref="Preparation.Data"/> can be asked for until training has ended: then figures are computed in their place.
    /// </remarks>
    public RunOutcome Execute(CancellationToken cancellation = default)
    {
        string folder = request.CacheFolder ?? Path.GetDirectoryName(Path.GetFullPath(request.Files.Checkpoint))!;
        using var store = new NumberStore(folder, request.MostInMemory ?? NumberStore.HalfOfMemory / (request.Ranks?.Count ?? 1));
        return new TrainingRun(request with { Data = request.Data with { Store = store } }, listener).Run(cancellation);
    }

    private RunOutcome Run(CancellationToken cancellation)
    {
        var (preparation, plan, trainer, start) = Agreed(Prepare);
        using (trainer)
        {
            if (request.Ranks is { } ranks)
            {
                RankAgreement.Require(ranks, trainer.Mark);
            }
            var before = LossesBefore.Of(preparation, trainer);
            Agreed(() => Resume(trainer));
            var code = request.Measures && Leads ? CompiledNetworks.Begin(preparation) : null; // takes seconds: beside training
            listener?.Began(preparation, trainer, plan, trainer.EpochsDone);
            var result = trainer.Train(Leads ? request.Files.Checkpoint : null, listener is null ? null : listener.Epoch, cancellation);
            listener?.Trained(result);
            var outcome = result.Best is null || code is null
                ? new RunOutcome(result, null, [], double.NaN, double.NaN, preparation.Data.Warnings)
                : Finish(preparation, plan, trainer, start, before, result, code);
            listener?.Finished(outcome);
            return outcome;
        }
    }

    /// <summary>Whether this process writes the results.</summary>
    private bool Leads => request.Ranks is not { Number: > 0 };

    /// <summary>What has to succeed on all ranks, or on none.</summary>
    private T Agreed<T>(Func<T> prepare) => request.Ranks is { } ranks ? RankAgreement.Prepare(ranks, prepare) : prepare();

    /// <summary>What a detector's output is called.</summary>
    private const string Score = "score";

    private (Preparation Preparation, TrainingPlan Plan, NetworkTrainer Trainer, TrainingStart? Start) Prepare()
    {
        if (Leads)
        {
            RunFileCheck.Require(request);
        }
        var preparation = Preparation.Of(request);
        request.Threshold?.Require(preparation);
        if (request.Calibrates && TemperatureCalibration.Fault(preparation) is { } fault)
        {
            throw new RunException(fault);
        }
        _ = RunReport.Traced(request, preparation.Data); // that there is one is found now, not after training
        var plan = TrainingPlan.Of(request, preparation);
        var start = preparation.FineTuning?.Start(preparation.TrainedSpec, preparation.Data);
        var trainer = new NetworkTrainer(preparation.TrainedSpec, plan.Training, preparation.Data.Validation, plan.Options, Constants(preparation), start, request.Ranks)
        {
            Described = DescribedOptions.Of(request, preparation, plan),
            Beside = DescribedOptions.Beside(preparation),
        };
        return (preparation, plan, trainer, start);
    }

    private NetworkTrainer Resume(NetworkTrainer trainer)
    {
        if (request.Resume)
        {
            trainer.Resume(request.Files.Checkpoint);
        }
        return trainer;
    }

    private RunOutcome Finish(Preparation preparation, TrainingPlan plan, NetworkTrainer trainer, TrainingStart? start, LossesBefore? before, TrainingResult result, CompiledNetworks code)
    {
        var kept = before?.Kept is { } loss && preparation.Kept is { } old ? new KeptLoss(old.Path, old.Measured.Name, loss, trainer.LossOver(old.Measured.Sequences)) : null;
        kept?.Require(preparation.FineTuning?.MostRise);
        var (data, parameters) = (preparation.Data, trainer.Parameters);
        var calibration = request.Calibrates ? TemperatureCalibration.Apply(preparation, parameters) : null;
        var learnt = new WeightedModel(preparation.TrainedSpec, AllTensors(parameters));
        var folded = Folding.Fold(learnt, data.NetworkScalesInputs ? null : data.InputScaling, data.TargetScaling);
        var tensors = start is null ? folded.Tensors : preparation.FineTuning!.Kept(preparation.Spec, start.Frozen, folded.Tensors);
        var notes = new List<string>();
        var told = preparation.Card with { Calibration = calibration, Training = plan.Choices.Count > 0 ? plan.Words : null };
        var (weights, thresholds, card) = preparation.Detector is null ? Decide(preparation, tensors, code, told, notes) : Detect(preparation, tensors, code, told, notes);
        TrainedModel.Save(request.Files.Weights, preparation.Written, weights, card, preparation.Ranges, preparation.FineTuning?.From.Window, thresholds);

        try
        {
            return Measure();
        }
        catch (OutOfMemoryException)
        {
            throw new RunException($"The network is trained and {request.Files.Weights} is written, but there is not enough memory to measure it on all of the data. The same command with --resume, where there is more memory, measures it without training again.");
        }

        RunOutcome Measure()
        {
            var network = EmittedNetwork.Load(preparation.Written, request.Files.Weights, code.Written);
            var predictor = new Predictor(preparation.Detector is null ? network : code.InMemory(preparation.Spec, tensors));
            var evaluator = new Evaluator(predictor, preparation.Task, preparation.Outputs, preparation.Targets, preparation.Detector is null ? thresholds : null) { IsAudio = preparation.Data.Format is WaveFormat, Store = preparation.Options.Store };
            double difference = AgreementCheck.LargestDifference(new ForwardPass(parameters, data.Vocabulary is not null), predictor, data);
            preparation.Options.Store.EndTraining();
            var own = data.InOwnUnits;
            PartEvaluation[] parts = [.. own.Parts.Select(part => evaluator.Evaluate(part.Name, part.Sequences))];
            double time = network.NanosecondsPerStep(predictor.Inputs(own.Train[0], 0, Math.Min(256, own.Train[0].Length)));
            var detection = card.Anomaly is { } scale ? new DetectionOutcome(scale, Flagged(new Predictor(network), scale.Threshold, own)) : null;
            string[] findings =
            [
                .. notes,
                .. detection?.Note is { } flagged ? [flagged] : Array.Empty<string>(),
                .. parts.SelectMany(part => NeverAnswered.In(part, Advice(preparation))),
                .. parts.Skip(parts.Length > 1 ? 1 : 0).SelectMany(NotBeaten.In), // what was learnt by heart is no merit
                .. EndNotes.Of(preparation, plan, trainer.OptimizerSteps, result, parts),
                .. before?.NotImproved(result.Best!) is { } worse ? [worse] : Array.Empty<string>(),
            ];
            var outcome = new RunOutcome(result, request.Files, parts, difference, time, data.Warnings)
            {
                Findings = findings,
                Kept = kept,
                LossBefore = before?.Judged,
                OperatingPoints = card.OperatingPoints ?? [],
                Calibration = calibration,
                Detection = detection,
            };
            var record = RunRecords.Replacing(RunRecords.Of(request, preparation, plan, trainer, outcome), request.Files.Record);
            Save(() => record.Save(request.Files.Record), outcome);
            if (request.Files.Report is { } page)
            {
                var report = RunReport.Of(request, preparation, plan, tensors, outcome) with { Previous = RunRecords.Before(record, request.Files) };
                Save(() => ReportPage.Save(report, page), outcome);
            }
            return outcome;
        }
    }

    /// <summary>The weights and the thresholds that are asked for.</summary>
    private (IReadOnlyDictionary<string, float[]> Weights, OutputThresholds? Thresholds, ModelCard Card) Decide(Preparation preparation, IReadOnlyDictionary<string, float[]> tensors, CompiledNetworks code, ModelCard card, List<string> notes)
    {
        if (request.Threshold is not { } choice)
        {
            return (tensors, null, card);
        }
        var (thresholds, points) = choice.Choose(preparation, new Predictor(code.InMemory(preparation.Spec, tensors)), notes);
        return (tensors, thresholds, card with { OperatingPoints = points });
    }

    /// <summary>The weights of a detector, the scale of its score among them, and its threshold.</summary>
    private (IReadOnlyDictionary<string, float[]> Weights, OutputThresholds? Thresholds, ModelCard Card) Detect(Preparation preparation, IReadOnlyDictionary<string, float[]> tensors, CompiledNetworks code, ModelCard card, List<string> notes)
    {
        var fitting = new DetectorFitting(preparation);
        var (smoothing, threshold) = DetectorFitting.Asked(request, notes);
        var scale = fitting.Scale(new Predictor(code.InMemory(preparation.Spec, tensors)), smoothing);
        Dictionary<string, float[]> weights = new(tensors.Where(tensor => !scale.ContainsKey(tensor.Key)).Concat(scale));
        var told = fitting.Choose(new Predictor(code.InMemory(preparation.Written, weights)), scale, smoothing, threshold, notes);
        weights[DetectorSpec.Score(preparation.Written).Limit] = [(float)told.Limit];
        return (weights, new OutputThresholds([told.Threshold]), card with { Task = TaskKind.Anomaly, Outputs = [Score], Anomaly = told });
    }

    private static FlaggedPart[] Flagged(Predictor detector, float threshold, DataSet own) =>
    [
        .. from part in own.Parts
           select new FlaggedPart(part.Name, part.Sequences.Sum(sequence => (long)sequence.Length), part.Sequences.Sum(sequence => detector.Predict(sequence).LongCount(score => score >= threshold))),
    ];

    /// <summary>Saves record or report; where that fails, what training came to is told all the same.</summary>
    private void Save(Action save, RunOutcome outcome)
    {
        try
        {
            save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            listener?.Finished(outcome with { Files = request.Files with { Report = null } });
            throw;
        }
    }

    /// <summary>What to do about what is never answered: nothing new where weights are given already.</summary>
    private static string Advice(Preparation preparation) => preparation.Loss.Weights.Count > 0 ? ""
        : preparation.Task == TaskKind.Binary ? "; --positive-weight balanced makes each count as much as those that are not" : "; --class-weights balanced makes rare classes count as much as frequent ones";

    private static IReadOnlyDictionary<string, float[]>? Constants(Preparation preparation) =>
        preparation is { FineTuning: null or { RefitScaling: true }, Data: { NetworkScalesInputs: true, InputScaling: { } scaling } } ? FirstLayerScaling.Tensors(FirstLayerScaling.Of(preparation.Spec)!, scaling) : null;

    private static Dictionary<string, float[]> AllTensors(NetworkParameters parameters) =>
        parameters.Spec.Layers.SelectMany(TensorNames.Of).ToDictionary(name => name, parameters.Tensor);
}
