using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Shared;

/// <summary>Files of the repository that tests hold the code to.</summary>
internal static class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The pages of README and docs, by their paths in the repository.</summary>
    public static IReadOnlyList<string> Pages =>
    [
        "README.md",
        .. new[] { "docs", "samples", "src" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(page => !page.Contains("/bin/", StringComparison.Ordinal) && !page.Contains("/obj/", StringComparison.Ordinal))
            .Order(),
    ];

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lstm.Embedded.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
