using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>
/// Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017): the sums before the sigmoid or softmax at the end are divided by the
/// one number that makes the negative log-likelihood of the validation part least. Dividing the last layer's weights does it, so a device pays nothing; what
/// is the most probable, and which of two answers is higher, stays.
/// </summary>
internal static class TemperatureCalibration
{
    private const double Most = 100; // beyond, what is fitted is that every validation row is right
    private const int Halvings = 60, Bins = 15;

    /// <summary>Why a network cannot be calibrated, as a sentence; null if it can.</summary>
    public static string? Fault(Preparation preparation)
    {
        var spec = preparation.Spec;
        return preparation.Task is not (TaskKind.Binary or TaskKind.Classification) ? $"--calibrate is for classes, and for yes and no of a network that ends in a sigmoid; {preparation.WhyNoProbabilities}."
            : preparation.Data.Validation.Count == 0 ? "--calibrate is fitted on the validation part, and there is none; use --validation or --validation-share."
            : LastDense(spec) is not { } last ? "--calibrate changes the weights of a dense layer at the end, and this network ends in none."
            : preparation.FineTuning?.Freeze.Any(name => LayerLabel.IndexOf(spec, name) == last) == true ? $"--calibrate changes the weights of {LayerLabel.Names(spec)[last]}, and --freeze keeps them; leave one of the two out."
            : null;
    }

