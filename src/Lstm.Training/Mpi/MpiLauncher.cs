using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Training.Mpi;

/// <summary>What mpirun or srun says, in environment variables, of the processes that it started.</summary>
/// <param name="Count">How many processes it started.</param>
/// <param name="CountHere">How many of them on this machine; null where it does not say.</param>
/// <param name="Libraries">The MPI libraries that go with it, the likeliest first.</param>
public sealed record MpiLauncher(int Count, int? CountHere, IReadOnlyList<string> Libraries)
{
    private static readonly string[] OpenMpi = ["libmpi.so.40", "libmpi.so"];
    private static readonly string[] Mpich = ["libmpich.so.12", "libmpi.so.12", "libmpich.so", "libmpi.so"];

    // Open MPI's mpirun; that of MPICH, Intel MPI and MVAPICH, and srun --mpi=pmi2; srun --mpi=pmix, which may be for either.
    private static readonly (string Mark, string Count, string[] CountHere, string[] Libraries)[] Known =
    [
        ("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_SIZE", ["OMPI_COMM_WORLD_LOCAL_SIZE"], OpenMpi),
        ("PMI_RANK", "PMI_SIZE", ["MPI_LOCALNRANKS"], Mpich),
        ("PMIX_RANK", "SLURM_NTASKS", [], [.. OpenMpi, .. Mpich]),
    ];

    /// <summary>The launcher that started this process with others; null if there is none, or nothing else was started.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    public static MpiLauncher? Find(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        int? Number(string name) => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        return Known.Where(known => variable(known.Mark) is not null)
            .Select(known => new MpiLauncher(Number(known.Count) ?? 1, known.CountHere.Select(Number).FirstOrDefault(), known.Libraries))
            .FirstOrDefault(launcher => launcher.Count > 1);
    }

    /// <summary>How many threads this process should have, beside those that were started with it on this machine.</summary>
    /// <param name="processors">The processors that it may use.</param>
    public int Threads(int processors) => Math.Max(1, processors / (CountHere ?? Count));
}
