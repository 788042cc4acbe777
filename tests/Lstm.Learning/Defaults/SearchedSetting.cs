using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>One of the settings that the defaults are held against: what somebody may try who searches by chance.</summary>
/// <param name="Network">Further options of <c>lstm new</c>.</param>
/// <param name="Training">Options of <c>lstm train</c>; nothing is left to choose.</param>
internal sealed record SearchedSetting(string[] Network, string[] Training)
{
    /// <summary>As a table has it.</summary>
    public override string ToString() => string.Join(' ', Network.Concat(Training));

    /// <summary>So many settings for a task; the same for the same seed. Units are those of <c>lstm new</c>.</summary>
    public static IEnumerable<SearchedSetting> Draw(DefaultsTask task, int count, ulong seed)
    {
        var random = new Xoshiro256(seed);
        T Of<T>(params T[] choices) => choices[random.NextIndex(choices.Length)];
        for (int n = 0; n < count; n++)
        {
            string layers = Of("1", "1", "2");
            bool skips = Of(true, false);
            double rate = 5e-4 * Math.Pow(40, random.NextIndex(1001) / 1000.0); // log-uniform from 0.0005 to 0.02
            string decay = Of("0", "0", "0.01", "0.1", "1");
            string schedule = Of("constant", "cosine:0.01", "plateau:5:0.5");
            string batch = Of("8", "16", "32", "64"), epochs = Of("30", "60", "120");
            int length = Of(32, 64, 128);
            bool carried = Of(true, false);
            string[] windows = task.IsWhole || !task.IsForecast ? [] : carried ? ["--bptt", Number(length)] : ["--train-windows", FormattableString.Invariant($"{length}:{length / 8}:{length / 4}")];
            yield return new SearchedSetting(
                ["--layers", layers, .. task.IsForecast && !skips ? ["--task", "regression"] : Array.Empty<string>()],
                ["--optimizer", "adamw", "--weight-decay", decay, "--learning-rate", Number(rate), "--schedule", schedule, "--batch-size", batch, "--epochs", epochs, "--patience", "0",
                    .. windows.Length > 0 ? windows : ["--train-windows", "none"]]);
        }
    }

    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
