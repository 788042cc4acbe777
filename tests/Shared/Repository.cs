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
        .. new[] { "docs", "samples", "src" }.SelectMany(folder => Files(folder, "*.md")).Order(),
    ];

    /// <summary>The files of a folder and of those within it, by their paths in the repository, without what was built.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

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
