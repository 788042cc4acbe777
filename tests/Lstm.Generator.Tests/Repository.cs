using System.IO;
using Lstm.Shared;

namespace Lstm.Generator.Tests;

/// <summary>Files of the repository that tests hold the code to.</summary>
internal static class Repository
{
    public static string Root => Documents.Root;

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
