using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Order;

namespace Lstm.Benchmarks;

/// <summary>What BenchmarkDotNet measures: a time step of every size, by one call for each sample and by one for 1,000.</summary>
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared, MethodOrderPolicy.Declared)]
public class GeneratedCodeBenchmarks
{
    private Pass step = null!;
    private Pass run = null!;
    private float[] outputs = null!;

    /// <summary>All sizes, as inputs:units.</summary>
    public static IEnumerable<string> Sizes => Benchmarks.Sizes.All.Select(subject => subject.Size.ToString());

    /// <summary>The size to measure.</summary>
    [ParamsSource(nameof(Sizes))]
    public string Size { get; set; } = "";

    /// <summary>Loads the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var subject = Benchmarks.Sizes.Find(Size)!;
        var problem = new Problem(subject.Size);
        step = subject.Prepare(problem, Mode.All[0]);
        run = subject.Prepare(problem, Mode.All[1]);
        outputs = new float[Problem.Samples * subject.Size.Hidden];
    }

    /// <summary>model.Step for each sample.</summary>
    [Benchmark(OperationsPerInvoke = Problem.Samples)]
    public void Step() => step(outputs);

    /// <summary>model.Run for all samples.</summary>
    [Benchmark(OperationsPerInvoke = Problem.Samples)]
    public void Run() => run(outputs);
}
