using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>A spec and data that go together, and the task that follows from both.</summary>
/// <param name="Spec">The network; of a detector its layers that forecast.</param>
/// <param name="Options">How the data was read, with all that was left open chosen.</param>
/// <param name="Data">The data, standardised.</param>
/// <param name="Task">What kind of answer is asked for.</param>
/// <param name="Loss">What is to become small.</param>
/// <param name="Notes">What was chosen that somebody may not expect, one sentence each.</param>
public sealed record Preparation(ModelSpec Spec, DataOptions Options, DataSet Data, TaskKind Task, LossOptions Loss, IReadOnlyList<string> Notes)
{
    /// <summary>The layers that are trained: without a residual layer at the end that adds the sample, whose part in the targets is taken off them.</summary>
    public required ModelSpec TrainedSpec { get; init; }

    /// <summary>Between which values each input is plausible; null where there are no such ranges.</summary>
    public InputRanges? Ranges { get; init; }

    /// <summary>What the weight file will tell about itself.</summary>
    public ModelCard Card => ModelCard.Of(Task, Data, Options, Names.Of(Loss)) with { Targets = Targets, LearntFrom = TrainingSource.Of(Data, Options), Origin = FineTuning?.Origin };

    /// <summary>The whole network of a detector, whose layers before the score <see cref="Spec"/> are; null otherwise.</summary>
    public ModelSpec? Detector { get; init; }

    /// <summary>The weights to start from; null for random ones.</summary>
    public FineTuning? FineTuning { get; init; }

    /// <summary>Of data that the network knew before, the part that tells what is kept of it; null where there is none.</summary>
    public KeptPart? Kept { get; init; }

    /// <summary>What naive forecasts of the targets are made from.</summary>
    public TargetStatistics? Targets { get; init; }

    /// <summary>Why nothing can be chosen by probabilities where the task is numbers, as a part of a sentence. Several outputs are numbers also where each ends in a sigmoid.</summary>
    internal string WhyNoProbabilities => Spec.Outputs.Count > 1
        ? $"this network has the outputs {string.Join(", ", Spec.Outputs.Select(output => output.Name))}, and that is for a network with one output"
        : "this network gives numbers";

    /// <summary>The network as its spec file has it.</summary>
    public ModelSpec Written => Detector ?? Spec;

    /// <summary>What comes out, by name.</summary>
    public IReadOnlyList<string> Outputs => Data.OutputNames;

    /// <summary>Whether targets stay as they are where a constant is added to the inputs that are forecast: they are differences, of each from its own last value.</summary>
    internal bool MayShiftLevels => Data.TargetsAreDifferences && Data.InputNames.Take(Data.OutputSize).SequenceEqual(Data.TargetNames);

