using System;
using System.CommandLine;
using System.Globalization;

namespace Lstm.Benchmarks;

/// <summary>roofline: how far a step is from what this machine could do.</summary>
internal static class RooflineCommand
{
    public static Command Create()
    {
        var sizes = SharedOptions.Sizes();
        var command = new Command("roofline", "Measures what a step takes at least on this machine (the multiply-adds or the stream of weights, whichever is longer, and then the way from a gate sum to the hidden state), and the step beside it. Needs AVX2; pin it to a core with taskset.") { sizes };
        command.SetAction(result =>
        {
            if (!Roofline.IsSupported)
            {
                Console.Error.WriteLine("roofline needs AVX2 and FMA, which this processor does not have.");
                return 1;
            }
            double latency = Roofline.Latency();
            var generated = new GeneratedCode();
            Console.WriteLine($"| inputs, units | weights, KiB | multiply-adds, ns | stream, ns | alternating, ns | latency, ns | step on {generated.Isa}, ns | floor, ns | step/floor |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
            foreach (var subject in sizes.Chosen(result))
            {
                var size = subject.Size;
                var pass = generated.Prepare(new Problem(size), Mode.All[0]);
                Timing.WarmUp(pass, size, Mode.All[0]);
                double step = Timing.Median(Timing.Slice(pass, size, Mode.All[0]));
                double multiplyAdds = Roofline.MultiplyAdds(size), forwards = Roofline.Stream(size, alternating: false), alternating = Roofline.Stream(size, alternating: true);
                double floor = Math.Max(multiplyAdds, Math.Min(forwards, alternating)) + latency; // every sum waits for the last hidden state, and the next one for the sums
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {size.Input}, {size.Hidden} | {(size.Input + size.Hidden + 1) * size.Hidden * 16 / 1024.0:F0} | {multiplyAdds:F1} | {forwards:F0} | {alternating:F0} | {latency:F1} | {step:F1} | {floor:F0} | {step / floor:F2} |"));
            }
            return 0;
        });
        return command;
    }
}
