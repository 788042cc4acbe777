using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What holds for every network that the generator can be given.</summary>
public abstract class ManyNetworksTests(NetworkFixture fixture, ITestOutputHelper output)
{
    /// <summary>Beyond this many bytes of IL, RyuJIT compiles without optimising (DEFAULT_MAX_INLINE... MinOpts).</summary>
    private const int MostBytes = 60_000;

    private static readonly string[] Allocating = ["callvirt", "newobj", "newarr", "box"];

    [Fact]
    public void Every_body_gives_the_same_bits_by_Step_and_by_Run()
    {
        output.WriteLine($"{fixture.Networks.Sum(network => network.DifferentValues)} values differ in {fixture.Networks.Count()} networks");
        None(Each(network => network.Differences));
    }

    [Fact]
    public void Nothing_but_state_and_output_is_written() => None(Each(network => network.Damage));

    [Fact]
    public void Nothing_outside_is_touched()
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "needs Linux");
        None(fixture.Batches.Select((batch, k) => (batch.Guard, k)).Where(batch => batch.Guard is not null).Select(batch => $"assembly {batch.k}: {batch.Guard}"));
    }

    [Fact]
    public void Constants_are_what_they_say() => None(Each(network => network.Sizes));

    [Fact]
    public void Hidden_states_are_those_of_double_precision()
    {
        foreach (var group in fixture.Networks.GroupBy(network => network.Standard))
        {
            var sorted = group.OrderByDescending(network => double.IsNaN(network.Errors.Hidden) ? double.MaxValue : network.Errors.Hidden).ToList();
            output.WriteLine($"{(group.Key ? "sigmoid and tanh" : "other activations")}: {sorted.Count} networks; the worst:");
            foreach (var network in sorted.Take(25))
            {
                output.WriteLine($"  {network.Errors}: {network.Network}");
            }
        }
        None(fixture.Networks.Where(network => network.Standard && !(network.Errors.Hidden <= fixture.Bound)).Select(network => $"{network.Network}\n    {network.Errors}"));
    }

    [Fact]
    public void No_method_is_too_long_for_the_optimiser()
    {
        var longest = fixture.Methods.MaxBy(method => method.Bytes)!;
        output.WriteLine($"the longest of {fixture.Methods.Count()}: {longest.Name}, {longest.Bytes} bytes of IL");
        None(fixture.Methods.Where(method => method.Bytes > MostBytes).Select(method => $"{method.Name}: {method.Bytes} bytes of IL"));
    }

    [Fact]
    public void Nothing_in_a_step_can_allocate()
    {
        Assert.True(fixture.Methods.Count(method => method.Steps) >= 4 * 4 * fixture.Networks.Count());
        None(fixture.Methods.Where(method => method.Steps && method.Instructions.Overlaps(Allocating)).Select(method => $"{method.Name}: {string.Join(", ", method.Instructions.Intersect(Allocating))}"));
    }

    private IEnumerable<string> Each(System.Func<NetworkReport, IEnumerable<string>> findings) =>
        fixture.Networks.SelectMany(network => findings(network).Select(finding => $"{network.Network}\n    {finding}"));

    private void None(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{all.Count} findings ({fixture.Origin}):\n{string.Join("\n", all.Take(40))}");
    }
}

/// <inheritdoc/>
public sealed class EverySizeTests(EverySize fixture, ITestOutputHelper output) : ManyNetworksTests(fixture, output), IClassFixture<EverySize>;

/// <inheritdoc/>
public sealed class RandomNetworkTests(RandomNetworks fixture, ITestOutputHelper output) : ManyNetworksTests(fixture, output), IClassFixture<RandomNetworks>;
