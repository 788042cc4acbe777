using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using Lstm.Embedded;
using Lstm.Golden;

// golden                  the hash of every network on the body that runs here (LSTM_ISA forces one)
// golden --cases FILE     the cases of tests/Lstm.Arm64, with the hashes of this machine's scalar body
// golden --allocations N  bytes allocated by N steps of every network
// golden --time           nanoseconds per step of every network: the median of 15 runs
string mode = args.Length > 0 ? args[0] : "";
Console.WriteLine($"# {Isa.Describe()}");
switch (mode)
{
    case "":
        foreach (var network in GoldenNetworks.All)
        {
            Console.WriteLine($"{network.Name} {network.Hash(Isa.Active, network.Pack(network.WeightFile()), network.Steps):x16}");
        }
        return 0;
    case "--cases" when args.Length == 2:
        WriteCases(args[1]);
        return 0;
    case "--allocations" when args.Length == 2:
        return Allocations(int.Parse(args[1], CultureInfo.InvariantCulture));
    case "--time":
        Time(args.Length == 2 ? args[1] : "");
        return 0;
    default:
        Console.Error.WriteLine("golden [--cases FILE | --allocations STEPS | --time [NAME]]");
        return 2;
}

static void WriteCases(string path)
{
    using var writer = new BinaryWriter(File.Create(path));
    writer.Write("LSTMGOLD"u8);
    writer.Write(GoldenNetworks.All.Count);
    foreach (var network in GoldenNetworks.All)
    {
        var weights = network.Pack(network.WeightFile());
        writer.Write(network.Name.Length);
        writer.Write(Encoding.ASCII.GetBytes(network.Name));
        writer.Write(weights.Length);
        foreach (float weight in weights.Span)
        {
            writer.Write(weight);
        }
        writer.Write(network.StateBytes);
        writer.Write(network.Steps);
        writer.Write(network.Hash(InstructionSet.Scalar, weights, network.Steps));
    }
}

static int Allocations(int steps)
{
    long worst = 0;
    foreach (var network in GoldenNetworks.All)
    {
        var weights = network.Pack(network.WeightFile());
        network.Hash(Isa.Active, weights, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Hash(Isa.Active, weights, steps);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine($"{network.Name} {bytes} bytes in {steps} steps");
        worst = Math.Max(worst, bytes);
    }
    return worst == 0 ? 0 : 1;
}

static void Time(string only)
{
    foreach (var network in GoldenNetworks.All)
    {
        if (only.Length > 0 && network.Name != only)
        {
            continue;
        }
        var weights = network.Pack(network.WeightFile());
        const int Steps = 2000;
        double[] runs = new double[15];
        for (int warm = 0; warm < 50; warm++)
        {
            network.Hash(Isa.Active, weights, 200);
        }
        for (int run = 0; run < runs.Length; run++)
        {
            long start = Stopwatch.GetTimestamp();
            network.Hash(Isa.Active, weights, Steps);
            runs[run] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Steps;
        }
        Array.Sort(runs);
        Console.WriteLine($"{network.Name} {runs[runs.Length / 2]:F1} ns a step, samples and hashing included");
    }
}
