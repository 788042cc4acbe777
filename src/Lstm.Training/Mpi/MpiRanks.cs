using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using Lstm.Training.Engine.Ranks;

namespace Lstm.Training.Mpi;

/// <summary>Ranks of an MPI job. Only the thread that made it may call it.</summary>
/// <remarks>
/// What differs between the libraries is how they call what there is: handles are addresses of exported data in Open MPI, and integers
/// in MPICH and those with its binary interface (Intel MPI, MVAPICH, Cray MPICH). Both are passed in one register, as is an address.
/// </remarks>
public sealed unsafe class MpiRanks : IRanks, IDisposable
{
    // https://github.com/pmodels/mpich, mpi.h of the common binary interface of MPICH.
    private const nint MpichWorld = 0x44000000, MpichFloat = 0x4c00040a, MpichDouble = 0x4c00080b;
    private const int Success = 0, Funneled = 1;

    private readonly nint world;
    private readonly nint floats;
    private readonly nint doubles;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> allgather;
    private readonly delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int> allgatherv;
    private readonly delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, int> alltoallv;
    private readonly delegate* unmanaged<nint, int, int> abort;
    private readonly delegate* unmanaged<int> end;
    private readonly int[] offsets;
    private readonly int[] receivedOffsets;
    private bool isDisposed;

    private MpiRanks(nint library, string name)
    {
        nint Function(string function) => NativeLibrary.TryGetExport(library, function, out nint address) ? address
            : throw new MpiException($"{name} is no MPI library: it has no function {function}. Another can be named with --mpi.");
        var begin = (delegate* unmanaged<int*, byte***, int, int*, int>)Function("MPI_Init_thread");
        allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Function("MPI_Allgather");
        allgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int>)Function("MPI_Allgatherv");
        alltoallv = (delegate* unmanaged<void*, int*, int*, nint, void*, int*, int*, nint, nint, int>)Function("MPI_Alltoallv");
        abort = (delegate* unmanaged<nint, int, int>)Function("MPI_Abort");
        end = (delegate* unmanaged<int>)Function("MPI_Finalize");
        bool isOpenMpi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out world);
        (world, floats, doubles) = isOpenMpi ? (world, Function("ompi_mpi_float"), Function("ompi_mpi_double")) : (MpichWorld, MpichFloat, MpichDouble);
        int provided, number, count;
        Require(begin(null, null, Funneled, &provided), "MPI_Init_thread");
        Require(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_rank"))(world, &number), "MPI_Comm_rank");
        Require(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_size"))(world, &count), "MPI_Comm_size");
        (Number, Count) = (number, count);
        offsets = new int[count];
        receivedOffsets = new int[count];
    }

    /// <inheritdoc/>
    public int Number { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Joins the job that a launcher started.</summary>
    /// <param name="launcher">The launcher.</param>
    /// <param name="library">The MPI library's file; null for the first of the launcher's that is there.</param>
    /// <exception cref="MpiException">There is no such library, or it fails or has another number of processes.</exception>
    public static MpiRanks Join(MpiLauncher launcher, string? library)
    {
        ArgumentNullException.ThrowIfNull(launcher);
        IReadOnlyList<string> names = library is null ? launcher.Libraries : [library];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                var ranks = new MpiRanks(handle, name);
                if (ranks.Count == launcher.Count)
                {
                    return ranks;
                }
                string counts = string.Create(CultureInfo.InvariantCulture, $"{launcher.Count} processes were started together, and {name} knows of {ranks.Count}");
                ranks.Dispose();
                throw new MpiException($"{counts}: it is of another MPI than what started them. Its own is named with --mpi FILE; --mpi off trains in each process by itself.");
            }
        }
        throw new MpiException(string.Create(CultureInfo.InvariantCulture, $"{launcher.Count} processes were started together, and there is no MPI library ({string.Join(", ", names)}). It is named with --mpi FILE; --mpi off trains in each process by itself."));
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<double> mine, Span<double> all)
    {
        fixed (double* from = mine, to = all)
        {
            Require(allgather(from, mine.Length, doubles, to, mine.Length, doubles, world), "MPI_Allgather");
        }
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<float> mine, Span<float> all, ReadOnlySpan<int> counts)
    {
        AddUp(counts, offsets);
        fixed (float* from = mine, to = all)
        fixed (int* lengths = counts, begins = offsets)
        {
            Require(allgatherv(from, mine.Length, floats, to, lengths, begins, floats, world), "MPI_Allgatherv");
        }
    }

    /// <inheritdoc/>
    public void Exchange(ReadOnlySpan<float> sent, ReadOnlySpan<int> sentCounts, Span<float> received, ReadOnlySpan<int> receivedCounts)
    {
        AddUp(sentCounts, offsets);
        AddUp(receivedCounts, receivedOffsets);
        fixed (float* from = sent, to = received)
        fixed (int* lengths = sentCounts, begins = offsets, receivedLengths = receivedCounts, receivedBegins = receivedOffsets)
        {
            Require(alltoallv(from, lengths, begins, floats, to, receivedLengths, receivedBegins, floats, world), "MPI_Alltoallv");
        }
    }

    /// <summary>Ends all processes of the job.</summary>
    /// <param name="code">Their exit code.</param>
    public void Abort(int code) => abort(world, code);

    /// <summary>Leaves the job; every rank does, before it ends.</summary>
    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            end();
        }
    }

    private static void AddUp(ReadOnlySpan<int> counts, int[] sums)
    {
        int sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sums[i] = sum;
            sum += counts[i];
        }
    }

    private static void Require(int result, string function)
    {
        if (result != Success)
        {
            throw new MpiException(string.Create(CultureInfo.InvariantCulture, $"{function} failed with code {result}."));
        }
    }
}
