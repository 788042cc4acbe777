using System;
using System.IO;
using Xunit;

namespace Lstm.Shared;

/// <summary>
/// Models and data of other people, which tests read and the repository does not hold: a folder <c>shared</c> beside the
/// repository, or where LSTM_SHARED points.
/// </summary>
internal static class SharedFolder
{
    /// <summary>A file or folder in it; where it is absent the test is skipped and says so.</summary>
    public static string Need(params string[] path)
    {
        string wanted = Path.Combine([Root() ?? "shared", .. path]);
        Assert.SkipUnless(File.Exists(wanted) || Directory.Exists(wanted), $"needs {Path.Combine(path)} in a folder 'shared' beside the repository, or where LSTM_SHARED points");
        return wanted;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("LSTM_SHARED") is { Length: > 0 } named)
        {
            return named;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lstm.Embedded.sln")))
            {
                return Path.Combine(folder.Parent?.FullName ?? "", "shared");
            }
        }
        return null;
    }
}
