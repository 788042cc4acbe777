using System.Collections.Generic;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Options;

/// <summary>Cuts a sequence into windows of equal length. What is left at its end takes no part.</summary>
/// <param name="Length">Time steps in a window.</param>
/// <param name="Stride">Time steps from the beginning of one window to that of the next.</param>
public sealed record Windowing(int Length, int Stride)
{
    /// <summary>Where the windows of a sequence of <paramref name="length"/> steps begin.</summary>
    public IEnumerable<int> Starts(int length)
    {
        for (long start = 0; start + Length <= length; start += Stride)
        {
            yield return (int)start;
        }
    }

    internal void Check()
    {
        if (Length < 1 || Stride < 1)
        {
            throw new DataException($"A window has at least 1 time step and the next begins at least 1 later, not {Length} and {Stride}.");
        }
    }
}
