using System;
using System.IO;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli;

/// <summary>What commands require of their arguments.</summary>
internal static class Require
{
    /// <summary>A name that a build takes for that of a spec.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static void SpecName(string path)
    {
        if (!path.EndsWith(ModelFiles.SpecEnding, StringComparison.Ordinal))
        {
            throw new UsageException($"{path}: a spec file's name ends in {ModelFiles.SpecEnding}, so that the build finds it; e.g. {Path.GetFileNameWithoutExtension(path)}{ModelFiles.SpecEnding}");
        }
    }
}
