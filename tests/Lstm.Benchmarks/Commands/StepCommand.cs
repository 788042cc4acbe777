using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>step: ours alone, in this process; what a NativeAOT binary is asked.</summary>
internal static class StepCommand
{
    private const int Slices = 20;

    public static Command Create()
    {
        var sizes = SharedOptions.Sizes();
        var command = new Command("step", "Times generated code alone, in this process and with the instruction set it runs: a call for each sample, and one for 1,000.") { sizes };
        command.SetAction(result =>
        {
            Console.WriteLine("implementation,isa,input,hidden,mode,ns_min,ns_median");
            var generated = new GeneratedCode();
            foreach (var subject in sizes.Chosen(result))
            {
                foreach (var mode in Mode.All.Where(mode => mode.Streams == 1))
                {
                    var size = subject.Size;
                    var pass = generated.Prepare(new Problem(size), mode);
                    Timing.WarmUp(pass, size, mode);
                    double[] times = [.. Enumerable.Range(0, Slices).SelectMany(_ => Timing.Slice(pass, size, mode)).Order()];
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours,{generated.Isa},{size.Input},{size.Hidden},{mode},{times[0]:F1},{times[times.Length / 2]:F1}"));
                }
            }
        });
        return command;
    }
}
