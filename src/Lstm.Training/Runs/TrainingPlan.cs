using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Runs;

/// <summary>How a network is trained: what was asked for, and for the rest what follows from spec and data.</summary>
/// <param name="Options">All of it.</param>
/// <param name="Windows">How training sequences are cut; null where they stay whole.</param>
/// <param name="Training">The sequences to learn from, cut or whole.</param>
/// <param name="Choices">What was chosen, and why.</param>
public sealed record TrainingPlan(TrainingOptions Options, WarmedWindows? Windows, IReadOnlyList<Sequence> Training, IReadOnlyList<PlannedChoice> Choices)
{
    /// <summary>
    /// Time steps of a window, and how many of them only fill the state. On series of the Numenta Anomaly Benchmark that were not measured in
    /// docs/benchmarks/defaults.md, windows of 128 steps were no better.
    /// </summary>
    private const int WindowLength = 64, WarmUp = 16;

    /// <summary>Sequences that are no longer than the one stay whole, and where there are so many that batches of them give an epoch some steps, no longer than the other.</summary>
    private const int ShortSequence = 256, LongSequence = 1024;

    private const int BatchOfWindows = 32, MostBatch = 32, LeastBatch = 4;

    /// <summary>Steps of the optimiser in an epoch: of windows at most, as far as their stride decides; of whole sequences at least, as far as the batch does.</summary>
    private const int StepsOfWindows = 300, StepsOfWholes = 8;

    /// <summary>Steps of the optimiser in all, at most: where validation ends training, and where nothing does.</summary>
    private const int StepsWithValidation = 12_000, StepsWithout = 3_000;

    private const int LeastEpochs = 20, MostEpochs = 500;

    /// <summary>Steps of the optimiser without a better loss after which the rate is halved, and between how many epochs that may be; training stops after three times as many.</summary>
    private const int StepsOfPlateau = 1_000, LeastPlateau = 4, MostPlateau = 25, PlateausToStop = 3;

    private const double Decay = 0.5, SmallestRate = 0.01;

    /// <summary>As the command line has it: what decides the weights, but for how far training went.</summary>
    public string Words => FormattableString.Invariant($"--train-windows {WindowWords}{(Windows is null && Options.Window > 0 ? $" --bptt {Options.Window}" : "")} --batch-size {Options.BatchSize} --optimizer {OptionWords.Of(Options.Optimizer.Kind)} --learning-rate {Options.Optimizer.LearningRate} --schedule {OptionWords.Of(Options.Schedule)} --seed {Options.Seed}");

    /// <summary>The windows as --train-windows has them.</summary>
    internal string WindowWords => Windows is null ? "none" : FormattableString.Invariant($"{Windows.Length}:{Windows.Stride}:{Windows.WarmUp}{(Windows.ShiftsLevels ? ":shifted" : "")}");

