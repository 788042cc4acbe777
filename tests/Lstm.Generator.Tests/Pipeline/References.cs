using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>What the compilations of the tests refer to.</summary>
internal static class References
{
    /// <summary>The runtime's assembly, as the tests load it.</summary>
    public static string Runtime { get; } = typeof(LstmModelAttribute).Assembly.Location;

    /// <summary>The running framework and the runtime.</summary>
    public static ImmutableArray<MetadataReference> Present { get; } = [.. Framework(Path.GetDirectoryName(typeof(object).Assembly.Location)!), MetadataReference.CreateFromFile(Runtime)];

    /// <summary>.NET 8 and the runtime's build for it; the running framework where the machine has no reference assemblies of .NET 8.</summary>
    public static ImmutableArray<MetadataReference> Oldest { get; } =
        [.. Net8 is { } folder ? Framework(folder) : Present[..^1], MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "net8.0", "Lstm.Runtime.dll"))];

    /// <summary>The reference assemblies of .NET 8, where there are any.</summary>
    public static string? Net8
    {
        get
        {
            string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            string pack = Path.Combine(packages, "microsoft.netcore.app.ref");
            return Directory.Exists(pack)
                ? Directory.GetDirectories(pack, "8.*").Select(version => Path.Combine(version, "ref", "net8.0")).FirstOrDefault(Directory.Exists)
                : null;
        }
    }

    private static ImmutableArray<MetadataReference> Framework(string folder) =>
        [.. Directory.GetFiles(folder, "*.dll").Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file))];

    private static bool IsManaged(string file)
    {
        string name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal) && !name.Contains(".Native.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll";
    }
}
