using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Lstm.Learning;

/// <summary>
/// Alarms on a machine's temperature: the network forecasts the next value, and where it errs by more than it ever did
/// on the rows that it was trained and validated with, there is an alarm. Those rows end before the first labelled window;
/// no label is looked at to set the limit. Alarms less than half a day apart are one.
/// </summary>
internal static class MachineTemperature
{
    private const int OneAlarm = 144; // rows of five minutes: half a day
    private const int RowsPerWeek = 7 * 24 * 12;
    private const int WarmUp = 12; // the state is empty at first

    /// <summary>How many of the labelled windows have an alarm in them; the false alarms go to the error stream.</summary>
    public static double FlaggedWindows(RealRun run)
    {
        string path = run.Option("--data");
        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToList();
        double[] values = [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];
        int fitted = (int)((1 - double.Parse(run.Option("--test-share"), CultureInfo.InvariantCulture)) * values.Length);
        double[] forecasts = run.Predict(path);
        int[] alarms = Alarms(values, fitted, t => forecasts[t - 1]);
        var windows = Windows(path, [.. rows.Select(row => Time(row[0]))]);
        Console.Error.WriteLine(Told("the network", alarms, windows, values.Length - fitted));
        Console.Error.WriteLine(Told("for comparison, the last value as forecast", Alarms(values, fitted, t => values[t - 1]), windows, values.Length - fitted));
        return windows.Count(window => alarms.Any(window.Contains));
    }

    private static int[] Alarms(double[] values, int fitted, Func<int, double> forecast)
    {
        double[] errors = [.. values.Select((value, t) => t < WarmUp ? 0 : Math.Abs(value - forecast(t)))];
        double limit = errors[..fitted].Max();
        return [.. Enumerable.Range(fitted, values.Length - fitted).Where(t => errors[t] > limit)];
    }

    private static string Told(string name, int[] alarms, List<Window> windows, int tested)
    {
        int[] outside = [.. alarms.Where(t => !windows.Exists(window => window.Contains(t)))];
        int falseAlarms = outside.Where((t, i) => i == 0 || t - outside[i - 1] > OneAlarm).Count();
        double weeks = (tested - windows.Sum(window => window.Length)) / (double)RowsPerWeek;
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {windows.Count(window => alarms.Any(window.Contains))} of {windows.Count} windows, {falseAlarms} false alarms in {weeks:F1} weeks ({falseAlarms / weeks:F2} a week)");
    }

    private static List<Window> Windows(string path, DateTime[] times)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".windows.json")));
        return [.. document.RootElement.GetProperty("windows").EnumerateArray().Select(window =>
            new Window(Array.FindIndex(times, time => time >= Time(window[0].GetString()!)), Array.FindLastIndex(times, time => time <= Time(window[1].GetString()!))))];
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Window(int First, int Last)
    {
        public int Length => Last - First + 1;

        public bool Contains(int row) => row >= First && row <= Last;
    }
}
