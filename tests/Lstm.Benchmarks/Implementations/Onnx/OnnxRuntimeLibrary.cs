using System;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>Where the shared library of ONNX Runtime is.</summary>
internal static class OnnxRuntimeLibrary
{
    public const string Variable = "ONNXRUNTIME_LIB";

    private const string InPackage = "node_modules/onnxruntime-node/bin";

    public const string HowToGet = "npm install --ignore-scripts onnxruntime-node brings it (then run in that folder, or say --onnxruntime PATH or " + Variable + "=PATH)";

    /// <summary>The path that the environment names, or that of the npm package in this folder, the program's or one above them; empty if there is none.</summary>
    public static string Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : InNodeModules(Environment.CurrentDirectory) ?? InNodeModules(AppContext.BaseDirectory) ?? "";

    private static string? InNodeModules(string start)
    {
        string platform = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string processor = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            string package = Path.Combine(folder.FullName, InPackage);
            string? library = Directory.Exists(package)
                ? Directory.EnumerateFiles(package, "*onnxruntime.*", SearchOption.AllDirectories).FirstOrDefault(file => file.Contains(Path.Combine(platform, processor), StringComparison.Ordinal))
                : null;
            if (library is not null)
            {
                return library;
            }
        }
        return null;
    }
}
