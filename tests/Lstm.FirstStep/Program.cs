using System;
using System.Diagnostics;
using System.Globalization;
using Lstm.Embedded;
using Lstm.FirstStep;

// first-step               the networks' names, one a line
// first-step NAME          of a process that has done nothing else, in microseconds: Load, the first step, a later one (of 50 times 40 the fastest)
// first-step --describe    the body and the runtime
(string Name, Action Measure)[] networks =
[
    ("1×8", () => Measure<One8, One8.State>(8, 1)),
    ("1×32", () => Measure<One32, One32.State>(32, 1)),
    ("1×128", () => Measure<One128, One128.State>(128, 1)),
    ("2×32", () => Measure<Two32, Two32.State>(32, 2)),
    ("8×32", () => Measure<Eight32, Eight32.State>(32, 8)),
    ("64×8", () => Measure<SixtyFour8, SixtyFour8.State>(8, 64)),
    ("64×32", () => Measure<SixtyFour32, SixtyFour32.State>(32, 64)),
    ("8×128", () => Measure<Eight128, Eight128.State>(128, 8)),
];
if (args is ["--describe"])
{
    Console.WriteLine(Isa.Describe());
    return 0;
}
if (args.Length == 0)
{
    Array.ForEach(networks, network => Console.WriteLine(network.Name));
    return 0;
}
int which = Array.FindIndex(networks, network => network.Name == args[0]);
if (which < 0)
{
    Console.Error.WriteLine($"no network {args[0]}; without an argument the program names them");
    return 2;
}
networks[which].Measure();
return 0;

static void Measure<TModel, TState>(int hiddenSize, int layers)
    where TModel : class, INetwork<TModel, TState>
    where TState : unmanaged
{
    const int InputSize = 4, Rounds = 50, Steps = 40;
    byte[] file = ZeroWeights.Of(InputSize, hiddenSize, layers);
    float[] input = new float[InputSize], output = new float[hiddenSize];
    var states = new StateBlock<TState>(1);
    long begin = Stopwatch.GetTimestamp();
    var model = TModel.Load((ReadOnlySpan<byte>)file);
    double load = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    double first = Take(1), later = double.MaxValue;
    for (int round = 0; round < Rounds; round++)
    {
        later = Math.Min(later, Take(Steps) / Steps);
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load:F0} {first:F1} {later:F3}"));

    double Take(int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < steps; k++)
        {
            model.Step(ref states.Span[0], input, output);
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
