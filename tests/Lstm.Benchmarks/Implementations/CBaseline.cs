using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;

namespace Lstm.Benchmarks;

/// <summary>The step in C, baseline/lstm_step.c: compiled for each size by gcc, into a folder for temporary files. Its loops over samples are in C too.</summary>
internal sealed unsafe class CBaseline : IImplementation
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "baseline", "lstm_step.c");

    private readonly string[] options;

    /// <param name="isa">avx2; or native-256 and native-512: everything the machine has, with sums in vectors of so many bits.</param>
    /// <exception cref="MissingException">There is no gcc, or the processor cannot run that.</exception>
    public CBaseline(string isa)
    {
        bool runs;
        (runs, options) = isa switch
        {
            "avx2" => (Avx2.IsSupported && Fma.IsSupported, (string[])["-mavx2", "-mfma", "-DLANES=8"]),
            "native-256" => (Avx2.IsSupported && Fma.IsSupported, ["-march=native", "-DLANES=8"]),
            "native-512" => (Avx512F.IsSupported, ["-march=native", "-mprefer-vector-width=512", "-DLANES=16"]),
            _ => throw new ArgumentException($"There is no C baseline \"{isa}\"; there are avx2, native-256 and native-512.", nameof(isa)),
        };
        if (!runs)
        {
            throw new MissingException("this processor cannot run it");
        }
        Isa = isa;
        Gcc("--version");
    }

    public string Isa { get; }

    public Pass Prepare(Problem problem, Mode mode)
    {
        nint library = NativeLibrary.Load(Compile(problem.Size));
        var create = (delegate* unmanaged<int, float*, float*, float*, nint>)NativeLibrary.GetExport(library, "lstm_create");
        var steps = (delegate* unmanaged<nint, int, float*, float*, int, int, void>)NativeLibrary.GetExport(library, "lstm_steps");
        var run = (delegate* unmanaged<nint, float*, float*, int, void>)NativeLibrary.GetExport(library, "lstm_run");

        nint network;
        fixed (float* inputWeights = problem.InputWeights, recurrentWeights = problem.RecurrentWeights, bias = problem.Bias)
        {
            network = create(mode.Streams, inputWeights, recurrentWeights, bias);
        }
        return outputs =>
        {
            fixed (float* x = problem.Inputs, y = outputs)
            {
                if (mode.WholeRun)
                {
                    run(network, x, y, mode.Steps);
                }
                else
                {
                    steps(network, mode.Streams, x, y, outputs.Length / problem.Size.Hidden, mode.Steps);
                }
            }
        };
    }

    /// <summary>The shared library for one size; what has been compiled before is taken as it is.</summary>
    private string Compile(Size size)
    {
        string[] arguments = ["-shared", "-fPIC", "-std=gnu11", "-O3", "-ffast-math", .. options, $"-DINPUT={size.Input}", $"-DHIDDEN={size.Hidden}"];
        byte[] content = [.. File.ReadAllBytes(Source), .. Encoding.UTF8.GetBytes(string.Join(' ', arguments))];
        string folder = Path.Combine(Path.GetTempPath(), "lstm-benchmarks");
        string library = Path.Combine(folder, Convert.ToHexString(SHA256.HashData(content))[..32] + ".so");
        if (!File.Exists(library))
        {
            Directory.CreateDirectory(folder);
            string temporary = Path.Combine(folder, Path.GetRandomFileName());
            Gcc([.. arguments, Source, "-o", temporary, "-lm"]);
            File.Move(temporary, library, overwrite: true);
        }
        return library;
    }

    private static void Gcc(params string[] arguments)
    {
        var start = new ProcessStartInfo("gcc", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            string error = process.StandardError.ReadToEnd();
            output.Wait();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"gcc {string.Join(' ', arguments)} ended with code {process.ExitCode}:\n{error}");
            }
        }
        catch (Win32Exception)
        {
            throw new MissingException("there is no gcc (Debian: apt-get install gcc libc6-dev)");
        }
    }
}
