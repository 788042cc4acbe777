using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Lstm.Training.Search;

/// <summary>Trains in this process. What fails ends the search; what the others did until then is kept.</summary>
/// <param name="parallel">How many runs go side by side.</param>
internal sealed class LocalRunner(int parallel) : IRunner
{
    private readonly object telling = new();

    /// <inheritdoc/>
    public void Train(IReadOnlyList<SearchRun> runs, int epochs, Action<SearchRun> done, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? fault = null;
        Parallel.ForEach(Partitioner.Create(runs, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = parallel }, run =>
        {
            if (failed.IsCancellationRequested)
            {
                return;
            }
            try
            {
                run.Train(epochs, failed.Token);
                lock (telling)
                {
                    done(run);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref fault, exception, null);
                failed.Cancel();
            }
        });
        cancellation.ThrowIfCancellationRequested();
        if (fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }
}