    /// <summary>Fits the temperature, and divides the last dense layer's weights by it.</summary>
    /// <param name="preparation">What was learnt; its validation part alone is looked at.</param>
    /// <param name="parameters">The weights, for the units that training has.</param>
    public static CalibrationResult Apply(Preparation preparation, NetworkParameters parameters)
    {
        using var room = preparation.Options.Store.Temporary();
        var rows = Rows(preparation, parameters, room);
        double low = -Math.Log(Most), high = Math.Log(Most);
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = rows.Slope(Math.Exp(middle)) < 0 ? (middle, high) : (low, middle); // the loss is convex in the factor
        }
        double temperature = Rounded(Math.Exp(-(low + high) / 2), 4);
        float factor = (float)(1 / temperature);
        var last = (DenseLayerSpec)parameters.Spec.Layers[LastDense(parameters.Spec)!.Value];
        parameters.Read(name => TensorNames.Of(last).Contains(name) ? Array.ConvertAll(parameters.Tensor(name), weight => factor * weight) : parameters.Tensor(name));
        return new CalibrationResult(
            temperature, Rounded(rows.Loss(1), 6), Rounded(rows.Loss(factor), 6), Rounded(rows.CalibrationError(1, Bins), 6), Rounded(rows.CalibrationError(factor, Bins), 6));
    }

    // Exponentials and logarithms of two systems may differ in their last digits; the weight file must not.
    private static double Rounded(double value, int digits) => double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The dense layer whose sums the activation at the end takes; null where there is none.</summary>
    private static int? LastDense(ModelSpec spec) => spec.Layers switch
    {
        [.., DenseLayerSpec] => spec.Layers.Count - 1,
        [.., DenseLayerSpec { Activation.Kind: ActivationKind.Identity }, ActivationLayerSpec] => spec.Layers.Count - 2,
        _ => null,
    };

    /// <summary>What the network says before its last activation.</summary>
    private static LogitRows Rows(Preparation preparation, NetworkParameters parameters, NumberStore room)
    {
        var spec = parameters.Spec;
        int last = LastDense(spec)!.Value;
        LayerSpec[] layers = [.. spec.Layers.Take(last), (DenseLayerSpec)spec.Layers[last] with { Activation = ActivationKind.Identity }];
        var bare = new NetworkParameters(spec with { Layers = new EquatableArray<LayerSpec>(layers) });
        bare.Read(parameters.Tensor);
        var forward = new ForwardPass(bare, preparation.Data.Vocabulary is not null);
        var rows = new LogitRows(spec.OutputSize, room);
        foreach (var sequence in preparation.Data.Validation)
        {
            int step = spec.Pools ? sequence.Length - 1 : 0;
            foreach (float[] outputs in forward.Blocks(sequence))
            {
                for (int start = 0; start < outputs.Length; start += spec.OutputSize)
                {
                    rows.Add(outputs.AsSpan(start, spec.OutputSize), sequence, step++);
                }
            }
        }
        return rows;
    }

    /// <summary>Sums before the last activation, and what is true.</summary>
    private sealed class LogitRows(int size, NumberStore store) : Scores
    {
        private readonly StoredList<(float Logit, float Truth)> single = new(store); // of sigmoids, each by itself
        private readonly StoredList<float> many = new(store); // of softmax, row by row
        private readonly StoredList<int> classes = new(store);
        private readonly float[] row = new float[size];
        private readonly double[] shares = new double[size];

        /// <inheritdoc/>
        public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
        {
            for (int output = 0; output < size; output++)
            {
                if (!float.IsNaN(targets[output]))
                {
                    single.Add((answers[output], targets[output]));
                }
            }
        }

        /// <inheritdoc/>
        public override void Add(ReadOnlySpan<float> answers, int target)
        {
            many.AddRange(answers);
            classes.Add(target);
        }

        /// <inheritdoc/>
        public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples) => throw new NotSupportedException();

        private double Count => single.Count + classes.Count;

        /// <summary>The rows of softmax; the array is the same each time.</summary>
        private IEnumerable<float[]> Rows()
        {
            for (int first = 0; first < many.Count; first += size)
            {
                for (int output = 0; output < size; output++)
                {
                    row[output] = many[first + output];
                }
                yield return row;
            }
        }

        /// <summary>The mean negative log-likelihood where sums are multiplied by a factor.</summary>
        public double Loss(double factor) =>
            (single.Sum(pair => Softplus(factor * pair.Logit) - (factor * pair.Logit * pair.Truth)) + Rows().Select((row, n) => -Math.Log(Softmax(row, factor)[classes[n]])).Sum()) / Count;

        /// <summary>Its derivative by the factor.</summary>
        public double Slope(double factor) =>
            single.Sum(pair => pair.Logit * (Sigmoid(factor * pair.Logit) - pair.Truth)) + Rows().Select((row, n) => Softmax(row, factor).Select((p, k) => p * row[k]).Sum() - row[classes[n]]).Sum();

        /// <summary>The expected calibration error (Naeini et al. 2015): how far, in the mean, the share that is right is from the probability, over bins of equal width.</summary>
        public double CalibrationError(double factor, int bins)
        {
            double[] sure = new double[bins], right = new double[bins];
            foreach (var (probability, isRight) in single.Select(pair => (Sigmoid(factor * pair.Logit), (double)pair.Truth)).Concat(Rows().Select((row, n) => Top(Softmax(row, factor), classes[n]))))
            {
                int bin = Math.Min((int)(probability * bins), bins - 1);
                sure[bin] += probability;
                right[bin] += isRight;
            }
            return sure.Zip(right, (one, other) => Math.Abs(one - other)).Sum() / Count;
        }

        private static (double Probability, double IsRight) Top(double[] probabilities, int truth)
        {
            int top = Array.IndexOf(probabilities, probabilities.Max());
            return (probabilities[top], top == truth ? 1 : 0);
        }

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

        /// <summary>The probabilities; the array is the same each time.</summary>
        private double[] Softmax(float[] row, double factor)
        {
            double largest = factor * row.Max(), sum = 0;
            for (int output = 0; output < size; output++)
            {
                shares[output] = Math.Exp((factor * row[output]) - largest);
                sum += shares[output];
            }
            for (int output = 0; output < size; output++)
            {
                shares[output] = Math.Max(shares[output] / sum, double.Epsilon);
            }
            return shares;
        }
    }
}
