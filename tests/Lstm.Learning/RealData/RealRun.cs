using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Trainer;

namespace Lstm.Learning;

/// <summary>A run of <c>lstm train</c> on real data, and what can be asked of it afterwards.</summary>
internal sealed class RealRun
{
    private readonly RealTask task;
    private readonly string folder;
    private readonly JsonElement outcome;

    /// <summary>Trains.</summary>
    /// <param name="task">What.</param>
    /// <param name="shared">The folder that holds the data.</param>
    /// <param name="folder">An empty folder for what is written.</param>
    /// <param name="seed">What weights, order and dropout are drawn from.</param>
    /// <exception cref="InvalidOperationException">The tool complains.</exception>
    public RealRun(RealTask task, string shared, string folder, int seed)
    {
        this.task = task;
        this.folder = folder;
        Options = task.Options(shared);
        var before = Environment.CpuUsage.TotalTime;
        string[] words = ["train", task.Spec, .. Options, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", Weights, "--no-report", "--json"];
        outcome = Parse(Tool(words).TrimEnd().Split('\n')[^1]);
        Time = Environment.CpuUsage.TotalTime - before;
    }

    /// <summary>The options of the training run, in words.</summary>
    public string[] Options { get; }

    /// <summary>Processor time of the whole run: reading, training, generating and compiling code, evaluation.</summary>
    public TimeSpan Time { get; }

    /// <summary>Nanoseconds that a time step takes in the generated code.</summary>
    public double NanosecondsPerStep => outcome.GetProperty("nanosecondsPerStep").GetDouble();

    /// <summary>The largest difference between generated code and trainer.</summary>
    public double Difference => outcome.GetProperty("differenceToTrainer").GetDouble();

    private string Weights => Path.Combine(folder, task.Name + ".safetensors");

    /// <summary>A figure of the test part, from the training run.</summary>
    public double TestFigure(string name) => outcome.GetProperty("parts").GetProperty("test").GetProperty(name).GetDouble();

    /// <summary>A figure of <c>lstm evaluate</c> over the test file.</summary>
    public double EvaluateFigure(string name, params string[] more)
    {
        string[] words = ["evaluate", task.Spec, "--weights", Weights, "--data", Option("--test"), "--test-ends", Option("--test-ends"), .. more, "--json"];
        return Parse(Tool(words)).GetProperty("metrics").GetProperty(name).GetDouble();
    }

    /// <summary>What <c>lstm predict</c> says at every time step of a file.</summary>
    public double[] Predict(string path)
    {
        string[] words = ["predict", task.Spec, "--weights", Weights, "--data", path];
        return [.. Tool(words).TrimEnd().Split('\n').Skip(1).Select(line => double.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture))];
    }

    /// <summary>The value of an option of the training run.</summary>
    public string Option(string name) => Options[Array.IndexOf(Options, name) + 1];

    private static string Tool(string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = LstmTool.Run(words, output, errors);
        return code == 0 ? output.ToString() : throw new InvalidOperationException($"lstm {string.Join(' ', words)} ended with exit code {code}: {errors}");
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
