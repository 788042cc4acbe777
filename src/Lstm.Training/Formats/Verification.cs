using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Emitted;
using Lstm.Training.Formats.Common;
using Lstm.Training.Reference;

namespace Lstm.Training.Formats;

/// <summary>What an imported network answers, beside what the framework that it comes from answered.</summary>
/// <param name="Steps">Time steps.</param>
/// <param name="Reference">The largest difference of the double-precision reference.</param>
/// <param name="Generated">The largest difference of the generated code.</param>
/// <param name="Largest">The largest expected value, to judge the differences by.</param>
public sealed record Verification(int Steps, double Reference, double Generated, double Largest)
{
    /// <summary>The relative change of the samples that <see cref="Moved"/> is the effect of; single precision rounds by half of it.</summary>
    public const double Change = 1e-7;

    // Rounding happens at every operation and step, a change of the samples once: so much more of it may come together.
    private const double Roundings = 50;

    /// <summary>How far a change of each sample by <see cref="Change"/> of it moves the double-precision answer; null where the samples are token numbers.</summary>
    public double? Moved { get; init; }

    /// <summary>Windows of so many time steps, each from the beginning, were compared; null for one sequence.</summary>
    public int? Window { get; init; }

    /// <summary>Whether rounding alone could make the differences that were found.</summary>
    public bool IsWithinSensitivity => Moved is { } moved && Math.Max(Reference, Generated) <= Roundings * moved;

    /// <summary>Compares.</summary>
    /// <param name="model">The network.</param>
    /// <param name="weights">Its weight file.</param>
    /// <param name="inputs">A CSV file with a row for each time step.</param>
    /// <param name="expected">A CSV file with a row for each answer.</param>
    /// <exception cref="ImportException">A file cannot be used.</exception>
    public static Verification Run(ImportedModel model, string weights, string inputs, string expected)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Run(model, weights, new ImportedTest(ReadRows(inputs, model.Spec.InputSize, "a CSV file of samples, a row for each time step"), ReadRows(expected, model.Spec.OutputSize, "a CSV file of answers, a row for each")), expected);
    }

    /// <summary>Compares.</summary>
    /// <param name="model">The network.</param>
    /// <param name="weights">Its weight file.</param>
    /// <param name="test">Samples, and what the origin answered.</param>
    /// <param name="name">What messages call the answers.</param>
    /// <exception cref="ImportException">There are not as many answers as the network gives.</exception>
    public static Verification Run(ImportedModel model, string weights, ImportedTest test, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        float[] answers = [.. test.Answers.SelectMany(row => row)];
        int? window = model.Window is { } steps && test.Samples.Length > steps && test.Samples.Length % steps == 0 && (!(model.Spec.Pools || model.IsLastAnswer) || test.Answers.Length == test.Samples.Length / steps) ? steps : null;
        float[][][] sequences = window is { } length ? [.. test.Samples.Chunk(length)] : [test.Samples];
        double[] reference = All(model, sequences, 0);
        bool HasCounterpart(int index, int count) => index % count >= (model.IsLastAnswer ? count - model.Spec.OutputSize : model.Late * model.Spec.OutputSize);
        int all = reference.Length;
        reference = [.. reference.Where((_, k) => HasCounterpart(k, all / sequences.Length))];
        if (answers.Length != reference.Length)
        {
            throw new ImportException(name, null, $"it has {answers.Length / model.Spec.OutputSize} rows", $"{reference.Length / model.Spec.OutputSize}, as the network answers to {test.Samples.Length} time steps");
        }
        var network = EmittedNetwork.Load(model.Spec, weights);
        var generated = new List<double>();
        foreach (float[][] sequence in sequences)
        {
            network.Reset();
            float[] found = network.Run([.. sequence.SelectMany(row => row)]);
            generated.AddRange(found.Where((_, k) => HasCounterpart(k, found.Length)).Select(value => (double)value));
        }
        double? moved = model.Spec.Layers.Any(layer => layer is EmbeddingLayerSpec) ? null : Math.Max(Moves(Change), Moves(-Change));
        return new Verification(test.Samples.Length, Difference(reference, answers), Difference(generated.Take(answers.Length), answers), answers.Max(Math.Abs)) { Moved = moved, Window = window };

        double Moves(double change) => All(model, sequences, change).Where((_, k) => HasCounterpart(k, all / sequences.Length)).Zip(reference, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>What the double-precision reference answers to a sequence.</summary>
    internal static double[][] Answers(ImportedModel model, float[][] samples) => Answers(model, samples, 0);

    /// <summary>How many columns a CSV file of samples has.</summary>
    /// <exception cref="ImportException">The file cannot be read.</exception>
    public static int Columns(string inputs) => ModelSource.FirstLine(inputs, "a CSV file of samples, a row for each time step").Split(',').Length;

    // Every other value changes the other way, so that the changes do not only scale the signal.
    private static double[][] Answers(ImportedModel model, float[][] samples, double change) =>
        new ReferenceNetwork(model.Spec, name => model.Tensors[name]).Run([.. samples.Select((row, t) => row.Select((value, k) => value * (1 + ((t + k) % 2 == 0 ? change : -change / 2))).ToArray())]);

    private static double[] All(ImportedModel model, float[][][] sequences, double change) => [.. sequences.SelectMany(sequence => Answers(model, sequence, change)).SelectMany(row => row)];

    private static double Difference(IEnumerable<double> found, float[] expected) => found.Zip(expected, (a, b) => Math.Abs(a - b)).Select(difference => double.IsNaN(difference) ? double.PositiveInfinity : difference).DefaultIfEmpty(0).Max();

    // A first row that is no numbers is a header.
    private static float[][] ReadRows(string path, int columns, string what)
    {
        string[] lines = [.. System.Text.Encoding.UTF8.GetString(ModelSource.Open(path, what).Bytes).TrimStart('\uFEFF').Split('\n').Select(line => line.Trim())];
        var rows = new List<float[]>();
        for (int k = 0; k < lines.Length; k++)
        {
            float?[] cells = [.. lines[k].Split(',').Select(cell => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : (float?)null)];
            bool isHeader = rows.Count == 0 && cells.All(cell => cell is null);
            if (lines[k].Length == 0 || isHeader)
            {
                continue;
            }
            if (cells.Length != columns || cells.Contains(null))
            {
                throw new ImportException(path, $"line {k + 1}", $"it has {cells.Length} fields, {cells.Count(cell => cell is not null)} of them numbers", $"{columns} numbers");
            }
            rows.Add([.. cells.Select(cell => cell!.Value)]);
        }
        return rows.Count > 0 ? [.. rows] : throw new ImportException(path, null, "there are no rows in it", "at least one");
    }
}
