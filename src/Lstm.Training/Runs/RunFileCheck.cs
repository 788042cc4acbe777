using System;
using System.IO;
using Lstm.Training.Weights;

namespace Lstm.Training.Runs;

/// <summary>Finds files that cannot be written before hours of training, not after.</summary>
internal static class RunFileCheck
{
    /// <summary>Requires that results can go where they are to go, and that there is a checkpoint to resume.</summary>
    /// <exception cref="IOException">A result cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A result may not be written.</exception>
    /// <exception cref="RunException">There is no checkpoint.</exception>
    public static void Require(RunRequest request)
    {
        foreach (string? path in new[] { request.Files.Weights, request.Files.Checkpoint, request.Files.Record, request.Files.Report })
        {
            if (path is not null)
            {
                AtomicFile.RequireWritable(path);
            }
        }
        if (FileKind.IsSpecial(FileKind.FollowLinks(request.Files.Weights)))
        {
            throw new RunException($"{request.Files.Weights}: is a pipe or a device; expected a file for the weights, which are read again to be measured.");
        }
        if (request.Resume && !File.Exists(request.Files.Checkpoint))
        {
            throw new RunException($"{request.Files.Checkpoint}: there is no checkpoint to resume; leave --resume out to start a new run.");
        }
    }
}
