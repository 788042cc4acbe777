using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Emitted;

namespace Lstm.Trainer.Import;

/// <summary>What an imported network answers, beside what the framework that it comes from answered.</summary>
/// <param name="Steps">Time steps.</param>
/// <param name="Reference">The largest difference of the double-precision reference.</param>
/// <param name="Generated">The largest difference of the generated code.</param>
/// <param name="Largest">The largest expected value, to judge the differences by.</param>
public sealed record Verification(int Steps, double Reference, double Generated, double Largest)
{
    /// <summary>Compares.</summary>
    /// <param name="model">The network.</param>
    /// <param name="weights">Its weight file.</param>
    /// <param name="inputs">A CSV file with a row for each time step.</param>
    /// <param name="expected">A CSV file with a row for each answer.</param>
    /// <exception cref="ImportException">A file cannot be used.</exception>
    public static Verification Run(ImportedModel model, string weights, string inputs, string expected)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[][] samples = ReadRows(inputs, model.Spec.InputSize);
        float[] answers = [.. ReadRows(expected, model.Spec.OutputSize).SelectMany(row => row)];
        double[] reference = [.. Answers(model, samples).SelectMany(row => row)];
        if (answers.Length != reference.Length)
        {
            throw new ImportException(expected, null, $"it has {answers.Length / model.Spec.OutputSize} rows", $"{reference.Length / model.Spec.OutputSize}, as the network answers to {samples.Length} time steps");
        }
        float[] generated = EmittedNetwork.Load(model.Spec, weights).Run([.. samples.SelectMany(row => row)]);
        return new Verification(samples.Length, Difference(reference, answers), Difference(Array.ConvertAll(generated[..answers.Length], value => (double)value), answers), answers.Max(Math.Abs));
    }

    /// <summary>What the double-precision reference answers to a sequence.</summary>
    internal static double[][] Answers(ImportedModel model, float[][] samples) =>
        new ReferenceNetwork(model.Spec, name => model.Tensors[name]).Run([.. samples.Select(row => Array.ConvertAll(row, value => (double)value))]);

    private static double Difference(double[] found, float[] expected) => found.Zip(expected, (a, b) => Math.Abs(a - b)).Select(difference => double.IsNaN(difference) ? double.PositiveInfinity : difference).DefaultIfEmpty(0).Max();

    // A first row that is no numbers is a header.
    private static float[][] ReadRows(string path, int columns)
    {
        string[] lines = [.. System.Text.Encoding.UTF8.GetString(ModelSource.Open(path).Bytes).TrimStart('\uFEFF').Split('\n').Select(line => line.Trim())];
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
        return rows.Count > 0 ? [.. rows] : throw new ImportException(path, null, "there are no rows in it", "one for each time step");
    }
}
