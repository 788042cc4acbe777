using System;
using System.IO;
using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Pipeline;

/// <summary>A spec file of the project, read.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Model">The network, or null where the file has mistakes.</param>
internal sealed record SpecFile(string Path, ModelSpec? Model)
{
    public const string Extension = ".lstm.json";

    /// <summary>The name without directory and extension: <c>vibration</c> of <c>models/vibration.lstm.json</c>.</summary>
    public string BaseName => FileName.Substring(0, FileName.Length - Extension.Length);

    public string FileName => System.IO.Path.GetFileName(Path);

    public static bool IsSpec(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an attribute that names <paramref name="wanted"/> can mean this file: its path ends with what was written.</summary>
    public bool Fits(string wanted) => ("/" + Slashes(Path)).EndsWith("/" + Slashes(wanted).TrimStart('.', '/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this file is exactly <paramref name="wanted"/>, seen from the directory of <paramref name="source"/>.</summary>
    public bool IsExactly(string wanted, string source)
    {
        try
        {
            string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source) ?? "", wanted));
            return string.Equals(full, System.IO.Path.GetFullPath(Path), StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return false; // what was written is no path: then it is no file either
        }
    }

    private static string Slashes(string path) => path.Replace('\\', '/');
}
