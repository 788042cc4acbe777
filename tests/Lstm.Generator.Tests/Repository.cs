using System;
using System.IO;

namespace Lstm.Generator.Tests;

/// <summary>Files of the repository that tests hold the code to.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

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
