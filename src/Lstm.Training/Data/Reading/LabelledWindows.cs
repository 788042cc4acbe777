using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// Reads the windows of time in which somebody has seen anomalies: JSON in the form of the Numenta Anomaly Benchmark's combined_windows.json, an
/// object with a list of windows for each file of data, or { "windows": [ … ] } for any; a window is a list of its first and its last time.
/// </summary>
internal static class LabelledWindows
{
    private const int MostNamed = 6;

    private const string Windows = "windows", Form = "expected { \"windows\": [ [\"2024-01-31 08:30:00\", \"2024-01-31 09:15:00\"], … ] }, or such a list for each file of data by its name";

    /// <summary>The windows of a file of data, by their time.</summary>
    /// <param name="path">The windows' file.</param>
    /// <param name="data">The file of data.</param>
    /// <param name="dateOrder">Whether day or month comes first in its dates; null where that is not known.</param>
    /// <exception cref="DataException">There are none for it, or they cannot be read.</exception>
    public static IReadOnlyList<TimeWindow> Read(string path, string data, DateOrder? dateOrder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            TimeWindow[] windows = [.. Of(document.RootElement, path, data).Select((window, index) => Window(window, path, index, dateOrder)).OrderBy(window => window.First.Ticks)];
            if (windows.Any(window => window.HasOffset != windows[0].HasOffset))
            {
                throw new DataException($"{path}: some windows' times have an offset from UTC and others have none; write all alike");
            }
            for (int i = 1; i < windows.Length; i++)
            {
                if (windows[i].First.Ticks <= windows[i - 1].Last.Ticks)
                {
                    throw new DataException($"{path}: two windows have the same times ({windows[i]}); join them");
                }
            }
            return windows;
        }
        catch (JsonException exception)
        {
            throw new DataException($"{path}, line {exception.LineNumber + 1}: is no JSON ({exception.Message.Split(" LineNumber", 2)[0]}); {Form}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    private static JsonElement[] Of(JsonElement root, string path, string data)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new DataException($"{path}: {Form}, found {Kind(root)}");
        }
        var lists = root.EnumerateObject().ToList();
        string name = Path.GetFileName(data), whole = Path.GetFullPath(data).Replace('\\', '/');
        var alike = lists.FindAll(list => list.Name == Windows || list.Name.Split('/', '\\')[^1] == name);
        var named = alike;
        if (alike.Count > 1)
        {
            named = alike.FindAll(list => whole.EndsWith("/" + list.Name, StringComparison.Ordinal)); // files of one name in several folders
        }
        return named switch
        {
            [] when alike.Count > 1 => throw new DataException($"{path}: has windows for {Counted.Some([.. alike.Select(list => list.Name)], MostNamed)}, and {whole} ends in none of these; which of them it is must be told by its folders"),
            [{ Value.ValueKind: JsonValueKind.Array } one] => [.. one.Value.EnumerateArray()],
            [var one] => throw new DataException($"{path}: {Wording.Quote(one.Name)}: {Form}, found {Kind(one.Value)}"),
            _ => throw new DataException($"{path}: has no windows for {name}; {Form}"),
        };
    }

    private static TimeWindow Window(JsonElement window, string path, int index, DateOrder? dateOrder)
    {
        string place = $"{path}: window {index + 1}";
        JsonElement[] ends = window.ValueKind == JsonValueKind.Array ? [.. window.EnumerateArray()] : [];
        if (ends.Length != 2 || ends.Any(end => end.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)))
        {
            throw new DataException($"{place}: expected its first and its last time, found {Wording.Shorten(window.GetRawText())}");
        }
        var (first, last) = (Time(ends[0], place, dateOrder), Time(ends[1], place, dateOrder));
        if (first.HasOffset != last.HasOffset)
        {
            throw new DataException($"{place}: one of its times has an offset from UTC and the other has none: {Wording.Shorten(window.GetRawText())}");
        }
        return first.Time.Ticks <= last.Time.Ticks ? new TimeWindow(first.Time, last.Time, first.HasOffset) : throw new DataException($"{place}: ends before it begins: {Wording.Shorten(window.GetRawText())}");
    }

    private static (TimeStamp Time, bool HasOffset) Time(JsonElement end, string place, DateOrder? dateOrder)
    {
        string text = end.ToString();
        return TimeFormat.Of(text, dateOrder) is { } format && format.TryRead(text, out var time) ? (time, format.HasOffset)
            : throw new DataException($"{place}: expected a time, such as 2024-01-31 08:30:00 or Unix time, found {Wording.Quote(text)}");
    }

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}

/// <summary>A window of time.</summary>
/// <param name="First">Its first time.</param>
/// <param name="Last">Its last time, within it.</param>
/// <param name="HasOffset">Whether both say how far they are ahead of UTC.</param>
internal readonly record struct TimeWindow(TimeStamp First, TimeStamp Last, bool HasOffset)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{First.Local:yyyy-MM-dd HH:mm:ss} to {Last.Local:yyyy-MM-dd HH:mm:ss}");
}
