using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Learning;

/// <summary>Something to learn from real data: the files beside this one, the figure that counts, and the goal.</summary>
/// <param name="Name">Of the command, and of the spec and the response file.</param>
/// <param name="Metric">The figure's name in the results.</param>
/// <param name="Goal">What its median over the seeds has to reach.</param>
/// <param name="AtLeast">Whether the goal is the least or the most.</param>
/// <param name="Measure">Takes the figure: of a trained run, and how to run the tool again.</param>
internal sealed record RealTask(string Name, string Metric, double Goal, bool AtLeast, Func<RealRun, double> Measure)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RealTask> All { get; } =
    [
        new("basic-motions", "test accuracy, %", 95, AtLeast: true, run => 100 * run.TestFigure("accuracy")),
        new("japanese-vowels", "test accuracy, %", 96.5, AtLeast: true, run => 100 * run.TestFigure("accuracy")),
        new("engine-wear", "test RMSE at the last step, steps", 14.5, AtLeast: false, run => run.EvaluateFigure("RMSE", "--at", "last")),
        new("machine-temperature", "windows flagged", 4, AtLeast: true, MachineTemperature.FlaggedWindows),
    ];

    /// <summary>The spec.</summary>
    public string Spec => Path.Combine(Folder, Name + ".lstm.json");

    /// <summary>The options of <c>lstm train</c>, in words, the data under <paramref name="shared"/>.</summary>
    public string[] Options(string shared) => Array.ConvertAll(
        File.ReadAllText(Path.Combine(Folder, Name + ".rsp")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        word => word.StartsWith(InFiles, StringComparison.Ordinal) ? Path.Combine(shared, word[InFiles.Length..]) : word);

    /// <summary>Whether a median reaches the goal.</summary>
    public bool IsMet(double median) => AtLeast ? median >= Goal : median <= Goal;

    private const string InFiles = "../shared/";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "RealData");
}
