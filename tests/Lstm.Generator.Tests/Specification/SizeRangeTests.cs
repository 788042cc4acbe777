using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;
using Lstm.Generator.Emit;
using Lstm.Generator.Tests.Emitted;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Over the whole range of every size: a network is refused with the right number, or every number about it is right.</summary>
[Trait("Speed", "Slow")]
public partial class SizeRangeTests
{
    private const long MostWeights = 1_073_741_824, MostState = 134_217_720, LargeState = 65_536, MostStack = 1_048_576;

    [Fact]
    public void A_network_is_refused_with_its_number_or_all_numbers_are_right()
    {
        var specs = new ExtremeSpecs(seed: 11);
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < 4_000; i++)
        {
            string text = specs.Next(most: i % 4 == 0 ? 200 : int.MaxValue);
            var result = SpecParser.Parse(text);
            string outcome = result.Model is { } model ? CheckSizes(model, text) : result.Errors[0].Rule;
            Assert.True(outcome is "fits" or "LSTM011" or "LSTM014" or "LSTM016" || outcome.StartsWith("LSTM20", StringComparison.Ordinal), $"{outcome}: {text}");
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
        }
        Assert.All(["fits", "LSTM014", "LSTM016", "LSTM201", "LSTM202", "LSTM203"], outcome => Assert.True(seen.GetValueOrDefault(outcome) >= 30, $"{outcome} was seen {seen.GetValueOrDefault(outcome)} times."));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Emitted_code_has_the_numbers_compiles_and_keeps_to_the_stack(int seed)
    {
        var specs = new ExtremeSpecs(seed);
        var trees = new List<SyntaxTree>();
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        while (trees.Count < 8)
        {
            string text = specs.Next(most: 90);
            if (SpecParser.Parse(text).Model is not { } model || SizeCheck.Faults(model, "n").Any(fault => fault.IsError) || SizeOracle.WeightBytes(model) > 1 << 24)
            {
                continue;
            }
            string code = EmittedNetworks.Emit(model, $"N{trees.Count}");
            Assert.Contains($"const int StateBytes = {SizeOracle.StateBytes(model)};", code);
            Assert.Contains($"const int WeightBytes = {SizeOracle.WeightBytes(model)};", code);
            Assert.InRange(StackOf(code), 0, StackFootprint.Bytes(model));
            trees.Add(EmittedNetworks.Parse(code, $"N{trees.Count}.g.cs", parse));
        }
        Compiled.AssertNone(CSharpCompilation.Create("Sizes", trees, References.Present, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{ "type": "conv1d", "filters": 1, "kernel": 2, "dilation": 4096 }""", 8189)] // the largest ring within a State
    [InlineData("""{ "type": "conv1d", "filters": 1, "kernel": 4, "dilation": 1 }""", 65516)] // nearly the largest window on the stack
    [InlineData("""{ "type": "lstm", "hidden": 4096, "peephole": true }""", 12286)] // nearly the most weights
    public void The_largest_networks_that_fit_are_laid_out(string layer, int input)
    {
        var model = SpecParser.Parse($$"""{ "input": {{input}}, "layers": [ {{layer}} ] }""").Model!;
        Assert.Equal("fits", CheckSizes(model, layer));
        string code = EmittedNetworks.Emit(model, "Largest");
        Assert.Contains($"const int StateBytes = {SizeOracle.StateBytes(model)};", code);
        Assert.True(SizeOracle.StateBytes(model) > MostState - 20_000 || StackFootprint.Bytes(model) > MostStack - 1000 || SizeOracle.WeightBytes(model) > MostWeights - 1_000_000);
    }

    private static string CheckSizes(ModelSpec model, string text)
    {
        BigInteger weights = SizeOracle.WeightBytes(model), state = SizeOracle.StateBytes(model);
        var faults = SizeCheck.Faults(model, "n");
        var expected = new List<string>();
        if (weights > BigInteger.Min(model.MaxWeightBytes ?? MostWeights, MostWeights))
        {
            expected.Add("LSTM201");
        }
        if (state > (model.MaxStateBytes ?? long.MaxValue))
        {
            expected.Add("LSTM202");
        }
        else if (state > MostState)
        {
            expected.Add("LSTM203");
        }
        if (expected.Count == 0 && model.MaxStateBytes is null && state >= LargeState)
        {
            expected.Add("LSTM204");
        }
        Assert.True(expected.SequenceEqual(faults.Select(fault => fault.Rule)), $"{string.Join(", ", faults)} instead of {string.Join(", ", expected)}: {text}");
        Assert.All(faults, fault => Assert.Contains($" {(fault.Part == SizePart.Weights ? weights : state)} bytes", fault.Message));
        if (faults.FirstOrDefault(fault => fault.IsError) is { } error)
        {
            return error.Rule;
        }
        Assert.True(SizeOracle.Stride(model) <= SpecLimits.MaxStride && StackFootprint.Bytes(model) <= MostStack, text);

        var plan = new NetworkPlan(model);
        Assert.Equal(weights, 4L * plan.WeightFloats);
        Assert.Equal(state, plan.StateBytes);
        Assert.Equal(SizeOracle.Stride(model), plan.Stride);
        Assert.True(plan.MultiplyAdds >= 0 && plan.Activations >= 0 && plan.WorkspacePerStep >= 0, text);
        foreach (var layer in plan.Layers)
        {
            Assert.InRange(layer.WeightOffset + (long)layer.WeightFloats, 0, plan.WeightFloats);
            Assert.InRange(layer.OutputSize, 1, 65536);
        }
        foreach (var cell in plan.Cells)
        {
            Assert.InRange(cell.CellOffset + (cell.Cell.HasCell ? (long)cell.HiddenSize : 0), 0, plan.StateFloats);
        }
        foreach (var conv in plan.Layers.OfType<ConvPlan>())
        {
            Assert.InRange(conv.StateOffset + (long)conv.PlaceOffset + 2, 0, plan.StateFloats);
        }
        return "fits";
    }

    /// <summary>Bytes of the blocks of floats: what layers pass on, and the most that one of them works in.</summary>
    private static long StackOf(string code)
    {
        var blocks = Block().Matches(code).Select(block => (Floats: long.Parse(block.Groups[1].Value, CultureInfo.InvariantCulture), Layer: block.Groups[3].Value, What: block.Groups[4].Value)).ToList();
        bool Passes(string what) => what is "Input" or "Output";
        return 4 * (blocks.Where(block => Passes(block.What)).Sum(block => block.Floats)
            + blocks.Where(block => !Passes(block.What)).GroupBy(block => block.Layer).Select(layer => layer.Sum(block => block.Floats)).DefaultIfEmpty().Max());
    }

    [GeneratedRegex(@"\[InlineArray\((\d+)\)\]\s+file struct ([A-Za-z]+)(\d+(?:Reverse)?)(\w+)")]
    private static partial Regex Block();
}
