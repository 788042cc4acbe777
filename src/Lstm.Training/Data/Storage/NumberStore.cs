using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;

namespace Lstm.Training.Data.Storage;

/// <summary>
/// Where the numbers of data lie: in memory up to a limit, and what is beyond it in temporary files that are mapped into memory, so that the system keeps
/// as much of them in memory as there is room for. What is needed for a while takes the place of numbers that nobody needs any more
/// (<see cref="Temporary"/>). It may be used by one thread; what it gave, by any.
/// </summary>
internal sealed class NumberStore : IDisposable
{
    /// <summary>Small arrays share a file of this size, larger ones than a quarter of it have their own.</summary>
    private const long SharedBytes = 1 << 26;

    private const long SmallBytes = 1 << 20;

    private readonly string? folder;
    private readonly long mostInMemory;
    private readonly List<MappedFile> files = [];
    private readonly List<Values<float>> forTraining = [];
    private readonly NumberStore? owner;
    private readonly List<Values<float>> lent = []; // the owner's free places, whole
    private List<Values<float>> free = [];
    private MappedFile? shared;
    private long used;
    private long inMemory;
    private long bytesInFiles;

    /// <param name="folder">Where the files go; null for none.</param>
    /// <param name="mostInMemory">Bytes that are kept in memory at most, where there are files.</param>
    public NumberStore(string? folder = null, long mostInMemory = long.MaxValue) => (this.folder, this.mostInMemory) = (folder, mostInMemory);

    private NumberStore(NumberStore owner)
        : this(owner.folder, owner.mostInMemory - owner.inMemory)
    {
        this.owner = owner;
        (free, owner.free) = (owner.free, []);
        lent = [.. free];
    }

    /// <summary>Keeps all in memory, and nothing of it itself: for data that lives as long as somebody knows it.</summary>
    public static NumberStore InMemory { get; } = new();

    /// <summary>Half of the memory that this process may have: the other half is for all else, and for the system to keep files in.</summary>
    public static long HalfOfMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>What is to be said of the files, a sentence; null where all is in memory.</summary>
    public string? Note => bytesInFiles == 0 ? null : FormattableString.Invariant($"The data's numbers take more than {mostInMemory / 1e9:0.##} GB of memory: {bytesInFiles / 1e9:0.##} GB of them are in temporary files in {folder} (--cache FOLDER for another one, --cache none for all in memory).");

    /// <summary>Room for values, all of them 0.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written to.</exception>
    public Values<T> Allocate<T>(int count)
        where T : unmanaged
    {
        long bytes = (long)count * Unsafe.SizeOf<T>();
        if (count > 0 && Reused<T>(count, bytes) is { } place)
        {
            return place;
        }
        if (folder is null || count == 0 || inMemory + bytes <= mostInMemory)
        {
            inMemory += folder is null ? 0 : bytes;
            return new T[count];
        }
        bytesInFiles += bytes;
        return new Values<T>(new MappedValues<T>(FileFor(bytes, out long start), start, count).Memory);
    }

    /// <summary>Room for more of them, or for fewer: those that are kept, and others that are 0.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written to.</exception>
    public void Resize<T>(ref Values<T> values, int count)
        where T : unmanaged
    {
        if (count <= values.Length && (count == values.Length || values.Length * (long)Unsafe.SizeOf<T>() > SmallBytes))
        {
            values = values[..count]; // of large ones, nothing was written behind them, and so they take no memory there
            return;
        }
        var other = Allocate<T>(count);
        int kept = Math.Min(count, values.Length);
        values.AsSpan(0, kept).CopyTo(other.Memory.Span);
        values = other;
    }

    /// <summary>Values by their places.</summary>
    public Values<T> Make<T>(int count, Func<int, T> value)
        where T : unmanaged
    {
        var made = Allocate<T>(count);
        var span = made.Memory.Span;
        for (int index = 0; index < span.Length; index++)
        {
            span[index] = value(index);
        }
        return made;
    }

    /// <summary>A store for values that are needed until it is disposed of: first in places that are free, then as here.</summary>
    public NumberStore Temporary() => new(this);

    /// <summary>Takes a place that nobody needs any more.</summary>
    public void Free(Values<float> place)
    {
        if (!ReferenceEquals(this, InMemory) && place.Length > 0)
        {
            free.Add(place);
        }
    }

    /// <summary>Takes note of numbers that are needed until training ends.</summary>
    public void KeepForTraining(Values<float> numbers)
    {
        if (!ReferenceEquals(this, InMemory))
        {
            forTraining.Add(numbers);
        }
    }

    /// <summary>Lets others take the place of numbers that were for training.</summary>
    public void EndTraining()
    {
        forTraining.ForEach(Free);
        forTraining.Clear();
    }

    /// <summary>Removes the files; what lies in them can no longer be asked for. Of a temporary store, its places are free again.</summary>
    public void Dispose()
    {
        files.ForEach(file => file.Dispose());
        files.Clear();
        owner?.free.AddRange(lent);
        lent.Clear();
    }

    /// <summary>A place that is free; null where none is large enough.</summary>
    private Values<T>? Reused<T>(int count, long bytes)
        where T : unmanaged
    {
        long floats = (bytes + sizeof(double) - 1) / sizeof(double) * 2; // so that doubles stay where they are read at once
        int index = owner is null ? -1 : free.FindIndex(place => place.Length >= floats);
        if (index < 0)
        {
            return null;
        }
        var taken = free[index][..(int)floats];
        free[index] = free[index][(int)floats..];
        taken.Memory.Span.Clear();
        return new Values<T>(new CastMemory<float, T>(taken.Memory, count).Memory);
    }

    private MappedFile FileFor(long bytes, out long start)
    {
        const int Alignment = 64;
        start = 0;
        if (bytes > SharedBytes / 4)
        {
            return Create(bytes);
        }
        if (shared is null || used + bytes > SharedBytes)
        {
            (shared, used) = (Create(SharedBytes), 0);
        }
        start = used;
        used += (bytes + Alignment - 1) / Alignment * Alignment;
        return shared;
    }

    private MappedFile Create(long bytes)
    {
        if (!Directory.Exists(folder))
        {
            throw new IOException($"The data does not fit into memory, and there is no folder {folder} for the temporary files that it would go to: --cache FOLDER names one that is there.");
        }
        try
        {
            var file = new MappedFile(folder!, bytes);
            files.Add(file);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FormattableString.Invariant($"The data does not fit into memory, and {folder} has no room for the temporary file of {bytes / 1e9:N2} GB that it would go to: {e.Message} Choose another folder (--cache FOLDER), or give the data more memory (--cache none keeps all of it there)."), e);
        }
    }
}
