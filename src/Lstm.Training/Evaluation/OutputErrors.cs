using System;

namespace Lstm.Training.Evaluation;

/// <summary>The errors of an output's answers, summed up as they come, with some answers to show.</summary>
/// <param name="name">What the output is called.</param>
internal sealed class OutputErrors(string name)
{
    // What sums of equal numbers in another order leave of 1 - 1.
    private const double Rounding = 1e-12;

    private readonly EvenSample<float> truths = new(), answers = new();
    private double meanTruth;
    private double spread; // the sum of squared distances of truths from their mean (Welford 1962)
    private double meanError;
    private long finite;
    private double least = double.PositiveInfinity, greatest = double.NegativeInfinity;

    /// <summary>What the output is called.</summary>
    public string Name => name;

    /// <summary>How many answers there are.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of squared errors.</summary>
    public double Squares { get; private set; }

    /// <summary>The sum of absolute errors.</summary>
    public double Absolute { get; private set; }

    /// <summary>The sum of squared truths.</summary>
    public double Signal { get; private set; }

    /// <summary>The largest absolute error; NaN where none is a number.</summary>
    public double Largest { get; private set; } = double.NaN;

    /// <summary>The share of the truths' variance that is explained; not finite where there is none.</summary>
    public double Explained
    {
        get
        {
            double explained = 1 - (Squares / (Count == 0 ? double.NaN : spread));
            return Math.Abs(explained) < Rounding ? 0 : explained;
        }
    }

    /// <summary>Adds an answer.</summary>
    public void Add(float truth, float answer)
    {
        truths.Add(truth);
        answers.Add(answer);
        Count++;
        double error = (double)answer - truth, size = Math.Abs(error), distance = truth - meanTruth;
        Squares += error * error;
        Absolute += size;
        Signal += (double)truth * truth;
        meanTruth += distance / Count;
        spread += distance * (truth - meanTruth);
        Largest = double.IsNaN(Largest) || size > Largest ? size : Largest;
        if (double.IsFinite(error))
        {
            finite++;
            meanError += (error - meanError) / finite;
            (least, greatest) = (Math.Min(least, error), Math.Max(greatest, error));
        }
    }

    /// <summary>What there is to show.</summary>
    public TargetResult Result() => new(name, truths, answers) { Count = Count, Errors = new ErrorRange(meanError, least, greatest, Count - finite) };
}
