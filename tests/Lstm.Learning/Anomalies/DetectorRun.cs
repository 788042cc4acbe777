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
    /// <param name="series">The series.</param>
    /// <param name="parts">How it is split.</param>
    /// <param name="more">Options beside.</param>
    public static DetectorRun Trained(LabelledSeries series, SeriesParts parts, string[] more)
    {
        string folder = Directory.CreateTempSubdirectory("lstm-anomaly-").FullName;
        try
        {
            string spec = Path.Combine(folder, "x.lstm.json"), answers = Path.Combine(folder, "answers.csv");
            double rows = series.Values.Length;
            string Share(double part) => (part / rows).ToString("R", CultureInfo.InvariantCulture);
            Tool("new", spec, "--input", "1", "--task", "anomaly");
            Tool(["train", spec, "--data", series.Path, "--validation-share", Share(parts.Validation), "--test-share", Share(rows - parts.Training - parts.Validation), "--no-report", "--quiet", .. more]);
            Tool("predict", spec, "--data", series.Path, "--out", answers);
            string[][] cells = [.. File.ReadLines(answers).Skip(1).Select(line => line.Split(','))];
            float[] scores = [.. cells.Select(cell => float.Parse(cell[^2], CultureInfo.InvariantCulture))];
            float threshold = Lstm.Embedded.OutputThresholds.Of(Lstm.Embedded.WeightFile.Open(Path.ChangeExtension(spec, null)[..^5] + ".safetensors"), 1)[0];
            return new DetectorRun("lstm", scores, threshold);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
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
