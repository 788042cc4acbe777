using System;
using System.Linq;
using Lstm.Training.Engine.Ranks;

namespace Lstm.Training.Runs;

/// <summary>Lets ranks begin together or not at all.</summary>
internal static class RankAgreement
{
    private const int MarkDigits = 4; // of the mark at once: what a double holds exactly

    /// <summary>Prepares training on this rank, and ends it on all ranks if one of them cannot.</summary>
    /// <exception cref="JointTrainingException">This rank cannot, or another.</exception>
    public static T Prepare<T>(IRanks ranks, Func<T> prepare)
    {
        T? result = default;
        Exception? fault = null;
        try
        {
            result = prepare();
        }
#pragma warning disable CA1031 // whatever it is, the others are not to wait
        catch (Exception exception)
#pragma warning restore CA1031
        {
            fault = exception;
        }
        double[] failed = new double[ranks.Count];
        ranks.Gather([fault is null ? 0 : 1], failed);
        bool all = failed.All(one => one == 1);
        return failed.All(one => one == 0) ? result!
            : throw new JointTrainingException(fault is null || (all && ranks.Number > 0) ? "" : all ? fault.Message : $"{Name(ranks.Number)}: {fault.Message}", fault);
    }

    /// <summary>Requires that all ranks train the same network with the same options and data.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="mark">A hash of all that, in hexadecimal digits.</param>
    /// <exception cref="JointTrainingException">They do not.</exception>
    public static void Require(IRanks ranks, string mark)
    {
        double[] own = [.. mark.Chunk(MarkDigits).Select(digits => (double)Convert.ToInt32(new string(digits), 16))];
        double[] all = new double[own.Length * ranks.Count];
        ranks.Gather(own, all);
        var others = Enumerable.Range(1, ranks.Count - 1).Where(rank => !all.AsSpan(rank * own.Length, own.Length).SequenceEqual(all.AsSpan(0, own.Length))).ToList();
        if (others.Count > 0)
        {
            throw new JointTrainingException(ranks.Number > 0 ? "" : $"{string.Join(", ", others.Select(Name))}: other data, other options or another network than on rank 0. All ranks need the same files.");
        }
    }

    private static string Name(int rank) => FormattableString.Invariant($"rank {rank}");
}
