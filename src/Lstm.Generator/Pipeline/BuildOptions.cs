using System;
using System.Linq;
using Lstm.Specification;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Pipeline;

/// <summary>What the build files tell the generator.</summary>
/// <param name="RootNamespace">Where a spec without a class of its own puts its model.</param>
/// <param name="ProjectDirectory">The project's directory, with a slash at its end; empty where it is not known.</param>
/// <param name="EmbeddedWeights">The weight files that are embedded, by resource name.</param>
/// <param name="CExports">Whether models export functions to C.</param>
internal sealed record BuildOptions(string RootNamespace, string ProjectDirectory, EquatableArray<string> EmbeddedWeights, bool CExports = false)
{
    // What the build writes for characters that would end a property.
    private const char Number = '\uE001', Semicolon = '\uE002';

    public static BuildOptions Read(AnalyzerConfigOptionsProvider provider)
    {
        string Property(string name) => provider.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value.Replace(Number, '#').Replace(Semicolon, ';') : "";
        var weights = Property("LstmEmbeddedWeights").Split(['|'], StringSplitOptions.RemoveEmptyEntries).Select(Slashes);
        return new BuildOptions(Identifiers.Namespace(Property("RootNamespace")), Slashes(Property("LstmProjectDirectory")), new EquatableArray<string>(weights), string.Equals(Property("LstmCExports"), "true", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The embedded weights of a spec file: beside it, under its name.</summary>
    public string? WeightsOf(SpecFile spec) => Find(WeightNameOf(spec)) ?? Find(spec.BaseName + ".safetensors");

    /// <summary>The name under which the weights beside a spec file would be embedded.</summary>
    public string WeightNameOf(SpecFile spec)
    {
        string path = Slashes(spec.Path);
        string relative = ProjectDirectory.Length > 0 && path.StartsWith(ProjectDirectory, StringComparison.OrdinalIgnoreCase) ? path.Substring(ProjectDirectory.Length) : "../";
        return (relative.StartsWith("../", StringComparison.Ordinal) ? spec.BaseName : relative.Substring(0, relative.Length - SpecFile.Extension.Length)) + ".safetensors";
    }

    /// <summary>The embedded file of this name, or null.</summary>
    public string? Find(string name) => EmbeddedWeights.FirstOrDefault(file => string.Equals(file, Slashes(name), StringComparison.OrdinalIgnoreCase));

    private static string Slashes(string path) => path.Replace('\\', '/');
}
