using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Lstm.EndToEnd.Tests.ManyNetworks;
using Lstm.EndToEnd.Tests.Oracles;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Xunit;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>Draws, generates, compiles and runs networks with every layer and option, once for all tests.</summary>
public sealed class OptionFixture : IAsyncLifetime
{
    private const int Usual = 60;
    private const int PerAssembly = 30;
    private const int AtATime = 2;

    internal List<OptionReport> Reports { get; } = [];

    internal List<EmittedMethod> Methods { get; } = [];

    internal static int Count => Seeds.Count(Usual);

    public async ValueTask InitializeAsync()
    {
        int[][] chunks = [.. Enumerable.Range(Seeds.First, Count).Chunk(PerAssembly)];
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, (seeds, _) =>
        {
            RandomModel[] models = [.. seeds.Select(seed => RandomModel.Draw(seed))];
            byte[] image = NetworkCompiler.Compile([.. models.Select(model => model.Spec)], OptionHarness.Source);
            var context = new AssemblyLoadContext("options", isCollectible: true);
            var assembly = context.LoadFromStream(new MemoryStream(image));
            OptionReport[] reports = [.. models.Select((model, k) => OptionChecks.Check(model, new OptionNetwork(assembly, NetworkCompiler.ClassName(k)), seeds[k]))];
            context.Unload();
            lock (Reports)
            {
                Reports.AddRange(reports);
                Methods.AddRange(IntermediateLanguage.Methods(image));
            }
            return ValueTask.CompletedTask;
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>What holds for every cell, layer and option. LSTM_SEED draws others, LSTM_ORACLE_MODELS more.</summary>
[Trait("Speed", "Slow")]
public sealed class OptionTests(OptionFixture fixture, ITestOutputHelper output) : IClassFixture<OptionFixture>
{
    private const int MostBytes = 60_000; // of IL, beyond which RyuJIT does not optimise
    private const double Bound = 1e-5;

    [Fact]
    public void Every_body_gives_the_same_bits_by_Step_Run_and_StepMany() => None(Each(report => report.Differences));

    [Fact]
    public void Nothing_but_state_workspace_and_output_is_written() => None(Each(report => report.Damage));

    [Fact]
    public void Constants_are_what_they_say() => None(Each(report => report.Sizes));

    [Fact]
    public void Samples_too_small_to_be_kept_are_zeros_and_leave_no_denormals() => None(Each(report => report.Tiny));

    [Fact]
    public void Results_and_states_are_those_of_double_precision()
    {
        output.WriteLine($"{fixture.Reports.Count} networks, the worst:");
        foreach (var report in fixture.Reports.OrderByDescending(report => report.Error).Take(3))
        {
            output.WriteLine($"{report.Error:E2}: {report.Network}");
        }
        None(fixture.Reports.Where(report => report.Error > Bound).Select(report => $"{report.Error:E2}: {report.Network}"));
    }

    [Fact]
    public void Nothing_in_a_step_or_run_can_allocate() => None(fixture.Methods.Where(method => method.Steps && !method.Name.EndsWith(".Step", System.StringComparison.Ordinal) | method.Name.Contains("Body", System.StringComparison.Ordinal))
        .SelectMany(method => method.Instructions.Where(Allocation.IsPossible).Select(instruction => $"{method.Name}: {instruction}")));

    [Fact]
    public void No_method_is_too_long_for_the_optimiser() => None(fixture.Methods.Where(method => method.Bytes > MostBytes).Select(method => $"{method.Name}: {method.Bytes} bytes of IL"));

    /// <summary>Layers of one shape have one method: each must continue with its own weights and state, in every form that a layer's code has.</summary>
    [Fact]
    public void Layers_that_share_a_method_keep_to_their_own_weights_and_states()
    {
        string[] layers =
        [
            """{ "type": "lstm", "hidden": 8 }""", """{ "type": "lstm", "hidden": 13, "peephole": true }""", """{ "type": "lstm", "hidden": 40 }""",
            """{ "type": "lstm", "hidden": 66 }""", """{ "type": "gru", "hidden": 20 }""", """{ "type": "lstm", "hidden": 12, "projection": 8 }""",
            """{ "type": "lstm", "hidden": 9, "direction": "bidirectional" }""",
        ];
        Hold(layers.Select(layer => $$"""{ "input": 16, "layers": [ {{layer}}, {{layer}}, {{layer}}, {{layer}} ] }"""));
    }

    /// <summary>Several streams go through layers of many units together where these are the first, whatever cell they have.</summary>
    [Fact]
    public void Streams_that_go_through_large_layers_together_get_what_each_gets_alone()
    {
        const string Lstm = """{ "type": "lstm", "hidden": 64 }""", Gru = """{ "type": "gru", "hidden": 70 }""";
        string[] layers =
        [
            Gru, """{ "type": "gru", "hidden": 64, "bias": false }""", """{ "type": "rnn", "hidden": 65 }""", """{ "type": "lstm", "hidden": 77, "coupled": true, "peephole": true }""",
            """{ "type": "lstm", "hidden": 66, "layerNorm": true }""", $"{Gru}, {Lstm}", $"{Lstm}, {Gru}", $$"""{{Gru}}, { "type": "dense", "size": 3 }, {{Lstm}}""",
        ];
        Hold(layers.Select(layer => $$"""{ "input": 7, "layers": [ {{layer}} ] }"""));
    }

    /// <summary>Layers that take any output before them, several inputs and outputs: blocks on the stack serve again and again, and nothing allocates.</summary>
    [Fact]
    public void Networks_that_branch_keep_to_all_this()
    {
        const int Usual = 24;
        int count = Seeds.Count(Usual);
        byte[] image = Hold([.. Enumerable.Range(Seeds.First, count).Select(RandomModel.DrawGraph)]);
        var methods = IntermediateLanguage.Methods(image).Where(method => method.Steps || method.Name.Contains("Body", System.StringComparison.Ordinal)).ToList();
        Assert.True(methods.Count > 10 * count);
        None(methods.Where(method => !method.Name.Contains(".Harness", System.StringComparison.Ordinal) && !method.Name.EndsWith(".Step", System.StringComparison.Ordinal))
            .SelectMany(method => method.Instructions.Where(Allocation.IsPossible).Select(instruction => $"{method.Name}: {instruction}")));
    }

    /// <summary>Whatever is checked of random networks holds for these.</summary>
    private static void Hold(IEnumerable<string> specs) => Hold([.. specs.Select((spec, k) => RandomModel.Of(SpecParser.Parse(spec).Model!, new System.Random(k)))]);

    private static byte[] Hold(RandomModel[] models)
    {
        var context = new AssemblyLoadContext("stacks", isCollectible: true);
        byte[] image = NetworkCompiler.Compile([.. models.Select(model => model.Spec)], OptionHarness.Source);
        var assembly = context.LoadFromStream(new MemoryStream(image));
        OptionReport[] reports = [.. models.Select((model, k) => OptionChecks.Check(model, new OptionNetwork(assembly, NetworkCompiler.ClassName(k)), k))];
        context.Unload();
        None(reports.SelectMany(report => report.Differences.Concat(report.Damage).Concat(report.Sizes).Concat(report.Tiny).Select(finding => $"{finding}\n{report.Network}")));
        None(reports.Where(report => report.Error > Bound).Select(report => $"{report.Error:E2}: {report.Network}"));
        return image;
    }

    private IEnumerable<string> Each(System.Func<OptionReport, IEnumerable<string>> findings) =>
        fixture.Reports.SelectMany(report => findings(report).Select(finding => $"{finding}\n{report.Network}"));

    private static void None(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{all.Count} findings ({Seeds.Text(OptionFixture.Count)}):\n{string.Join("\n", all.Take(12))}");
    }
}
