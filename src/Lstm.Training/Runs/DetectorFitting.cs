using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>
/// Makes a detector of a network that forecasts: fits the scale of its score and chooses the threshold, on the validation part or, where there
/// is none, on the last rows of the training part; by generated code, so that a device sees the same scores.
/// </summary>
internal sealed class DetectorFitting
{
    /// <summary>The rate of false alarms that nobody has stated: one row in a thousand.</summary>
    public static readonly ThresholdChoice UsualThreshold = new(ThresholdRule.FalseAlarmRate, 0.001);

    /// <summary>The time steps that the score is smoothed over where nobody says: none but its own.</summary>
    public const int UsualSmoothing = 1;

    /// <summary>Without a validation part, the last row in so many of each training sequence.</summary>
    private const int Share = 5;

    /// <summary>The standard deviation of normally distributed values over their median absolute deviation, and over their mean absolute deviation √(2/π).</summary>
    private const double OverMedian = 1.4826, OverMean = 1.2533;

    /// <summary>How far beyond the largest score seen, and beyond the threshold, a row's own score counts.</summary>
    private const double Reserve = 2;

    /// <summary>The least normal float: a quotient by less is slow, and of a scale nobody measures in.</summary>
    private const double LeastDeviation = 1.17549435e-38;

    /// <summary>The smoothed score begins at 0. It is judged once this share of it at most is from there.</summary>
    private const double RisingShare = 0.01;

    /// <summary>By how much the threshold of one column is above those of all others where that is told.</summary>
    private const double FarAbove = 5;

    private readonly List<string> findings = [];
    private IReadOnlyList<float[]> columnScores = [];
    private readonly Preparation preparation;
    private readonly IReadOnlyList<Sequence> sequences;
    private readonly bool isValidation;

    /// <param name="preparation">What was learnt.</param>
    public DetectorFitting(Preparation preparation)
    {
        this.preparation = preparation;
        var data = preparation.Data.InOwnUnits;
        isValidation = data.Validation.Count > 0;
        sequences = isValidation ? data.Validation : data.Train;
    }

    /// <summary>Why a network that ends in a score cannot be asked for this; null where it can.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="reconstructs">Whether it compares a sample with its reconstruction.</param>
    public static string? Fault(RunRequest request, bool reconstructs) => request switch
    {
        { Data.Target: { } target } when target != request.FineTuning?.From.Card?.Data.Target => "the targets of a detector are its own inputs; leave --target, --class-column and the like out (--inputs says which columns come first: as many as the layer before the score has values are compared)",
        { Data.Format: Data.Options.TextFormat } => "the score of a detector is for numbers, and this is text",
        { Data.Horizon.Longest: > 0 } when reconstructs => $"--horizon {request.Data.Horizon}: this detector compares each row with its own reconstruction, not with a forecast",
        { Data.Horizon.Longest: > 1 } or { Data.Horizon.Rows.Count: > 1 } => $"--horizon {request.Data.Horizon}: a detector forecasts the next row, one row ahead",
        { Data.TargetAt: Data.Options.TargetAt.LastStep } => "--at last: a detector scores every time step",
        { Loss.Kind: not (Engine.Losses.LossKind.MeanSquared or Engine.Losses.LossKind.MeanAbsolute or Engine.Losses.LossKind.Huber) } => "the loss of a detector is that of numbers: --loss mse, mae or huber",
        { Threshold: { Rule: not ThresholdRule.FalseAlarmRate } choice } => $"--threshold {choice}: nobody has said which rows are anomalies, so a detector's threshold is chosen by --threshold false-alarm-rate=R, the share of rows that may be at or above it",
        { Threshold: { Value: 0 } choice } => $"--threshold {choice}: no rows can show that there will never be a false alarm; state a small rate, such as 0.0001",
        { Data.Windows.Length: 1 } when !reconstructs => "--window-length 1: the score compares a row with the forecast of the row before, and a window of one row has none",
        { Threshold.Output: not null } => "--threshold-for: a detector has one output, the score",
        _ => null,
    };

    /// <summary>Smoothing and rate that are asked for, or else were those of the weights to start from.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="notes">Told where something is kept.</param>
    public static (int Smoothing, ThresholdChoice Threshold) Asked(RunRequest request, List<string> notes)
    {
        var before = request.FineTuning?.From.Card?.Anomaly;
        var rate = before is null ? null : ThresholdChoice.Parse(before.Rule) is { Value: > 0 } known ? known : null;
        var kept = new List<string>();
        if (request.Smoothing is null && before is { Smoothing: > 1 })
        {
            kept.Add($"--smoothing {before.Smoothing}");
        }
        if (request.Threshold is null && rate is not null && rate != UsualThreshold)
        {
            kept.Add($"--threshold {rate}");
        }
        if (kept.Count > 0)
        {
            notes.Add($"{string.Join(" and ", kept)}: as of {request.FineTuning!.From.Path}, since nothing else was asked for.");
        }
        if (request.Threshold is null && rate is null && before is not null)
        {
            notes.Add($"--threshold {UsualThreshold}: {request.FineTuning!.From.Path} has its threshold by {before.Rule}, which no rows can show; say --threshold false-alarm-rate=R for another rate.");
        }
        return (request.Smoothing ?? before?.Smoothing ?? UsualSmoothing, request.Threshold ?? rate ?? UsualThreshold);
    }

