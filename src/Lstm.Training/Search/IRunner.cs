using System;
using System.Collections.Generic;
using System.Threading;

namespace Lstm.Training.Search;

/// <summary>Where the runs of a search are trained.</summary>
internal interface IRunner
{
    /// <summary>Trains runs side by side.</summary>
    /// <param name="runs">The runs, in the order in which they should begin.</param>
    /// <param name="epochs">How many epochs each is trained in all, or until its training ends.</param>
    /// <param name="done">Is told of each that has come so far; on any thread, one call at a time.</param>
    /// <param name="cancellation">Ends it; what was done is kept.</param>
    /// <exception cref="OperationCanceledException">Somebody cancelled.</exception>
    void Train(IReadOnlyList<SearchRun> runs, int epochs, Action<SearchRun> done, CancellationToken cancellation);
}
