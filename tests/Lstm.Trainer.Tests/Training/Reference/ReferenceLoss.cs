using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The losses in double precision over all outputs of some sequences, with dL/dy as calculus has it.</summary>
internal static class ReferenceLoss
{
    /// <summary>The loss, and its gradient over outputs[sequence][t][n].</summary>
    /// <param name="options">The loss.</param>
    /// <param name="sequences">The sequences.</param>
    /// <param name="outputs">What came out of each.</param>
    /// <param name="spec">The network, where each output has a loss of its own.</param>
    public static (double Loss, double[][][] Gradient) Evaluate(LossOptions options, IReadOnlyList<Sequence> sequences, double[][][] outputs, ModelSpec? spec = null)
    {
        double[][][] gradient = [.. outputs.Select(rows => rows.Select(row => new double[row.Length]).ToArray())];
        double loss = 0, weight = 0;
        ActivationKind[] heads = options.Kind != LossKind.Heads ? [] : [.. spec!.Graph!.Outputs.SelectMany((layer, k) => Enumerable.Repeat((spec.Layers[layer] as DenseLayerSpec)?.Activation.Kind ?? ActivationKind.Identity, spec.Outputs[k].Size))];
        for (int s = 0; s < sequences.Count; s++)
        {
            for (int t = 0; t < sequences[s].Length; t++)
            {
                for (int n = 0; n < outputs[s][t].Length; n++)
                {
                    if (options.Kind == LossKind.ErrorToSignal && !double.IsNaN(Target(s, t, n)))
                    {
                        double filtered = Error(s, t, n) - (options.PreEmphasis * Error(s, t - 1, n));
                        double signal = Signal(s, t, n) - (options.PreEmphasis * Signal(s, t - 1, n));
                        loss += filtered * filtered;
                        weight += signal * signal;
                        AddErrorGradient(s, t, n, 2 * filtered);
                        AddErrorGradient(s, t - 1, n, -2 * options.PreEmphasis * filtered);
                    }
                    else if (options.Kind == LossKind.CrossEntropy)
                    {
                        int target = Class(sequences[s], t);
                        if (target == n)
                        {
                            double counted = WeightOf(options, n);
                            var (value, slope) = LogLoss(options.Focus, outputs[s][t][n]);
                            loss += counted * value;
                            gradient[s][t][n] = counted * slope;
                            weight++;
                        }
                    }
                    else if (options.Kind == LossKind.Heads && !double.IsNaN(Target(s, t, n)))
                    {
                        double y = outputs[s][t][n], target = Target(s, t, n);
                        loss += WeightOf(options, n) * heads[n] switch
                        {
                            ActivationKind.Sigmoid => -(target * Math.Log(y)) - ((1 - target) * Math.Log(1 - y)),
                            ActivationKind.Softmax => -target * Math.Log(y),
                            _ => (y - target) * (y - target),
                        };
                        weight++;
                    }
                    else if (!double.IsNaN(Target(s, t, n)))
                    {
                        (double value, gradient[s][t][n]) = Element(options, outputs[s][t][n], Target(s, t, n), WeightOf(options, n), options.Quantiles.Count > 0 ? options.Quantiles[n % options.Quantiles.Count] : 0);
                        loss += value;
                        weight++;
                    }
                }
            }
        }
        foreach (double[] row in gradient.SelectMany(rows => rows))
        {
            for (int n = 0; n < row.Length; n++)
            {
                row[n] /= weight;
            }
        }
        return (loss / weight, gradient);

        double Target(int s, int t, int n) => t < 0 ? double.NaN : TargetOf(sequences[s], t, n, outputs[s][t].Length);
        double Signal(int s, int t, int n) => double.IsNaN(Target(s, t, n)) ? 0 : Target(s, t, n);
        double Error(int s, int t, int n) => double.IsNaN(Target(s, t, n)) ? 0 : outputs[s][t][n] - Target(s, t, n);
        void AddErrorGradient(int s, int t, int n, double slope)
        {
            if (t >= 0 && !double.IsNaN(Target(s, t, n)))
            {
                gradient[s][t][n] += slope;
            }
        }
    }

    private static (double Loss, double Slope) Element(LossOptions options, double y, double target, double weight, double quantile)
    {
        double error = y - target, delta = options.HuberDelta;
        return options.Kind switch
        {
            LossKind.MeanSquared => (error * error, 2 * error),
            LossKind.MeanAbsolute => (Math.Abs(error), Math.Sign(error)),
            LossKind.Huber when Math.Abs(error) <= delta => (error * error / 2, error),
            LossKind.Huber => (delta * (Math.Abs(error) - (delta / 2)), delta * Math.Sign(error)),
            LossKind.Quantile when error < 0 => (-quantile * error, -quantile),
            LossKind.Quantile => ((1 - quantile) * error, error > 0 ? 1 - quantile : 0),
            LossKind.BinaryCrossEntropy when LogLoss(options.Focus, y) is var yes && LogLoss(options.Focus, 1 - y) is var no =>
                ((weight * target * yes.Loss) + ((1 - target) * no.Loss), (weight * target * yes.Slope) - ((1 - target) * no.Slope)),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
    }

    /// <summary>−(1 − p)^γ ln p and its derivative by p.</summary>
    private static (double Loss, double Slope) LogLoss(int focus, double p) => focus == 0 ? (-Math.Log(p), -1 / p)
        : (-Math.Pow(1 - p, focus) * Math.Log(p), (focus * Math.Pow(1 - p, focus - 1) * Math.Log(p)) - (Math.Pow(1 - p, focus) / p));

    private static double WeightOf(LossOptions options, int output) => options.Weights.Count > 0 ? options.Weights[output] : 1;

    private static double TargetOf(Sequence sequence, int t, int n, int size) =>
        sequence.Targets.Length == sequence.Length * size ? sequence.Targets[(t * size) + n] : t == sequence.Length - 1 ? sequence.Targets[n] : double.NaN;

    private static int Class(Sequence sequence, int t) =>
        sequence.Classes.Length == sequence.Length ? sequence.Classes[t] : t == sequence.Length - 1 ? sequence.Classes[0] : -1;
}
