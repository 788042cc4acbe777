using System.IO;

namespace Lstm.Trainer.Runs;

/// <summary>Finds files that cannot be written before hours of training, not after.</summary>
internal static class RunFileCheck
{
    /// <summary>Requires that results can go where they are to go, and that there is a checkpoint to resume.</summary>
    /// <exception cref="RunException">They cannot.</exception>
    public static void Require(RunRequest request)
    {
        foreach (string? path in new[] { request.Files.Weights, request.Files.Checkpoint, request.Files.Report })
        {
            if (path is not null && Fault(path) is { } fault)
            {
                throw new RunException($"{path}: {fault}");
            }
        }
        if (request.Resume && !File.Exists(request.Files.Checkpoint))
        {
            throw new RunException($"{request.Files.Checkpoint}: there is no checkpoint to resume; leave --resume out to begin anew.");
        }
    }

    private static string? Fault(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(path) ? "is a folder; expected a file to write."
            : Directory.Exists(folder) ? null
            : "cannot be written: there is no such folder.";
    }
}
