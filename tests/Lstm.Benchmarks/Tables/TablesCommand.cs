using System.CommandLine;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

namespace Lstm.Benchmarks;

/// <summary>tables: ours by BenchmarkDotNet, one job for each instruction set.</summary>
internal static class TablesCommand
{
    public static Command Create()
    {
        var isas = SharedOptions.Isas();
        var more = new Argument<string[]>("arguments") { Description = "Arguments for BenchmarkDotNet, after --; --filter '*' unless given" };
        var command = new Command("tables", "Times generated code by BenchmarkDotNet, with the memory it allocates: tables in artifacts/benchmarks. Takes about ten minutes.") { isas, more };
        command.SetAction(result =>
        {
            var config = DefaultConfig.Instance
                .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
                .AddJob([.. isas.Chosen(result).Select(Job)]);
            BenchmarkSwitcher.FromTypes([typeof(GeneratedCodeBenchmarks)]).Run(result.GetValue(more) is { Length: > 0 } arguments ? arguments : ["--filter", "*"], config);
        });
        return command;
    }

    private static Job Job(string isa) => BenchmarkDotNet.Jobs.Job.Default.WithId(isa).WithEnvironmentVariables(
        [.. Candidate.InstructionSetVariables(isa).Where(variable => variable.Value is not null).Select(variable => new EnvironmentVariable(variable.Name, variable.Value!))]);
}
