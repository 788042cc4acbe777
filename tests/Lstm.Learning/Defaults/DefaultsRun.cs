using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lstm.Trainer;

namespace Lstm.Learning;

/// <summary>What <c>lstm new</c> and <c>lstm train</c> came to.</summary>
/// <param name="Validation">The figure that counts, of the validation part.</param>
/// <param name="Test">Of the test part.</param>
/// <param name="Naive">Of the best naive forecast of the test part.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Seconds">Processor time.</param>
internal sealed record DefaultsRun(double Validation, double Test, double Naive, int Epochs, double Seconds)
{
    /// <summary>Runs both commands, or takes what they came to before.</summary>
    /// <param name="task">The data.</param>
    /// <param name="setting">What is said beyond it; null for nothing.</param>
    /// <param name="kept">A folder of results, so that a search that was interrupted goes on; null for none.</param>
    public static DefaultsRun Of(DefaultsTask task, SearchedSetting? setting, string? kept)
    {
        string? path = kept is null ? null : Path.Combine(kept, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Name}\n{string.Join(' ', task.Network)}\n{string.Join(' ', task.Data)}\n{setting}")))[..16] + ".json");
        if (path is not null && File.Exists(path))
        {
            return JsonSerializer.Deserialize<DefaultsRun>(File.ReadAllText(path))!;
        }
        var run = Train(task, setting);
        if (path is not null)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(run));
        }
        return run;
    }

    private static DefaultsRun Train(DefaultsTask task, SearchedSetting? setting)
    {
        string folder = Directory.CreateTempSubdirectory("lstm-defaults-").FullName;
        try
        {
            string spec = Path.Combine(folder, "x.lstm.json");
            var before = Environment.CpuUsage.TotalTime;
            Tool(["new", spec, .. WithoutRepetition([.. task.Network, .. setting?.Network ?? []])]);
            string said = Tool(["train", spec, .. task.Data, .. setting?.Training ?? [], "--threads", "1", "--no-report", "--json"]);
            using var document = JsonDocument.Parse(said.TrimEnd().Split('\n')[^1]);
            var end = document.RootElement;
            double Figure(string part) => end.GetProperty("parts").GetProperty(part).GetProperty(task.Metric).GetDouble();
            var naive = end.GetProperty("baselines").GetProperty("test").EnumerateObject().Select(baseline => baseline.Value.GetProperty("metrics").GetProperty(task.Metric).GetDouble());
            return new DefaultsRun(Figure("validation"), Figure("test"), task.HigherIsBetter ? naive.Max() : naive.Min(), end.GetProperty("epochs").GetInt32(), (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Of an option that is there twice the later one counts.</summary>
    private static IEnumerable<string> WithoutRepetition(string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith("--", StringComparison.Ordinal) && Array.IndexOf(words, words[i], i + 1) > 0)
            {
                i++;
                continue;
            }
            yield return words[i];
        }
    }

    private static string Tool(string[] words)
    {
        using StringWriter output = new(), errors = new();
        int code = LstmTool.Run(words, output, errors);
        // A loss that diverges leaves the best epoch before it.
        return code is 0 or 3 && output.ToString().Contains("parts", StringComparison.Ordinal) || words[0] == "new" && code == 0
            ? output.ToString()
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"lstm {string.Join(' ', words)} ended with exit code {code}: {errors}"));
    }
}