    /// <summary>The scale: tensors of the layer that scores, by name.</summary>
    /// <param name="forecast">The layers that forecast.</param>
    /// <param name="smoothing">Time steps that the score is smoothed over.</param>
    public IReadOnlyDictionary<string, float[]> Scale(Predictor forecast, int smoothing)
    {
        int size = preparation.Spec.OutputSize;
        var errors = Enumerable.Range(0, size).Select(_ => new List<float>()).ToArray();
        double[] largest = new double[size];
        var range = Enumerable.Repeat((Low: float.PositiveInfinity, High: float.NegativeInfinity), size).ToArray();
        foreach (var sequence in sequences)
        {
            int first = First(sequence);
            forecast.Play(sequence, (start, outputs) =>
            {
                for (int i = Math.Max(0, first - start) * size; i < outputs.Length; i++)
                {
                    float target = sequence.Targets[(start * size) + i];
                    if (!float.IsNaN(target))
                    {
                        errors[i % size].Add(target - outputs[i]);
                        range[i % size] = (Math.Min(range[i % size].Low, target), Math.Max(range[i % size].High, target));
                        largest[i % size] = Math.Max(largest[i % size], Math.Abs(target));
                    }
                }
            });
        }
        var scales = errors.Select((column, index) => ScaleOf(column, largest[index])).ToArray();
        float[] medians = [.. scales.Select(scale => scale.Median)], deviations = [.. scales.Select(scale => scale.Deviation)];
        float[][] scores = [.. errors.Select((column, index) => column.Select(error => (float)Math.Min(Math.Abs((double)error - medians[index]) / deviations[index], float.MaxValue)).ToArray())];
        findings.AddRange(range.Select((values, index) => (values, Name: preparation.Data.TargetNames[index])).Where(column => column.values.Low >= column.values.High)
            .Select(column => FormattableString.Invariant($"{Wording.Quote(column.Name)} has one value, {column.values.Low:G6}, in all rows that the scale is from ({Part}): what errors of it are usual is not known, and any change of it may get a very high score. Use a validation part in which it changes, or leave it out.")));
        columnScores = scores;
        double most = scores.Max(column => column.DefaultIfEmpty(0).Max());
        var layer = DetectorSpec.Score(preparation.Detector!);
        return new Dictionary<string, float[]>
        {
            [layer.Median] = medians,
            [layer.Deviation] = deviations,
            [layer.Smoothing] = [2f / (smoothing + 1)], // the scores that it adds are as old, in the mean, as those of a mean over so many steps
            [layer.Limit] = [(float)Math.Clamp(Reserve * most, 1, float.MaxValue)],
        };
    }

    /// <summary>The threshold, and all that is to be told.</summary>
    /// <param name="detector">The whole network, with its scale.</param>
    /// <param name="scale">That scale.</param>
    /// <param name="smoothing">Time steps that the score is smoothed over.</param>
    /// <param name="choice">By what the threshold is chosen.</param>
    /// <param name="notes">Told where none meets that.</param>
    public AnomalyScale Choose(Predictor detector, IReadOnlyDictionary<string, float[]> scale, int smoothing, ThresholdChoice choice, List<string> notes)
    {
        int rising = RisingSteps(smoothing), longest = sequences.Max(sequence => sequence.Length);
        bool isRisen = longest >= 2 * rising; // as many rows to judge as are left out
        float[] scores = [.. sequences.SelectMany(sequence => detector.Predict(sequence).Skip(Math.Max(First(sequence), isRisen ? rising : 0)))];
        var (threshold, isMet) = Threshold(scores, choice.Value);
        notes.AddRange(findings);
        if (Deciding(choice.Value) is { } deciding)
        {
            notes.Add(deciding);
        }
        if (!isRisen)
        {
            notes.Add(FormattableString.Invariant($"--smoothing {smoothing} is long for {Counted.Of(longest, "row")} ({Part}): the smoothed score begins at 0 and takes {rising:N0} rows to rise, so the threshold is too low. Use a shorter smoothing, or at least {2 * rising:N0} rows."));
        }
        if (Array.TrueForAll(scores, score => score == 0))
        {
            notes.Add($"All scores of {Part} rows are 0, as they are met without an error: no threshold follows from them, and it is 1. Use a validation part whose values change.");
        }
        else if (!isMet)
        {
            notes.Add(FormattableString.Invariant($"No threshold gives {choice} on {scores.Length:N0} rows ({Part}): already the highest score there is more than that. The threshold is above it, as far as the highest tenth of the scores lets expect for the rate; a larger validation part would show it."));
        }
        if (!isValidation)
        {
            notes.Add("Scale and threshold of the score are from the end of the training part, as there is no validation part: on new data errors are larger, and false alarms more frequent. Use --validation or --validation-share.");
        }
        var layer = DetectorSpec.Score(preparation.Detector!);
        return new AnomalyScale(
            preparation.Data.TargetNames,
            [.. scale[layer.Median].Select(value => (double)value)],
            [.. scale[layer.Deviation].Select(value => (double)value)],
            smoothing,
            Math.Max(scale[layer.Limit][0], Math.Min((float)(Reserve * threshold), float.MaxValue)), // a limit that no validation row reaches, and a threshold that can be
            threshold,
            choice.ToString(),
            Part,
            scores.Length,
            scores.LongCount(score => score >= threshold));
    }

