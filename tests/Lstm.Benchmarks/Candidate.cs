using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>One row of the table, and how its <see cref="Worker"/> is started.</summary>
/// <param name="Implementation">ours, ours-aot, against, c, onnxruntime or pytorch.</param>
/// <param name="Isa">The instruction set that the worker must say it uses; null where it is free to choose.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Environment">Variables that the program is given; null takes one away.</param>
internal sealed record Candidate(string Implementation, string? Isa, string[] Command, params (string Name, string? Value)[] Environment)
{
    public static IReadOnlyList<string> Implementations { get; } = ["ours", "c", "onnxruntime", "pytorch"];

    /// <summary>The instruction sets a processor of this kind may have, and the plain code that runs where it has none.</summary>
    public static IReadOnlyList<string> Isas { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["avx512", "avx2", "scalar"] : ["neon"];

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Lstm.Benchmarks.exe" : "Lstm.Benchmarks");

    /// <summary>All rows there may be; what is missing on this machine turns out when they are started.</summary>
    /// <param name="isas">Instruction sets to measure, of <see cref="Isas"/>. Libraries choose for themselves.</param>
    /// <param name="implementations">Implementations to measure.</param>
    /// <param name="onnxRuntime">The library of ONNX Runtime.</param>
    /// <param name="aot">This program, compiled by NativeAOT, for rows of its own; null for none.</param>
    /// <param name="against">This program of another build, for rows of its own; null for none.</param>
    /// <param name="dataFolder">Where the problems are written for a program that is not C#.</param>
    public static IEnumerable<Candidate> All(IReadOnlyList<string> isas, IReadOnlyList<string> implementations, string onnxRuntime, string? aot, string? against, string dataFolder)
    {
        IEnumerable<Candidate> all =
        [
            .. isas.Select(isa => Ours("ours", isa, Program)),
            .. against is null ? [] : isas.Select(isa => Ours("against", isa, against)),
            .. aot is null ? (Candidate[])[] : [new Candidate("ours-aot", null, [aot, "worker", "ours"], ("LSTM_ISA", null))],
            .. C(isas).Select(isa => new Candidate("c", isa, [Program, "worker", "c", isa])),
            new Candidate("onnxruntime", null, [Program, "worker", "onnxruntime", onnxRuntime]),
            new Candidate("pytorch", null, [Python(), Path.Combine(AppContext.BaseDirectory, "baseline", "pytorch_lstm.py"), dataFolder]),
        ];
        return all.Where(candidate => implementations.Contains(candidate.Implementation) || candidate.Implementation is "ours-aot" or "against");
    }

    /// <summary>What makes a .NET process have an instruction set and none above it; it looks when it starts.</summary>
    public static (string Name, string? Value)[] InstructionSetVariables(string isa) =>
    [
        ("LSTM_ISA", null),
        ("DOTNET_EnableHWIntrinsic", null),
        ("DOTNET_EnableAVX512", isa == "avx2" ? "0" : null),
        ("DOTNET_EnableAVX2", isa == "scalar" ? "0" : null), // takes AVX-512 along
    ];

    private static Candidate Ours(string name, string isa, string program) => new(name, isa, [program, "worker", "ours"],
    [
        .. InstructionSetVariables(isa),
        ("DOTNET_TC_CallCountingDelayMs", "0"), // optimised after 30 calls, without the usual wait
    ]);

    private static IEnumerable<string> C(IReadOnlyList<string> isas) =>
        isas.SelectMany(isa => isa switch
        {
            "avx2" => (string[])["avx2"],
            "avx512" => ["native-512", "native-256"],
            _ => [],
        });

    /// <summary>The first python3 on the path with a package called torch beside it; any if there is none.</summary>
    private static string Python()
    {
        string[] all = [.. (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "python3")).Where(File.Exists)];
        return all.FirstOrDefault(HasTorch) ?? "python3";
    }

    private static bool HasTorch(string python)
    {
        var start = new ProcessStartInfo(python, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
