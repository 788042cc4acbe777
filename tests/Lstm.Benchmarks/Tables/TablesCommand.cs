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
        var isas = Lists.Isas();
        var more = new Argument<string[]>("arguments") { Description = "Arguments for BenchmarkDotNet, after --; such as --filter '*Step*'", DefaultValueFactory = _ => ["--filter", "*"] };
        var command = new Command("tables", "Times generated code by BenchmarkDotNet, with the memory it allocates: tables in artifacts/benchmarks.") { isas, more };
        command.SetAction(result =>
        {
            var config = DefaultConfig.Instance
                .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
                .AddJob([.. result.GetValue(isas)!.Select(Job)]);
            BenchmarkSwitcher.FromTypes([typeof(GeneratedCodeBenchmarks)]).Run(result.GetValue(more), config);
        });
        return command;
    }

    private static Job Job(string isa) => BenchmarkDotNet.Jobs.Job.ShortRun.WithId(isa).WithEnvironmentVariables(
        [.. Candidate.InstructionSetVariables(isa).Where(variable => variable.Value is not null).Select(variable => new EnvironmentVariable(variable.Name, variable.Value!))]);
}
