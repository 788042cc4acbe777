using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>cost: what peepholes, a second layer and the public surface add to a step.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var sizes = SharedOptions.Sizes();
        var csv = SharedOptions.Csv();
        var command = new Command("cost", """
            Times what costs something beside the same without it, in this process and with the instruction set it runs; the
            two take turns. peepholes: the step with them, over the step without. stack: two layers as one network, over
            two networks of a layer each, one after the other. surface: a call of Step for each of 1,000 samples, over one call of Run for
            all, into the same rows. Times are medians, in nanoseconds per step; pin it to a core with taskset.
            """) { sizes, csv };
        command.SetAction(result =>
        {
            string isa = new GeneratedCode().Isa;
            string row = result.GetValue(csv) ? "{0},{1},{2:F1},{3:F1},{4:F3}" : "| {0} | {1} | {2:F1} | {3:F1} | {4:F3} |";
            Console.WriteLine(result.GetValue(csv) ? "subject,isa,plain_ns,with_ns,ratio" : "| subject | isa | plain, ns | with, ns | ratio |\n|---|---|---|---|---|");
            foreach (var cost in sizes.Chosen(result).SelectMany(Cost.Of))
            {
                var (plain, with) = cost.Measure();
                Console.WriteLine(string.Format(CultureInfo.InvariantCulture, row, cost.Subject, isa, plain, with, with / plain));
            }
        });
        return command;
    }
}
