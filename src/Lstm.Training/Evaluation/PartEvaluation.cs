using System.Collections.Generic;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>How well a network does on a part of the data.</summary>
/// <param name="Part">"training", "validation" or "test"; of other data, its path.</param>
/// <param name="Task">What kind of answer was asked for.</param>
/// <param name="Metrics">The figures, the most telling one first.</param>
/// <param name="Targets">Of numbers: each output's truths and answers; empty for classes and tokens.</param>
/// <param name="Confusion">Of classes: which was taken for which; null otherwise, and where there are too many to show.</param>
/// <param name="TrueClassProbabilities">Of classes and tokens: the probability given to the true one, for each that there was to tell, or for 65,536 of them at most, evenly picked.</param>
/// <param name="Examples">The first sequences and what the network answered.</param>
public sealed record PartEvaluation(
    string Part,
    TaskKind Task,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<TargetResult> Targets,
    ConfusionMatrix? Confusion,
    IReadOnlyList<float> TrueClassProbabilities,
    IReadOnlyList<Prediction> Examples)
{
    /// <summary>Of classes and tokens: what each output is called, by index; empty to number them.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = Confusion?.Classes ?? [];

    /// <summary>How the network does on each class, or on the yes of each output; empty for numbers and tokens, and where there are too many.</summary>
    public IReadOnlyList<ClassFigures> Classes { get; init; } = [];

    /// <summary>Of classes and of yes and no, what every threshold of each output comes to; empty for numbers and tokens, and where there are too many.</summary>
    public IReadOnlyList<ThresholdCurve> Curves { get; init; } = [];

    /// <summary>How forecasts that need no network do on the same targets; empty where the statistics of the training targets are not known.</summary>
    public IReadOnlyList<NaiveBaseline> Baselines { get; init; } = [];

    /// <summary>Of a forecast of numbers, the season of the training part in time steps, 0 where it has none; null otherwise.</summary>
    public int? Season { get; init; }
}

/// <summary>How a forecast that needs no network does on a part.</summary>
/// <param name="Name">"persistence", "seasonal", "mean" or "prior".</param>
/// <param name="Does">What it does, e.g. "repeating the last value".</param>
/// <param name="Metrics">The figures, by the names of the network's.</param>
/// <param name="Judged">The names of those by which a network is better or not.</param>
public sealed record NaiveBaseline(string Name, string Does, IReadOnlyList<Metric> Metrics, IReadOnlyList<string> Judged);

/// <summary>How a network does on one class, or on what is against what is not.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Count">How often it was the truth.</param>
/// <param name="Answered">How often it was the answer.</param>
/// <param name="Right">How often it was both.</param>
/// <param name="AveragePrecision">The mean precision over all thresholds at which one more is found; NaN where that was not measured.</param>
public sealed record ClassFigures(string Name, long Count, long Answered, long Right, double AveragePrecision)
{
    /// <summary>Of what is of the class, the share that was found; NaN where there is none.</summary>
    public double Recall => Right / (double)Count;

    /// <summary>Of what was answered so, the share that is; NaN where that was never the answer.</summary>
    public double Precision => Right / (double)Answered;

    /// <summary>The harmonic mean of recall and precision; NaN where there is neither one of the class nor such an answer.</summary>
    public double F1 => 2 * Right / (double)(Count + Answered);

    /// <summary>From which probability on it is the answer; NaN where it is the most probable class.</summary>
    public double Threshold { get; init; } = double.NaN;
}

/// <summary>A figure that says how well a network does.</summary>
/// <param name="Name">E.g. "RMSE" or "accuracy".</param>
/// <param name="Value">The figure.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record Metric(string Name, double Value, string Meaning);

/// <summary>An output's truths and answers, over all time steps that have a target, or over 65,536 of them at most, evenly picked.</summary>
/// <param name="Name">What the output is called.</param>
/// <param name="Truths">What should have come out, in the data's own unit.</param>
/// <param name="Answers">What came out.</param>
public sealed record TargetResult(string Name, IReadOnlyList<float> Truths, IReadOnlyList<float> Answers)
{
    /// <summary>All time steps that have a target.</summary>
    public long Count { get; init; } = Truths.Count;

    /// <summary>How far answers are from truths; null to tell from those that are here.</summary>
    public ErrorRange? Errors { get; init; }
}

/// <summary>The errors of an output, answer minus truth, over all time steps that have a target.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
/// <param name="NotFinite">How many are no finite number; they do not count in the others.</param>
public sealed record ErrorRange(double Mean, double Least, double Greatest, long NotFinite);

/// <summary>Which class was taken for which.</summary>
/// <param name="Classes">Their names, by index.</param>
/// <param name="Counts">How often the class of the row was given the name of the column.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> Classes, long[,] Counts);
