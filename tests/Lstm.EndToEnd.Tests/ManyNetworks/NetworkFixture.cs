using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Specification;
using Xunit;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Generates, compiles and runs many networks, once for all tests of a class.</summary>
public abstract class NetworkFixture : IAsyncLifetime
{
    private const int PerAssembly = 25;
    private const int AtATime = 2;

    /// <summary>What to repeat a failure with.</summary>
    internal abstract string Origin { get; }

    /// <summary>The largest error of a hidden state of sigmoid gates and tanh that passes.</summary>
    internal abstract double Bound { get; }

    internal IReadOnlyList<BatchReport> Batches { get; private set; } = [];

    internal IEnumerable<NetworkReport> Networks => Batches.SelectMany(batch => batch.Networks);

    internal IEnumerable<EmittedMethod> Methods => Batches.SelectMany(batch => batch.Methods);

    internal abstract IEnumerable<ModelSpec> Specs();

    /// <summary>Where the weights and samples begin from.</summary>
    internal abstract int Seed { get; }

    public async ValueTask InitializeAsync()
    {
        var chunks = Specs().Chunk(PerAssembly).ToList();
        var reports = new BatchReport[chunks.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime };
        await Parallel.ForAsync(0, chunks.Count, options, async (k, _) => reports[k] = await NetworkBatch.Check(chunks[k], unchecked(Seed + (k * PerAssembly))));
        Batches = reports;
    }

    public ValueTask DisposeAsync()
    {
        System.GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
