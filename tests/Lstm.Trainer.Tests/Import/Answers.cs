using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Emitted;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Compares an imported network, in double precision, with what its framework answered.</summary>
internal static class Answers
{
    /// <summary>Rows of numbers; a header is passed over.</summary>
    public static float[][] Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0 && !char.IsLetter(line[0])).Select(line => line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>The largest difference; infinite where there are more or fewer answers.</summary>
    public static double Difference(ImportedModel model, string inputs, string expected)
    {
        double[][] rows = Verification.Answers(model, Read(inputs));
        double[] found = [.. (model.IsLastAnswer ? rows[^1..] : rows).SelectMany(row => row)];
        float[] wanted = [.. Read(expected).SelectMany(row => row)];
        return found.Length == wanted.Length ? found.Zip(wanted, (a, b) => Math.Abs(a - b)).Max() : double.PositiveInfinity;
    }

    /// <summary>What the code that is generated for an imported network answers, from its two files.</summary>
    public static float[] OfGenerated(ImportedModel model, float[] inputs)
    {
        string name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var files = ImportedFiles.Of(name);
        try
        {
            files.Write(model);
            return EmittedNetwork.Load(SpecFile.Read(files.Spec), files.Weights).Run(inputs);
        }
        finally
        {
            File.Delete(files.Spec);
            File.Delete(files.Weights);
        }
    }
}
