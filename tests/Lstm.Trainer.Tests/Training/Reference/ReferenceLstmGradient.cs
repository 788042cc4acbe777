using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;
using Lstm.Training.Reference;

namespace Lstm.Trainer.Tests.Training;

/// <summary>
/// An LSTM layer over one sequence and its backward pass, unit by unit, equation by equation. Index 0, 1, 2, 3 of a gate is
/// i, f, g, o; the peepholes are i, f, o.
/// </summary>
internal sealed class ReferenceLstmGradient : IReferenceGradientLayer
{
    private sealed record Step(double[] X, double[] HiddenBefore, double[] CellBefore, double[][] Sums, double[] Cell);

    private readonly LstmLayerSpec spec;
    private readonly ReferenceTensors tensors;
    private readonly int units;
    private readonly List<Step> steps = [];
    private readonly ActivationSpec[] activations;

    public ReferenceLstmGradient(LstmLayerSpec spec, ReferenceTensors tensors)
    {
        this.spec = spec;
        this.tensors = tensors;
        units = spec.HiddenSize;
        var kinds = spec.Activations;
        activations = [kinds.InputGate, kinds.ForgetGate, kinds.Candidate, kinds.OutputGate];
        InitialHidden = new double[units];
        InitialCell = new double[units];
    }

    public double[] InitialHidden { get; set; }

    public double[] InitialCell { get; set; }

    public double[] InitialHiddenGradient { get; private set; } = [];

    public double[] InitialCellGradient { get; private set; } = [];

    public double[][] Forward(double[][] x)
    {
        steps.Clear();
        double[] hidden = InitialHidden, cell = InitialCell;
        var outputs = new List<double[]>();
        foreach (double[] input in x)
        {
            double[][] sums = [.. Enumerable.Range(0, 4).Select(gate => Enumerable.Range(0, units).Select(unit => Sum(gate, unit, input, hidden)).ToArray())];
            double[] newCell = new double[units], newHidden = new double[units];
            for (int u = 0; u < units; u++)
            {
                sums[0][u] += Peephole(0, u) * cell[u];
                sums[1][u] += Peephole(1, u) * cell[u];
                newCell[u] = (Gate(sums, 1, u) * cell[u]) + (Gate(sums, 0, u) * Gate(sums, 2, u));
                sums[3][u] += Peephole(2, u) * newCell[u];
                newHidden[u] = Gate(sums, 3, u) * ActivationMath.Apply(spec.Activations.Cell, newCell[u]);
            }
            steps.Add(new Step(input, hidden, cell, sums, newCell));
            outputs.Add(newHidden);
            (hidden, cell) = (newHidden, newCell);
        }
        return [.. outputs];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        double[][] inputGradient = new double[steps.Count][];
        double[] hiddenGradient = new double[units], cellGradient = new double[units];
        for (int t = steps.Count - 1; t >= 0; t--)
        {
            var step = steps[t];
            double[][] sumGradients = [new double[units], new double[units], new double[units], new double[units]];
            for (int u = 0; u < units; u++)
            {
                double dh = outputGradient[t][u] + hiddenGradient[u];
                double i = Gate(step.Sums, 0, u), f = Gate(step.Sums, 1, u), g = Gate(step.Sums, 2, u), o = Gate(step.Sums, 3, u);
                sumGradients[3][u] = dh * ActivationMath.Apply(spec.Activations.Cell, step.Cell[u]) * Slope(step, 3, u);
                double dc = cellGradient[u] + (dh * o * ReferenceSlopes.Of(spec.Activations.Cell, step.Cell[u])) + (Peephole(2, u) * sumGradients[3][u]);
                sumGradients[0][u] = dc * g * Slope(step, 0, u);
                sumGradients[1][u] = dc * step.CellBefore[u] * Slope(step, 1, u);
                sumGradients[2][u] = dc * i * Slope(step, 2, u);
                cellGradient[u] = (dc * f) + (Peephole(0, u) * sumGradients[0][u]) + (Peephole(1, u) * sumGradients[1][u]);
                AddPeepholeGradient(0, u, sumGradients[0][u] * step.CellBefore[u]);
                AddPeepholeGradient(1, u, sumGradients[1][u] * step.CellBefore[u]);
                AddPeepholeGradient(2, u, sumGradients[3][u] * step.Cell[u]);
            }
            inputGradient[t] = AddMatrixGradient("weight_ih", step.X, sumGradients);
            hiddenGradient = AddMatrixGradient("weight_hh", step.HiddenBefore, sumGradients);
            for (int row = 0; spec.Bias && row < 4 * units; row++)
            {
                tensors.Gradients[Name("bias_ih")][row] += sumGradients[row / units][row % units];
            }
        }
        InitialHiddenGradient = hiddenGradient;
        InitialCellGradient = cellGradient;
        return inputGradient;
    }

    /// <summary>Adds dz·vᵀ to a matrix's gradient; returns Wᵀ·dz.</summary>
    private double[] AddMatrixGradient(string kind, double[] vector, double[][] sumGradients)
    {
        double[] weights = tensors.Values[Name(kind)], gradient = tensors.Gradients[Name(kind)];
        double[] result = new double[vector.Length];
        for (int row = 0; row < 4 * units; row++)
        {
            double dz = sumGradients[row / units][row % units];
            for (int column = 0; column < vector.Length; column++)
            {
                gradient[(row * vector.Length) + column] += dz * vector[column];
                result[column] += dz * weights[(row * vector.Length) + column];
            }
        }
        return result;
    }

    private double Sum(int gate, int unit, double[] x, double[] hidden)
    {
        int row = (gate * units) + unit;
        return (spec.Bias ? tensors.Values[Name("bias_ih")][row] : 0) + Dot("weight_ih", row, x) + Dot("weight_hh", row, hidden);
    }

    private double Dot(string kind, int row, double[] vector)
    {
        double[] weights = tensors.Values[Name(kind)];
        double sum = 0;
        for (int column = 0; column < vector.Length; column++)
        {
            sum += weights[(row * vector.Length) + column] * vector[column];
        }
        return sum;
    }

    private double Gate(double[][] sums, int gate, int unit) => ActivationMath.Apply(activations[gate], sums[gate][unit]);

    private double Slope(Step step, int gate, int unit) => ReferenceSlopes.Of(activations[gate], step.Sums[gate][unit]);

    private double Peephole(int index, int unit) => spec.Peephole ? tensors.Values[Name("peephole")][(index * units) + unit] : 0;

    private void AddPeepholeGradient(int index, int unit, double gradient)
    {
        if (spec.Peephole)
        {
            tensors.Gradients[Name("peephole")][(index * units) + unit] += gradient;
        }
    }

    private string Name(string kind) => $"{spec.Tensors}{kind}_l{spec.Index}";
}
