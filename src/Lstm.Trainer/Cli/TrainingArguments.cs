using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Mpi;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say how a network is trained.</summary>
internal sealed class TrainingArguments
{
    private const int MostOfRate = 1000; // what lies above is a slip: after one step no weight would be what it was

    private static readonly TrainingOptions Usual = new();
    private static readonly (string Word, Scaling Value)[] Scalings = [.. Enum.GetValues<Scaling>().Select(scaling => (Names.Of(scaling), scaling))];

    private readonly Choice<LossKind> loss = new(
        "--loss", "The loss function (default: cross-entropy for classes, heads if the network has several outputs, bce if it ends in a sigmoid, otherwise mse). heads: of each output what its activation asks for; esr: error-to-signal ratio, for audio; quantile: pinball loss, with --quantiles",
        [.. Enum.GetValues<LossKind>().Select(loss => (OptionWords.Of(loss), loss))]);

    private readonly Option<float?> huberDelta = Numbers.Between("--huber-delta", "Where the Huber loss changes from quadratic to linear, in standardised targets (default 1)", 1e-6f, 1e6f);
    private readonly Option<float?> preEmphasis = Numbers.Option<float>("--pre-emphasis", "The coefficient of the pre-emphasis filter for esr; 0 for none (default 0.95)", value => value is >= 0 and < 1, "a number from 0 to below 1");
    private readonly Option<float[]?> quantiles = new("--quantiles")
    {
        Description = "With --loss quantile: the quantiles of each target, each an output, e.g. 0.1,0.5,0.9",
        HelpName = "X,…",
        CustomParser = result =>
        {
            float[] found = [.. result.Tokens[0].Value.Split(',').Select(text => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float quantile) ? quantile : 0).Distinct().Order()];
            if (Array.TrueForAll(found, quantile => quantile is > 0 and < 1))
            {
                return found;
            }
            result.AddError($"--quantiles {Wording.Shorten(result.Tokens[0].Value)}: expected numbers above 0 and below 1 with commas between them, such as 0.1,0.5,0.9.");
            return null;
        },
    };

    private readonly Option<string[]> classWeights = Weights(ofClasses: true, "The weight of each class in the loss: balanced (rare classes count as much as frequent ones), or NAME=W,… for some, the others 1");
    private readonly Option<string[]> positiveWeight = Weights(ofClasses: false, "The weight of positives in the loss: balanced (positives count as much as negatives), a number, or NAME=W,… for some targets");
    private readonly Option<string[]> outputWeights = new("--output-weights")
    {
        Description = "With several outputs: how much the loss of each counts (the others count 1)",
        HelpName = "NAME=W,…",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = static result =>
        {
            string[] words = [.. result.Tokens.SelectMany(token => NameList.Parts(token.Value))];
            if (words.FirstOrDefault(word => !Training.Runs.OutputWeighting.IsWord(word)) is { } wrong)
            {
                result.AddError($"{result.Argument.Name} {Wording.Shorten(wrong)}: expected {Training.Runs.OutputWeighting.Expected}.");
            }
            return words;
        },
    };

    private readonly Option<string[]> range = new("--range")
    {
        Description = "The plausible range of an input, so that the device can reject other values: COLUMN=LOW:HIGH, by the column's name or its number in the file (3-7 for five of them), either side empty for no bound; repeat for more columns; none to omit all ranges (default: the range in the training part, widened by half its span on each side)",
        HelpName = "COLUMN=LOW:HIGH|none",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            string[] words = [.. result.Tokens.Select(token => token.Value)];
            foreach (string word in words.Where(word => word != RangeChoice.None || words.Length > 1))
            {
                if (RangeChoice.Fault(word) is { } fault)
                {
                    result.AddError($"--range {Wording.Shorten(word)}: {fault}.");
                }
            }
            return words;
        },
    };

    private readonly Choice<Scaling> inputScaling = new("--input-scaling", "How to scale inputs, fitted on the training part and folded into the weights (default standard: mean 0, standard deviation 1; robust: by median and quartiles, which a few bad readings do not move)", Scalings);
    private readonly Choice<Scaling> targetScaling = new("--target-scaling", "The same for numeric targets (default standard if the last layer is dense without activation, otherwise none)", Scalings);
    private readonly Choice<OptimizerKind> optimizer = new("--optimizer", "The optimiser (default adam)", [.. Enum.GetValues<OptimizerKind>().Select(kind => (OptionWords.Of(kind), kind))]);
    private readonly Option<float?> learningRate = Numbers.Option<float>("--learning-rate", "The initial learning rate (default: chosen from the data, 0.003 or 0.01; 0.001 for sgd and rmsprop, 0.0001 with --from)", value => value is > 0 and <= MostOfRate, $"a number above 0, at most {MostOfRate}");
    private readonly Option<LearningRateSchedule?> schedule = new("--schedule")
    {
        Description = "The learning rate schedule: constant; cosine[:FINAL], down to that share; step:EPOCHS:FACTOR; plateau[:PATIENCE[:FACTOR]], when the loss stops improving (default: plateau, chosen from the data)",
        HelpName = "SCHEDULE",
        CustomParser = result => ScheduleText.Parse(result),
    };

    private readonly Option<int?> warmUp = Numbers.Count("--warm-up", "Optimiser steps over which the learning rate rises from zero (default 0)", least: 0);
    private readonly Option<float?> momentum = Numbers.Option<float>("--momentum", "The momentum of sgd (default 0.9)", value => value is >= 0 and < 1, "a number from 0 to below 1");
    private readonly Option<float?> weightDecay = Numbers.Option<float>("--weight-decay", "Weight decay: the share of each weight added to its gradient; decoupled with adamw (default 0)", value => value is >= 0 and <= MostOfRate, $"a number from 0 to {MostOfRate}");
    private readonly Option<int?> epochs = Numbers.Count("--epochs", "Number of epochs: passes over the training part (default: chosen from the data, 20 to 500)");
    private readonly Option<int?> focal = Numbers.Option<int>("--focal", "The focal loss: multiplies the loss of each target by (1 - p)^N, where p is the probability of what is true, so that what is answered well already counts little (default 0; 2 is usual)", value => value is >= 0 and <= FocalFactor.Most, $"a whole number from 0 to {FocalFactor.Most}");
    private readonly Choice<Sampling> sampling = new("--sampling", "Which training sequences an epoch takes: each once (default), or drawn so that each class comes up equally often; the class of a sequence is the rarest in it", ("each", Sampling.Each), ("balanced", Sampling.Balanced));
    private readonly Option<int?> batchSize = Numbers.Count("--batch-size", "Sequences in a mini-batch, best a multiple of 16 (default: 32, fewer of few sequences)");
    private readonly Option<int?> truncation = Numbers.Count("--bptt", "Truncated back-propagation through time: gradients go back N time steps, the state is carried over (default: whole sequences, or what --train-windows cuts)", least: 0);
    private readonly Option<TrainWindows?> trainWindows = new("--train-windows")
    {
        Description = "Cuts long training sequences into windows of LENGTH time steps, one every STRIDE, that overlap; each begins with an empty state, and its first WARM-UP steps have no target. With :shifted, every second one is moved to another level (for forecasts that start from the last value). none: whole sequences (default: chosen from the data; validation and test part stay whole)",
        HelpName = "LENGTH:STRIDE:WARM-UP[:shifted]|none",
        CustomParser = result => TrainWindows.Parse(result),
    };

    private readonly Option<float?> clipNorm = Numbers.Option<float>("--clip-norm", "Gradient clipping: the largest norm of the gradient; 0 for no limit (default 1)", value => value is 0 or >= 1e-6f, "0, or a number from 1E-06 on");
    private readonly Option<float?> dropout = Numbers.Option<float>("--dropout", "The dropout probability between recurrent layers (default 0)", value => value is >= 0 and < 1, "a number from 0 to below 1");
    private readonly Option<float?> forgetBias = Numbers.Between("--forget-bias", "The initial bias of forget gates (default 1, so that cells remember at first)", -100, 100);
    private readonly Option<int?> patience = Numbers.Count("--patience", "Early stopping: epochs without a better loss after which training stops; 0 for never (default with validation data: chosen; otherwise never)", least: 0);
    private readonly Option<double?> minImprovement = Numbers.Option<double>("--min-improvement", "By how much a loss must be smaller to count as better (default 0)", value => value >= 0, "a number from 0 on");
    private readonly Option<ulong?> seed = Numbers.Option<ulong>("--seed", "The random seed (default 1): the same seed gives the same bits", _ => true, "a whole number from 0 on");
    private readonly Option<int?> threads = Numbers.Count("--threads", "Number of threads; the result is the same with any number (default: one per processor)");

    private enum Sampling
    {
        Each,
        Balanced,
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Group("Loss and scaling", loss, huberDelta, preEmphasis, quantiles, classWeights, positiveWeight, outputWeights, focal, sampling, inputScaling, targetScaling, range);
        command.Group("Training", epochs, patience, minImprovement, batchSize, truncation, trainWindows, optimizer, learningRate, schedule, warmUp, momentum, weightDecay, clipNorm, dropout, forgetBias, seed, threads);
    }

    /// <summary>How inputs are to be scaled; null to choose.</summary>
    public Scaling? InputScaling(ParseResult result, FineTuning? tuning) => Refitted(inputScaling.Name, result.GetValue(inputScaling), tuning);

    /// <summary>How targets are to be scaled; null to choose.</summary>
    public Scaling? TargetScaling(ParseResult result, FineTuning? tuning) => Refitted(targetScaling.Name, result.GetValue(targetScaling), tuning);

    private static Scaling? Refitted(string name, Scaling? given, FineTuning? tuning)
    {
        Require(given is null || tuning is null or { RefitScaling: true }, $"With --from {name} needs --refit-scaling: else the scaling stays that of the weights.");
        return given;
    }

    /// <summary>The loss; null to choose.</summary>
    public LossOptions? Loss(ParseResult result)
    {
        var usual = new LossOptions(LossKind.MeanSquared);
        Require(result.GetValue(huberDelta) is null || result.GetValue(loss) == LossKind.Huber, "--huber-delta is for --loss huber.");
        Require(result.GetValue(preEmphasis) is null || result.GetValue(loss) == LossKind.ErrorToSignal, "--pre-emphasis is for --loss esr.");
        float[] wanted = result.GetValue(quantiles) ?? [];
        Require(wanted.Length > 0 == (result.GetValue(loss) == LossKind.Quantile), "--loss quantile and --quantiles need each other: --loss quantile --quantiles 0.1,0.5,0.9.");
        return result.GetValue(loss) is { } kind
            ? new LossOptions(kind, result.GetValue(huberDelta) ?? usual.HuberDelta, result.GetValue(preEmphasis) ?? usual.PreEmphasis) { Quantiles = new(wanted) }
            : null;
    }

    /// <summary>γ of the focal loss; 0 for none.</summary>
    public int Focus(ParseResult result) => result.GetValue(focal) ?? 0;

    /// <summary>The plausible ranges that are given.</summary>
    public RangeChoice Ranges(ParseResult result) => new(result.GetValue(range) ?? []);

    /// <summary>How much rare targets count; null for all the same.</summary>
    public TargetWeighting? Weighting(ParseResult result) => (result.GetValue(classWeights), result.GetValue(positiveWeight)) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => throw new UsageException("--class-weights is for classes and --positive-weight for yes and no; only one of them can fit."),
        ({ Length: > 0 } words, _) => new TargetWeighting(OfClasses: true, words),
        (_, { Length: > 0 } words) => new TargetWeighting(OfClasses: false, words),
        _ => null,
    };

    /// <summary>How much each output counts; null for all the same.</summary>
    public OutputWeighting? OutputWeighting(ParseResult result) => result.GetValue(outputWeights) is { Length: > 0 } words ? new OutputWeighting(words) : null;

    private static Option<string[]> Weights(bool ofClasses, string description) => new(ofClasses ? "--class-weights" : "--positive-weight")
    {
        Description = description,
        HelpName = ofClasses ? "balanced|NAME=W,…" : "balanced|W|NAME=W,…",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            string[] words = [.. result.Tokens.Select(token => token.Value)];
            foreach (string word in words.Where(word => !(word == TargetWeighting.Balanced && words.Length == 1) && !(TargetWeighting.Weight(word[(word.LastIndexOf('=') + 1)..]) is not null && (!ofClasses || word.Contains('=', StringComparison.Ordinal)))))
            {
                result.AddError($"{result.Argument.Name} {Wording.Shorten(word)}: expected {TargetWeighting.Expected(ofClasses)}.");
            }
            return words;
        },
    };

    // An option that changes nothing would be taken for one that does.
    private static void Require(bool fits, string message)
    {
        if (!fits)
        {
            throw new UsageException(message);
        }
    }

    /// <summary>The windows that training sequences are cut into; null for none, or to choose.</summary>
    public WarmedWindows? Windows(ParseResult result)
    {
        var given = result.GetValue(trainWindows);
        Require(given?.Windows is null || result.GetValue(truncation) is null or 0, "--train-windows cuts sequences, --bptt goes through them with the state carried over: only one of them can be.");
        return given?.Windows;
    }

    /// <summary>What is not said and follows from the data.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="tuning">Weights to start from, which have a rate of their own; null for none.</param>
    /// <param name="windowed">Whether all of the data is cut into windows.</param>
    public PlannedOptions Planned(ParseResult result, FineTuning? tuning, bool windowed)
    {
        PlannedOptions Open(bool open, PlannedOptions option) => open ? option : PlannedOptions.None;
        return Open(result.GetValue(trainWindows) is null && result.GetValue(truncation) is null && !windowed, PlannedOptions.Windows)
            | Open(result.GetValue(batchSize) is null, PlannedOptions.BatchSize)
            | Open(tuning is null && result.GetValue(learningRate) is null && result.GetValue(optimizer) is null or OptimizerKind.Adam or OptimizerKind.AdamW, PlannedOptions.LearningRate)
            | Open(result.GetValue(schedule) is null, PlannedOptions.Schedule)
            | Open(result.GetValue(epochs) is null, PlannedOptions.Epochs)
            | Open(result.GetValue(patience) is null, PlannedOptions.Patience);
    }

    /// <summary>The rest.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="tuning">What training starts from; null for random weights.</param>
    /// <param name="launcher">What started this process with others that train with it; null for nothing.</param>
    public TrainingOptions Read(ParseResult result, FineTuning? tuning, MpiLauncher? launcher)
    {
        var usual = new OptimizerOptions();
        Require(result.GetValue(forgetBias) is null || tuning is null, "--forget-bias is for random weights: with --from the weights have biases already.");
        Require(result.GetValue(momentum) is null || result.GetValue(optimizer) == OptimizerKind.Sgd, "--momentum is for --optimizer sgd.");
        return Usual with
        {
            Optimizer = usual with
            {
                Kind = result.GetValue(optimizer) ?? usual.Kind,
                LearningRate = result.GetValue(learningRate) ?? (tuning is null ? usual.LearningRate : FineTuning.UsualLearningRate),
                Momentum = result.GetValue(momentum) ?? usual.Momentum,
                WeightDecay = result.GetValue(weightDecay) ?? usual.WeightDecay,
            },
            Schedule = result.GetValue(schedule) ?? Usual.Schedule,
            WarmUpSteps = result.GetValue(warmUp) ?? Usual.WarmUpSteps,
            Epochs = result.GetValue(epochs) ?? Usual.Epochs,
            BalancesSampling = result.GetValue(sampling) == Sampling.Balanced,
            BatchSize = result.GetValue(batchSize) ?? Usual.BatchSize,
            Window = result.GetValue(truncation) ?? Usual.Window,
            ClipNorm = result.GetValue(clipNorm) is { } norm ? (norm == 0 ? null : norm) : Usual.ClipNorm,
            Dropout = result.GetValue(dropout) ?? Usual.Dropout,
            ForgetBias = result.GetValue(forgetBias) ?? Usual.ForgetBias,
            Patience = result.GetValue(patience) is { } most and > 0 ? most : null,
            MinImprovement = result.GetValue(minImprovement) ?? Usual.MinImprovement,
            Seed = result.GetValue(seed) ?? Usual.Seed,
            Threads = result.GetValue(threads) ?? launcher?.Threads(Usual.Threads) ?? Usual.Threads,
        };
    }
}
