using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Disassembly.Tests.Code;

/// <summary>The counts that are held on disk: a row for each method and one for each of its inner loops.</summary>
internal static class CountTable
{
    private const string Update = "LSTM_UPDATE_BASELINES";

    private static readonly string Header =
        $"{"network",-14} {"code",-20} {"instructions",12} {"loads",6} {"stores",6} {"frame",6} {"fused",6} {"element",7} {"shuffle",7} {"div",4} {"call",4}";

    /// <summary>
    /// Compares with the table of that name, a sentence for each row that differs; first rewrites the table when asked to.
    /// Inner loops have to be equal, whole methods <see cref="Counts.IsNoWorseThan"/>.
    /// </summary>
    /// <param name="name">The table: <c>Avx2</c>, <c>Avx512</c>, <c>Neon</c>.</param>
    /// <param name="command">How to rewrite it.</param>
    /// <param name="methods">What there is now.</param>
    public static IReadOnlyList<string> Compare(string name, string command, IReadOnlyList<MachineMethod> methods)
    {
        string path = $"tests/Lstm.Disassembly.Tests/Baselines/{name}.txt";
        command = $"{Update}=1 {command}, and review the difference.";
        var counted = methods.SelectMany(Rows).ToList();
        if (Environment.GetEnvironmentVariable(Update) is "1")
        {
            File.WriteAllLines(Path.Combine(Repository.Root, path), [Header, .. counted.Select(Format)]);
        }
        if (!Repository.Has(path))
        {
            return [$"{path} is missing: {command}"];
        }
        string[] lines = Repository.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] differences = [.. Differences(lines.Skip(1).Select(Parse), counted)];
        return differences is [] ? [] : [.. differences, $"Held in {path}. If that is meant: {command}"];
    }

    /// <summary>A sentence for each row that is not as it is held.</summary>
    internal static IEnumerable<string> Differences(IEnumerable<Row> held, IEnumerable<Row> counted)
    {
        var found = counted.ToDictionary(row => row.Key, row => row.Counts);
        foreach (var row in held)
        {
            if (!found.Remove(row.Key, out var counts))
            {
                yield return $"{row.Key} is held, and is not there any more.";
            }
            else if (row.IsLoop ? counts != row.Counts : !counts.IsNoWorseThan(row.Counts))
            {
                yield return $"{row.Key} has {counts}, held is {row.Counts}.";
            }
        }
        foreach (string key in found.Keys)
        {
            yield return $"{key} is there, and is not held yet.";
        }
    }

    internal static IEnumerable<Row> Rows(MachineMethod method) =>
        method.InnerLoops.Select((loop, index) => new Row(method.Network, $"{method.Name}:{index + 1}", Counts.Of(loop)))
            .Prepend(new Row(method.Network, method.Name, Counts.Of(method.Instructions)));

    internal static string Format(Row row)
    {
        var c = row.Counts;
        return $"{row.Network,-14} {row.Code,-20} {c.Instructions,12} {c.Loads,6} {c.Stores,6} {c.Frame,6} {c.Fused,6} {c.ByElement,7} {c.Shuffles,7} {c.Divisions,4} {c.Calls,4}";
    }

    internal static Row Parse(string line)
    {
        string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] n = [.. cells.Skip(2).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];
        return new Row(cells[0], cells[1], new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]));
    }

    /// <summary>One line of a table.</summary>
    /// <param name="Network">The class of the network.</param>
    /// <param name="Code">A method, or <c>method:n</c> for its n-th inner loop.</param>
    /// <param name="Counts">What is in it.</param>
    internal sealed record Row(string Network, string Code, Counts Counts)
    {
        public bool IsLoop => Code.Contains(':', StringComparison.Ordinal);

        public string Key => $"{Network}.{Code}";
    }
}
