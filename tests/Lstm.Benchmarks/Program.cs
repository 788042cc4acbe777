using System;
using System.Globalization;
using System.Linq;
using Lstm.Benchmarks;

// step [I:H,...]   nanoseconds per step of each size: ours, through the public surface
string[] wanted = args.Length > 1 ? args[1].Split(',') : [];
Console.WriteLine("implementation,isa,input,hidden,mode,ns_min,ns_median");
foreach (var subject in Sizes.All)
{
    if (wanted.Length > 0 && !wanted.Contains($"{subject.Input}:{subject.Hidden}"))
    {
        continue;
    }
    foreach (bool run in new[] { false, true })
    {
        int steps = Math.Clamp(4_000_000 / (4 * subject.Hidden * (subject.Hidden + subject.Input)), 40, 2000);
        var (body, times) = subject.Time(run, 301, steps);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours,{body},{subject.Input},{subject.Hidden},{(run ? "run" : "step")},{times[0]:F1},{times[times.Length / 2]:F1}"));
    }
}
