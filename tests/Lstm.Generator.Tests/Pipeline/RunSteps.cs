using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>What a run of the generator did and what it found done.</summary>
internal static class RunSteps
{
    /// <summary>The steps by the names that the generator gives them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(Steps).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Fails when any step or output did work whose result differs, or any output ran at all.</summary>
    public static void AssertNothingRan(GeneratorRunResult run)
    {
        Assert.All(Names.Where(run.TrackedSteps.ContainsKey), name => AssertUnchanged(run, name));
        Assert.All(run.TrackedOutputSteps.SelectMany(output => output.Value), AssertCached);
    }

    /// <summary>Fails when any model was emitted again; messages may have been.</summary>
    public static void AssertNothingEmitted(GeneratorRunResult run)
    {
        Assert.NotEmpty(Emissions(run));
        AssertUnchanged(run, Steps.Models);
        Assert.All(Emissions(run), AssertCached);
    }

    /// <summary>The outputs that write a model's code, one for each.</summary>
    public static IReadOnlyList<IncrementalGeneratorRunStep> Emissions(GeneratorRunResult run) =>
        [.. run.TrackedOutputSteps.SelectMany(output => output.Value).Where(step => ComesFrom(step, Steps.Models))];

    /// <summary>Whether an output was found done.</summary>
    public static bool IsCached(IncrementalGeneratorRunStep step) => step.Outputs.All(output => output.Reason == IncrementalStepRunReason.Cached);

    private static void AssertUnchanged(GeneratorRunResult run, string name)
    {
        foreach (var (value, reason) in run.TrackedSteps.GetValueOrDefault(name, []).SelectMany(step => step.Outputs))
        {
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name} is {reason}: {value}");
        }
    }

    private static void AssertCached(IncrementalGeneratorRunStep step) => Assert.All(step.Outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));

    private static bool ComesFrom(IncrementalGeneratorRunStep step, string name) =>
        step.Name == name || step.Inputs.Any(input => ComesFrom(input.Source, name));
}
