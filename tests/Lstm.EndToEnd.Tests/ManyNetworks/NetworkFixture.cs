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

    /// <summary>The largest error of h or y that passes, relative to max(1, |exact value|), where all LSTM layers have sigmoid gates and tanh.</summary>
    internal abstract double Bound { get; }

    /// <summary>The same for other activations, with which errors may grow from step to step.</summary>
    internal virtual double OtherBound => 1e-4;

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
