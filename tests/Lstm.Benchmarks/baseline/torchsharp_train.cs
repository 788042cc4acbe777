// Measures a step of TorchSharp's optimiser for `train`, one thread: torchsharp_train LAYER I H T B, LAYER lstm, gru or bidirectional.
// A program by itself, which the benchmarks start where it was built:
//
//     dotnet build -c Release tests/Lstm.Benchmarks/baseline/torchsharp_train.cs -o FOLDER
//     dotnet run -c Release --project tests/Lstm.Benchmarks -- train --torchsharp FOLDER
//
// The layer and a Linear on its last output, mean squared error, Adam. Says first which version it is; then answers every line
// of standard input with the milliseconds of some steps, before them the processor's per step, as pytorch_train.py does.
#:package TorchSharp-cpu@0.107.0
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:property ImplicitUsings=disable
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

const double Slice = 0.5; // seconds
string kind = args[0];
int[] sizes = [.. args[1..].Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
(int inputs, int hidden, int steps, int batch) = (sizes[0], sizes[1], sizes[2], sizes[3]);
set_num_threads(1);
random.manual_seed(0);
bool bidirectional = kind == "bidirectional";
var gru = kind == "gru" ? nn.GRU(inputs, hidden) : null;
var lstm = gru is null ? nn.LSTM(inputs, hidden, bidirectional: bidirectional) : null;
var linear = nn.Linear(bidirectional ? 2 * hidden : hidden, 1);
var squared = nn.MSELoss();
var optimizer = optim.Adam((gru?.parameters() ?? lstm!.parameters()).Concat(linear.parameters()));
var x = rand(steps, batch, inputs);
var target = rand(batch, 1);
for (int warmUp = 0; warmUp < 10; warmUp++)
{
    Step();
}
Console.WriteLine($"ready {__version__}");
while (Console.ReadLine() is not null)
{
    List<double> times = [];
    var processor = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    while (times.Count == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < Slice)
    {
        long before = Stopwatch.GetTimestamp();
        Step();
        times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
    }
    times.Insert(0, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times.Count);
    Console.WriteLine(string.Join(' ', times.Select(time => time.ToString("F4", CultureInfo.InvariantCulture))));
}

void Step()
{
    using var scope = NewDisposeScope();
    optimizer.zero_grad();
    var output = gru is null ? lstm!.forward(x).Item1 : gru.forward(x).Item1;
    squared.forward(linear.forward(output[steps - 1]), target).backward();
    optimizer.step();
}