    /// <summary>The plan for a request: what it leaves open is chosen.</summary>
    internal static TrainingPlan Of(RunRequest request, Preparation preparation)
    {
        bool Open(PlannedOptions option) => request.Planned.HasFlag(option);
        var options = request.Training with { Loss = preparation.Loss, StartsFromZero = preparation.Data.TargetsAreDifferences && preparation.FineTuning is null };
        var whole = preparation.Data.Train;
        bool validates = preparation.Data.Validation.Count > 0;
        var choices = new List<PlannedChoice>();

        int batch = Open(PlannedOptions.BatchSize) ? BatchOfWindows : options.BatchSize;
        var windows = Open(PlannedOptions.Windows) ? Cut(preparation, batch) : request.TrainingWindows;
        var training = windows?.Cut(whole) ?? whole;
        if (windows is { ShiftsLevels: true })
        {
            if (!preparation.MayShiftLevels)
            {
                throw new RunException($"{request.SpecPath}: --train-windows with :shifted is for forecasts of the first inputs that start from their last values (lstm new --task forecast, lstm train --horizon); leave it out.");
            }
            training = new ShiftedWindows(training, whole, preparation.Data.InputSize, preparation.Data.OutputSize, options.Seed);
        }
        if (Open(PlannedOptions.BatchSize))
        {
            options = options with { BatchSize = windows is null ? BatchOfWhole(training.Count) : batch };
        }
        if (windows is not null)
        {
            options = options with { Window = windows.Length }; // validation sequences are whole: they go through in pieces, with the state carried over
        }
        int steps = StepsOfAnEpoch(training, options);
        if (Open(PlannedOptions.Windows) && windows is not null)
        {
            choices.Add(new PlannedChoice("windows", FormattableString.Invariant($"{training.Count:N0} of {windows.Length} time steps, one every {windows.Stride}, the first {windows.WarmUp} without a target: whole sequences would give too few steps of the optimiser{(windows.ShiftsLevels ? "; every second one is moved to another level, so that the forecast holds at levels that were never seen" : "")}"), "--train-windows"));
        }
        if (Open(PlannedOptions.BatchSize))
        {
            choices.Add(new PlannedChoice("batches", FormattableString.Invariant($"of {options.BatchSize}: {Counted.Of(steps, "step")} of the optimiser an epoch"), "--batch-size"));
        }
        if (Open(PlannedOptions.LearningRate))
        {
            options = options with { Optimizer = options.Optimizer with { LearningRate = windows is null ? 0.01f : 0.003f } };
            choices.Add(new PlannedChoice("rate", FormattableString.Invariant($"{options.Optimizer.LearningRate} at first"), "--learning-rate"));
        }
        int plateau = Math.Clamp((StepsOfPlateau + steps - 1) / steps, LeastPlateau, MostPlateau);
        if (Open(PlannedOptions.Schedule))
        {
            options = options with { Schedule = new PlateauSchedule(plateau, Decay, SmallestRate) };
            choices.Add(new PlannedChoice("schedule", FormattableString.Invariant($"the rate is halved after {plateau} epochs ({plateau * steps:N0} steps) without a better loss"), "--schedule"));
        }
        if (Open(PlannedOptions.Epochs))
        {
            options = options with { Epochs = Math.Clamp((validates ? StepsWithValidation : StepsWithout) / steps, LeastEpochs, MostEpochs) };
            choices.Add(new PlannedChoice("epochs", FormattableString.Invariant($"at most {options.Epochs}, {(long)options.Epochs * steps:N0} steps{(validates ? "" : "; a validation part would tell when to stop, --validation-share 0.2")}"), "--epochs"));
        }
        if (Open(PlannedOptions.Patience) && validates)
        {
            options = options with { Patience = PlateausToStop * plateau };
            choices.Add(new PlannedChoice("patience", $"training stops after {options.Patience} epochs without a better validation loss", "--patience"));
        }
        return new TrainingPlan(options, windows, training, choices);
    }

    /// <summary>
    /// The windows of long sequences that have a target at every time step and a network that may begin anywhere; null where they stay whole.
    /// Windows stand closer the shorter the data is.
    /// </summary>
    private static WarmedWindows? Cut(Preparation preparation, int batch)
    {
        var whole = preparation.Data.Train;
        bool canCut = Trainability.WindowFault(preparation.Spec) is null && preparation.Options.TargetAt == TargetAt.EveryStep
            && whole.All(sequence => sequence.Targets.Length + sequence.Classes.Length >= sequence.Length);
        bool many = whole.Count >= StepsOfWholes * LeastBatch;
        if (!canCut || whole.Max(sequence => sequence.Length) <= (many ? LongSequence : ShortSequence))
        {
            return null;
        }
        long stride = whole.Sum(sequence => (long)sequence.Length) / ((long)StepsOfWindows * batch);
        return new WarmedWindows(WindowLength, (int)Math.Clamp(stride, 1, WindowLength - WarmUp), WarmUp) { ShiftsLevels = preparation.MayShiftLevels && preparation.Detector is null }; // of a detector, a level that was never seen is an anomaly
    }

    /// <summary>Small batches of few sequences, so that an epoch has some steps.</summary>
    private static int BatchOfWhole(int sequences)
    {
        int batch = MostBatch;
        while (batch > LeastBatch && sequences / batch < StepsOfWholes)
        {
            batch /= 2;
        }
        return batch;
    }

    private static int StepsOfAnEpoch(IReadOnlyList<Sequence> training, TrainingOptions options)
    {
        int batches = (training.Count + options.BatchSize - 1) / options.BatchSize;
        int longest = training.Max(sequence => sequence.Length);
        return batches * (options.Window == 0 ? 1 : (longest + options.Window - 1) / options.Window);
    }
}

/// <summary>What was chosen of one option.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What was chosen, and why.</param>
/// <param name="Option">The option that sets another.</param>
public sealed record PlannedChoice(string Name, string Value, string Option);
