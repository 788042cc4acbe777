using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>cells: what a step of each cell takes beside the plain LSTM's.</summary>
internal static class CellsCommand
{
    private const int Rounds = 60;

    public static Command Create()
    {
        var streams = new Option<int>("--streams") { Description = $"Streams that step together; the time is for one of them. One of {string.Join(", ", Mode.All.Select(mode => mode.Streams).Distinct())}", HelpName = "N", DefaultValueFactory = _ => 1 };
        streams.Validators.Add(result =>
        {
            if (!Mode.All.Any(mode => mode.Streams == result.GetValueOrDefault<int>()))
            {
                result.AddError($"--streams: one of {string.Join(", ", Mode.All.Select(mode => mode.Streams).Distinct())}.");
            }
        });
        var command = new Command("cells", """
            Times a step of each cell through the public surface, in this process and with the instruction set it runs; the cells of
            one size take turns. Nanoseconds per step are medians; beside them the ratio to the plain LSTM of as many units, and the
            ratio of their multiply-adds. Pin it to a core with taskset.
            """) { streams };
        command.SetAction(result =>
        {
            int count = result.GetValue(streams);
            var mode = Mode.All.First(mode => mode.Streams == count);
            Console.WriteLine($"{new GeneratedCode().Isa}\n| cell | units | ns | of the LSTM | multiply-adds, of the LSTM |\n|---|---|---|---|---|");
            foreach (var group in Cells.All.GroupBy(cell => cell.Units))
            {
                Table([.. group], mode);
            }
        });
        return command;
    }

    private static void Table(Cell[] cells, Mode mode)
    {
        var times = Timing.InTurns([.. cells.Select(cell => (cell.Problem.Size, cell.Prepare(mode)))], mode, Rounds);
        double plain = Timing.Median(times[0]), products = cells[0].Problem.MultiplyAdds;
        for (int k = 0; k < cells.Length; k++)
        {
            double median = Timing.Median(times[k]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {cells[k].Name} | {cells[k].Units} | {median:F0} | {median / plain:F2} | {cells[k].Problem.MultiplyAdds / products:F2} |"));
        }
    }
}
