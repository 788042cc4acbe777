using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.Golden;
using Lstm.Shared;

// golden                         the hash of every network on the body that runs here (LSTM_ISA forces one)
// golden --steps N               the same of the first N steps, where a whole run takes too long
// golden --write FILE            the same from the scalar body into a file: tests/Lstm.Golden/golden.txt
// golden --weight-files FOLDER   writes every network's weight file there, for programs with that folder in GOLDEN_WEIGHTS
// golden --weights NAME FILE     the hash of one network with the weights of a file
// golden --allocations N         bytes allocated by N steps of every network; fewer of the large ones
// golden --guard                 every network on every body, unreadable pages on both sides of all it may touch
// golden --guard-fault start|end reads past such a side, and so ends the process
// golden --time                  nanoseconds per step of every network: the median of 15 runs
string mode = args.Length > 0 ? args[0] : "";
Console.WriteLine($"# {Isa.Describe()}");
Console.WriteLine($"# {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC");
switch (mode)
{
    case "":
        WriteHashes(Console.Out, Isa.Active);
        return 0;
    case "--steps" when args.Length == 2:
        WriteHashes(Console.Out, Isa.Active, steps: int.Parse(args[1], CultureInfo.InvariantCulture));
        return 0;
    case "--write" when args.Length == 2:
        using (var file = new StreamWriter(args[1]))
        {
            file.WriteLine("# dotnet run -c Release --project tests/Lstm.Golden -- --write tests/Lstm.Golden/golden.txt");
            WriteHashes(file, InstructionSet.Scalar);
        }
        return 0;
    case "--weight-files" when args.Length == 2:
        foreach (var network in GoldenNetworks.All)
        {
            File.WriteAllBytes(Path.Combine(args[1], network.Name + ".safetensors"), network.WeightFile());
        }
        return 0;
    case "--weights" when args.Length == 3:
        WriteHash(Console.Out, Isa.Active, GoldenNetworks.All.Single(network => network.Name == args[1]), File.ReadAllBytes(args[2]));
        return 0;
    case "--allocations" when args.Length == 2:
        return AllocationRun.All(int.Parse(args[1], CultureInfo.InvariantCulture));
    case "--guard" when args.Length == 1:
        return Guard();
    case "--guard-fault" when args.Length == 2 && args[1] is "start" or "end":
        Console.WriteLine($"reading past the {args[1]}");
        Console.WriteLine($"survived, and read {GuardedRun.Fault(args[1] == "end")}");
        return 0;
    case "--time":
        Time(args.Length == 2 ? args[1] : "");
        return 0;
    default:
        Console.Error.WriteLine("golden [--steps N | --write FILE | --weight-files FOLDER | --weights NAME FILE | --allocations STEPS | --guard | --guard-fault start|end | --time [NAME]]");
        return 2;
}

static void WriteHashes(TextWriter writer, InstructionSet body, int steps = int.MaxValue)
{
    foreach (var network in GoldenNetworks.All)
    {
        WriteHash(writer, body, network, network.WeightFile(), steps);
    }
}

static void WriteHash(TextWriter writer, InstructionSet body, GoldenNetwork network, byte[] weights, int steps = int.MaxValue) =>
    writer.Write($"{network.Name} {network.Load(weights).On(body).Hash(Math.Min(steps, network.Steps)):x16}\n");

static int Guard()
{
    if (!GuardedMemory.IsSupported)
    {
        Console.Error.WriteLine("golden --guard: needs Linux");
        return 77;
    }
    foreach (var network in GoldenNetworks.All)
    {
        var model = network.Load(network.WeightFile());
        foreach (var body in Enum.GetValues<InstructionSet>())
        {
            if (Isa.IsSupported(body))
            {
                Console.WriteLine($"{network.Name} {body}");
                model.On(body).Guard();
            }
        }
    }
    Console.WriteLine("all survived");
    return 0;
}

static void Time(string only)
{
    foreach (var network in GoldenNetworks.All)
    {
        if (only.Length > 0 && network.Name != only)
        {
            continue;
        }
        var model = network.Load(network.WeightFile());
        const int Steps = 2000;
        double[] runs = new double[15];
        for (int warm = 0; warm < 50; warm++)
        {
            model.Hash(200);
        }
        for (int run = 0; run < runs.Length; run++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Hash(Steps);
            runs[run] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Steps;
        }
        Array.Sort(runs);
        Console.WriteLine($"{network.Name} {runs[runs.Length / 2]:F1} ns a step, samples and hashing included");
    }
}