    /// <summary>
    /// The lowest score from which on there are no more than a share, above 0, of all scores: of the values between two scores the upper one, which on other
    /// data gives fewer false alarms rather than more. Where already the highest are more, a number above them, and 1 where all are 0.
    /// </summary>
    internal static (float Threshold, bool IsMet) Threshold(IReadOnlyList<float> scores, double rate)
    {
        float[] sorted = [.. scores.OrderDescending()];
        int allowed = (int)Math.Floor((rate * sorted.Length) + 1e-9);
        while (allowed > 0 && allowed < sorted.Length && sorted[allowed] == sorted[allowed - 1])
        {
            allowed--; // equal scores are flagged together
        }
        return allowed > 0 ? (sorted[allowed - 1], true) : sorted[0] == 0 ? (1, false) : (Math.Max(MathF.BitIncrement(sorted[0]), Beyond(sorted, rate)), false);
    }

    /// <summary>
    /// The score that is reached at a rate by an exponential tail, fitted to by how much the highest tenth of the scores exceeds the next one
    /// (peaks over threshold; Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory", KDD 2017, with shape 0).
    /// </summary>
    private static float Beyond(float[] sorted, double rate)
    {
        int tail = sorted.Length / 10;
        if (tail == 0)
        {
            return 0;
        }
        double border = sorted[tail], excess = sorted.Take(tail).Average(score => score - border);
        return (float)(border + (excess * Math.Log(tail / (rate * sorted.Length))));
    }

    /// <summary>What is to be told where the threshold is that of one column, far above those of all others; null where it is not.</summary>
    private string? Deciding(double rate)
    {
        var order = columnScores.Select((scores, index) => (Threshold: scores.Length == 0 ? 0 : Threshold(scores, rate).Threshold, Name: preparation.Data.TargetNames[index])).OrderByDescending(column => column.Threshold).ToArray();
        return order.Length < 2 || order[0].Threshold <= FarAbove * order[1].Threshold ? null
            : FormattableString.Invariant($"{Wording.Quote(order[0].Name)} alone decides the threshold: by its own scores it is {order[0].Threshold:G4}, by those of each other column {order[1].Threshold:G4} or less, so anomalies of the others are hardly found. If its jumps are usual, name it last in --inputs and write the spec with lstm new --output {order.Length - 1}, which compares all columns but it.");
    }

    /// <summary>Time steps until a score that begins at 0 is smoothed over so many steps has all but a hundredth of its weight: the first at which (1 − 2/(N + 1))ⁿ is below that.</summary>
    internal static int RisingSteps(int smoothing) => smoothing == 1 ? 0 : (int)Math.Ceiling(Math.Log(RisingShare) / Math.Log(1 - (2.0 / (smoothing + 1))));

    private string Part => isValidation ? "validation" : "end of training";

    private int First(Sequence sequence) => isValidation ? 0 : sequence.Length - ((sequence.Length + Share - 1) / Share);

    /// <summary>The median of errors, and what they are divided by.</summary>
    /// <param name="errors">In the column's unit.</param>
    /// <param name="largest">The column's largest value, whatever its sign.</param>
    internal static (float Median, float Deviation) ScaleOf(IReadOnlyCollection<float> errors, double largest)
    {
        float median = (float)Median(errors);
        float[] absolute = [.. errors.Select(error => Math.Abs(error - median))];
        double deviation = OverMedian * Median(absolute);
        deviation = deviation > 0 ? deviation : OverMean * absolute.Select(value => (double)value).DefaultIfEmpty(0).Average();
        return (median, (float)Math.Clamp(deviation > 0 ? deviation : largest > 0 ? 1e-6 * largest : 1, LeastDeviation, float.MaxValue));
    }

    private static double Median(IReadOnlyCollection<float> values)
    {
        float[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : ((double)sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
