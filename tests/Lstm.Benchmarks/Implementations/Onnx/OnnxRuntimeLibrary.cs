using System;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>Where the shared library of ONNX Runtime is.</summary>
internal static class OnnxRuntimeLibrary
{
    public const string Variable = "ONNXRUNTIME_LIB";

    public const string HowToGet = "the build puts it beside the program where its NuGet package has one for this system (or say --onnxruntime PATH or " + Variable + "=PATH)";

    /// <summary>The path that the environment names, or that of the library beside the program; empty if there is none.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }
        string folder = Path.Combine(AppContext.BaseDirectory, "onnxruntime");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*onnxruntime.*").FirstOrDefault() ?? "" : "";
    }
}
