using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What holds for every network that the generator can be given.</summary>
[Trait("Speed", "Slow")]
public abstract class ManyNetworksTests(NetworkFixture fixture, ITestOutputHelper output)
{
    /// <summary>Beyond this many bytes of IL RyuJIT compiles without optimising (DEFAULT_MIN_OPTS_CODE_SIZE).</summary>
    private const int MostBytes = 60_000;

    /// <summary>
    /// States of other activations than sigmoid and tanh may grow, up to infinity, and what multiplies them multiplies
    /// their errors: networks that go beyond this are held to equal bits, and their errors printed.
    /// </summary>
    private const double LargeState = 10;

    [Fact]
    public void Every_body_gives_the_same_bits_by_Step_Run_and_StepMany()
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
    public void Hidden_states_and_outputs_are_those_of_double_precision()
    {
        foreach (var group in fixture.Networks.GroupBy(network => (network.Standard, Large: network.Errors.Largest > LargeState)))
        {
            output.WriteLine($"{(group.Key.Standard ? "sigmoid and tanh" : "other activations")}{(group.Key.Large ? ", states that grow" : "")}: {group.Count()} networks, the worst:");
            foreach (var network in group.OrderByDescending(network => network.Errors.Worst).Take(3))
            {
                output.WriteLine($"  {network.Errors}: {network.Network}");
            }
        }
        None(fixture.Networks
            .Where(network => network.Standard || network.Errors.Largest <= LargeState)
            .Where(network => network.Errors.Worst > (network.Standard ? fixture.Bound : fixture.OtherBound))
            .Select(network => $"{network.Network}\n    {network.Errors}"));
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
        Assert.True(fixture.Methods.Count(method => method.Steps) >= 4 * 6 * fixture.Networks.Count());
        None(fixture.Methods.Where(method => method.Steps)
            .Select(method => (method.Name, Instructions: method.Instructions.Where(Allocation.IsPossible).ToList()))
            .Where(method => method.Instructions.Count > 0)
            .Select(method => $"{method.Name}: {string.Join(", ", method.Instructions)}"));
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
public sealed class LongSamplesTests(LongSamples fixture, ITestOutputHelper output) : ManyNetworksTests(fixture, output), IClassFixture<LongSamples>;

/// <inheritdoc/>
public sealed class RandomNetworkTests(RandomNetworks fixture, ITestOutputHelper output) : ManyNetworksTests(fixture, output), IClassFixture<RandomNetworks>;
