using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Trainer;
using Lstm.Training.Runs;

namespace Lstm.Learning;

/// <summary>Which rows of a series train, validate and judge: the first so many, and the next.</summary>
/// <param name="Training">Rows that train.</param>
/// <param name="Validation">Rows that validate, behind them.</param>
internal readonly record struct SeriesParts(int Training, int Validation);

/// <summary>The scores of a series and the threshold on them.</summary>
/// <param name="Name">The detector.</param>
/// <param name="Scores">A score a row.</param>
/// <param name="Threshold">Scores from it on are flagged.</param>
internal sealed record DetectorRun(string Name, float[] Scores, float Threshold)
{
    /// <summary>What <c>lstm new --task anomaly</c> and <c>lstm train</c> make of its beginning.</summary>
    /// <param name="name">What the detector is called.</param>
    /// <param name="data">The data, of which all but the training and validation part is the test part.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="parts">How it is split.</param>
    /// <param name="columns">Options of <c>lstm new</c>.</param>
    /// <param name="more">Options of <c>lstm train</c>.</param>
    public static DetectorRun Trained(string name, string data, double rows, SeriesParts parts, string[] columns, string[] more)
    {
        string folder = Directory.CreateTempSubdirectory("lstm-anomaly-").FullName;
        try
        {
            string spec = Path.Combine(folder, "x.lstm.json"), answers = Path.Combine(folder, "answers.csv");
            string Share(double part) => (part / rows).ToString("R", CultureInfo.InvariantCulture);
            Tool(["new", spec, "--task", "anomaly", .. columns]);
            Tool(["train", spec, "--data", data, "--validation-share", Share(parts.Validation), "--test-share", Share(rows - parts.Training - parts.Validation), "--no-report", "--quiet", .. more]);
            Tool("predict", spec, "--data", data, "--out", answers);
            string[][] cells = [.. File.ReadLines(answers).Skip(1).Select(line => line.Split(','))];
            float[] scores = [.. cells.Select(cell => float.Parse(cell[^2], CultureInfo.InvariantCulture))];
            float threshold = Lstm.Embedded.OutputThresholds.Of(Lstm.Embedded.WeightFile.Open(Path.ChangeExtension(spec, null)[..^5] + ".safetensors"), 1)[0];
            return new DetectorRun(name, scores, threshold);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same for the reconstruction of the last values of a series, which are the columns.</summary>
    /// <param name="series">The series.</param>
    /// <param name="parts">How it is split.</param>
    /// <param name="window">How many values are given back by way of half as many.</param>
    /// <param name="more">Options of <c>lstm train</c>.</param>
    public static DetectorRun Reconstruction(LabelledSeries series, SeriesParts parts, int window, string[] more)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lstm-windows-{Guid.NewGuid():N}.csv");
        try
        {
            string Row(int row) => string.Join(',', Enumerable.Range(row - window + 1, window).Select(k => series.Values[Math.Max(k, 0)].ToString("R", CultureInfo.InvariantCulture)));
            File.WriteAllLines(path, Enumerable.Range(0, series.Values.Length).Select(Row).Prepend(string.Join(',', Enumerable.Range(0, window).Select(k => $"x{k}"))));
            return Trained("reconstruction", path, series.Values.Length, parts, ["--input", $"{window}", "--anomaly", "reconstruction"], more);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same from the last value as the forecast of the next: scale and threshold by the same rules.</summary>
    /// <param name="series">The series.</param>
    /// <param name="parts">How it is split.</param>
    /// <param name="rate">The rate of false alarms.</param>
    public static DetectorRun Naive(LabelledSeries series, SeriesParts parts, double rate)
    {
        float[] errors = [0, .. series.Values.Skip(1).Zip(series.Values, (now, before) => now - before)];
        float[] validation = [.. errors.Skip(parts.Training + 1).Take(parts.Validation - 1)];
        var (median, deviation) = DetectorFitting.ScaleOf(validation, series.Values.Skip(parts.Training).Take(parts.Validation).Max(Math.Abs));
        float[] scores = [0, .. errors.Skip(1).Select(error => Math.Abs(error - median) / deviation)];
        return new DetectorRun("persistence", scores, DetectorFitting.Threshold([.. scores.Skip(parts.Training + 1).Take(parts.Validation - 1)], rate).Threshold);
    }

    private static void Tool(params string[] words)
    {
        using StringWriter output = new(), errors = new();
        if (LstmTool.Run(words, output, errors) is not 0 and var code)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"lstm {string.Join(' ', words)} ended with exit code {code}: {errors}"));
        }
    }
}