    /// <summary>Reads spec and data and checks that they go together.</summary>
    /// <exception cref="SpecException">The spec cannot be used.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="RunException">They do not go together.</exception>
    public static Preparation Of(RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var written = SpecFile.Read(request.SpecPath);
        var spec = DetectorSpec.Forecast(written);
        if (!written.DetectsAnomalies && (request.WantsDetector || request.Smoothing is not null))
        {
            throw new RunException($"{request.SpecPath}: {(request.WantsDetector ? "--task anomaly" : "--smoothing")} is for a network that ends in {{ \"type\": \"anomaly\" }}, and this one does not; lstm new --task anomaly writes a spec that does.");
        }
        if (written.DetectsAnomalies)
        {
            RequireForecast(request, spec, written.ReconstructsSamples);
            request = request with { Data = request.Data with { Horizon = written.ReconstructsSamples ? Horizon.None : 1, ReconstructsInputs = written.ReconstructsSamples } };
        }
        if (Trainability.Fault(spec) is { } untrainable)
        {
            throw new RunException($"{request.SpecPath}: {untrainable}");
        }
        if (spec.Graph is not null && request.Training.Dropout > 0)
        {
            throw new RunException($"{request.SpecPath}: --dropout is for a chain of layers, and this network branches.");
        }
        var notes = new List<string>();
        bool adds = LearnsDifferences(request, spec);
        var trained = adds ? FinalSkip.Without(spec) : spec;
        var options = request.Data with { InputScaling = InputScaling(request, trained, notes), TargetScaling = TargetScaling(request, trained, notes), NetworkScalesInputs = FirstLayerScaling.IsIn(spec), TokenColumns = spec.TokenColumns, NetworkAddsInputs = adds, Quantiles = request.Loss?.Quantiles ?? new([]), MostTargets = written.DetectsAnomalies ? spec.OutputSize : null };
        options = request.FineTuning is { RefitScaling: false, From: var weights } ? options with { KnownInputScaling = weights.InputScaling, KnownTargetScaling = weights.TargetScaling } : options;
        var data = DataSet.Read(options);
        if (written.DetectsAnomalies && options.Target is null && (options.ReconstructsInputs || data.TargetNames.Count < data.InputColumns.Count - data.Categorical.Count))
        {
            options = options with { Target = new NumberTarget(data.TargetNames), Inputs = data.InputColumns }; // as the card is to have it
        }
        if (written.DetectsAnomalies)
        {
            FitCheck.RequireDetector(request.SpecPath, spec, data);
        }
        FitCheck.Require(request.SpecPath, spec, data);
        var loss = request.Loss ?? LossFor(spec, data);
        FitCheck.RequireLoss(request.SpecPath, spec, data, loss);
        if (request.Focus > 0 && loss.Kind is not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy))
        {
            throw new RunException("--focal is for classes, and for yes and no of a network that ends in a sigmoid.");
        }
        loss = request.OutputWeighting?.Apply(loss, spec, request.SpecPath) ?? loss;
        loss = (request.Weighting?.Apply(loss, data, notes) ?? loss) with { Focus = request.Focus };
        if (request.Training.BalancesSampling)
        {
            RequireClasses(data, loss);
        }
        notes.AddRange(LittleToLearn.In(data));
        if (request is { Threshold: null, FineTuning.From: { Card.OperatingPoints.Count: > 0 } chosen })
        {
            notes.Add($"{chosen.Path} has thresholds that were chosen for its weights; the new weights have none, until --threshold chooses them.");
        }
        if (FinalSkip.IsIn(spec) && options.Horizon.Rows.Count > 1)
        {
            notes.Add("The network ends by adding its first input to its first output and so on, whatever the horizon: right only where each is the last value of that output's column. lstm new without --task forecast writes a network for several horizons.");
        }
        if (adds)
        {
            notes.AddRange(FinalSkip.OtherInputs(data.TargetNames, data.InputNames));
        }
        var kept = request.FineTuning?.KeptData is { } path ? KeptPart.Read(request.SpecPath, spec, path, data, options, loss) : null;
        data = kept is null ? data : data.JoinedWith(kept.Data);
        if (options.Store.Note is { } note)
        {
            notes.Add(note);
        }
        var ranges = request.Ranges.Of(spec, data, request.FineTuning is { RefitScaling: false } tuning ? tuning.From.Ranges : null, notes);
        return new Preparation(spec, options, data, TaskOf(data, loss), loss, notes) { TrainedSpec = trained, Detector = written.DetectsAnomalies ? written : null, FineTuning = request.FineTuning, Kept = kept, Ranges = ranges, Targets = TargetStatistics.Of(data.InOwnUnits, options.Horizon, loss.Weights.Count > 0, options.Quantiles, options.Store) };
    }

    /// <summary>Refuses what a detector cannot learn, or be made from.</summary>
    private static void RequireForecast(RunRequest request, ModelSpec forecast, bool reconstructs)
    {
        string? fault = LossFunction.LastActivation(forecast) is ActivationKind.Sigmoid or ActivationKind.Softmax ? "the layers before the score of an anomaly give numbers; end them in { \"type\": \"dense\" } without \"activation\""
            : DetectorFitting.Fault(request, reconstructs);
        if (fault is not null)
        {
            throw new RunException($"{request.SpecPath}: {fault}.");
        }
    }

    /// <summary>
    /// A network that ends by adding the sample learns what is to be added to it. An error is the same either way, but not the energy of the
    /// targets, which the error-to-signal ratio divides by.
    /// </summary>
    private static bool LearnsDifferences(RunRequest request, ModelSpec spec) =>
        FinalSkip.IsIn(spec) && request.Data is { Target: NumberTarget or null, Format: not TextFormat, Horizon.Rows.Count: <= 1 } && request.Loss?.Kind is null or LossKind.MeanSquared or LossKind.MeanAbsolute or LossKind.Huber;

    /// <summary>Refuses balanced sampling where there is nothing to balance.</summary>
    private static void RequireClasses(DataSet data, LossOptions loss)
    {
        int classes = SequenceClasses.Of(data.Train, data.OutputSize).Length;
        string? fault = data.Vocabulary is not null || loss.Kind is not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy) ? "it is for classes, and for yes and no"
            : data.Train.Count == 1 ? "the training part is one sequence; cut it with --window-length, or use --class-weights or --positive-weight"
            : classes == 1 ? "all training sequences count as one class, as the same one is in each; shorter ones (--window-length) may differ, and weights (--class-weights, --positive-weight) need no sequences"
            : null;
        if (fault is not null)
        {
            throw new RunException($"--sampling balanced: {fault}.");
        }
    }

    private static Scaling InputScaling(RunRequest request, ModelSpec spec, List<string> notes)
    {
        if (request.FineTuning?.KeptInputScaling is { } kept)
        {
            return kept;
        }
        bool text = request.Data.Format is TextFormat, hasBias = spec.Layers[0] is RecurrentLayerSpec { Bias: true } or DenseLayerSpec { Bias: true } or ConvLayerSpec { Bias: true };
        string? fault = FirstLayerScaling.IsIn(spec) ? null : Folding.InputFault(spec) ?? (hasBias ? null : "the first layer has no bias");
        if (fault is null || request.InputScaling == Scaling.None || text)
        {
            return request.InputScaling ?? Scaling.MeanAndDeviation;
        }
        bool tokens = spec.TokenColumns.Count == spec.InputSize;
        if (request.InputScaling is { } asked)
        {
            string instead = tokens || spec.Inputs.Count > 1 ? "" : $"begin the network with {FirstLayerScaling.Text}, or ";
            throw new RunException($"{request.SpecPath}: {fault}, so that --input-scaling {Names.Of(asked)} cannot be folded into its weights; {instead}use --input-scaling none.");
        }
        if (!tokens)
        {
            string advice = spec.Inputs.Count > 1 ? "A layer { \"type\": \"scale\" } with an \"offset\" that takes an input (\"from\") standardises it."
                : $"A network that begins with {FirstLayerScaling.Text} standardises them itself.";
            notes.Add($"Inputs are not scaled: {fault}, so that a standardisation could not be folded into its weights. {advice}");
        }
        return Scaling.None;
    }

    private static Scaling TargetScaling(RunRequest request, ModelSpec spec, List<string> notes)
    {
        if (request.FineTuning?.KeptTargetScaling is { } kept)
        {
            return kept;
        }
        bool folds = spec.Outputs.Count == 1 && spec.Layers[^1] is DenseLayerSpec { Activation.Kind: ActivationKind.Identity, Bias: true };
        if (request.TargetScaling is null && spec.Outputs.Count == 1 && spec.Layers[^1] is JoinLayerSpec join)
        {
            notes.Add($"Targets are not scaled: the network ends in a layer of type \"{join.Type.Name}\", and a standardisation can only be folded into a dense layer without activation at the end. Scale targets that are far from 0 or much larger than 1 in the data, or end the network in {{ \"type\": \"dense\" }}.");
        }
        return request.TargetScaling is { } asked && asked != Scaling.None && !folds
            ? throw new RunException($"{request.SpecPath}: the standardisation of the targets can only be folded into a dense layer with a bias and without activation at the end; use --target-scaling none.")
            : request.TargetScaling ?? (folds ? Scaling.MeanAndDeviation : Scaling.None);
    }

    private static LossOptions LossFor(ModelSpec spec, DataSet data)
    {
        if (spec.Outputs.Count > 1)
        {
            return new LossOptions(LossKind.Heads);
        }
        bool sigmoid = LossFunction.LastActivation(spec) == ActivationKind.Sigmoid;
        return new LossOptions(data.Classes.Count > 0 ? LossKind.CrossEntropy : sigmoid ? LossKind.BinaryCrossEntropy : LossKind.MeanSquared);
    }

    private static TaskKind TaskOf(DataSet data, LossOptions loss) => loss.Kind switch
    {
        _ when data.Vocabulary is not null => TaskKind.NextToken,
        _ when data.Classes.Count > 0 => TaskKind.Classification,
        LossKind.BinaryCrossEntropy when data.InOwnUnits.TargetsAreBinary => TaskKind.Binary,
        _ => TaskKind.Regression,
    };
}
