using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.Embedded;

/// <summary>Which body of the generated code runs on this processor, and why.</summary>
/// <remarks>
/// The <c>Has…</c> properties are constants to the JIT and to NativeAOT, so generated code that asks them keeps only the
/// bodies the target can run. NativeAOT for x64 answers "no" to AVX2 and AVX-512 unless the publish names an instruction
/// set (the package's build files do, by <c>LstmInstructionSet</c>); <see cref="Describe"/> otherwise says that the scalar body runs.
/// </remarks>
public static class Isa
{
    /// <summary>The environment variable that forces a body, for diagnosis: <c>scalar</c>, <c>neon</c>, <c>avx2</c> or <c>avx512</c>.</summary>
    public const string EnvironmentVariable = "LSTM_ISA";

    private static readonly string? Forced = Environment.GetEnvironmentVariable(EnvironmentVariable);

    /// <summary>Whether the AVX-512 body can run.</summary>
    public static bool HasAvx512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported && Avx512DQ.IsSupported && HasAvx2;
    }

    /// <summary>Whether the AVX2 body can run.</summary>
    public static bool HasAvx2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported && Fma.IsSupported;
    }

    /// <summary>Whether the NEON body can run.</summary>
    public static bool HasNeon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.Arm64.IsSupported;
    }

    /// <summary>The widest body that can run here.</summary>
    public static InstructionSet Best =>
        HasAvx512 ? InstructionSet.Avx512 : HasAvx2 ? InstructionSet.Avx2 : HasNeon ? InstructionSet.Neon : InstructionSet.Scalar;

    /// <summary>The body that models created from now on run: <see cref="Best"/>, or the one that <see cref="EnvironmentVariable"/> names.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names a body that does not exist or cannot run here.</exception>
    public static InstructionSet Active
    {
        get
        {
            if (string.IsNullOrEmpty(Forced))
            {
                return Best;
            }

            InstructionSet? asked = Forced.ToLowerInvariant() switch
            {
                "scalar" => InstructionSet.Scalar,
                "neon" => InstructionSet.Neon,
                "avx2" => InstructionSet.Avx2,
                "avx512" => InstructionSet.Avx512,
                _ => null,
            };
            return asked is { } body && IsSupported(body)
                ? body
                : throw new PlatformNotSupportedException($"{EnvironmentVariable}={Forced}: {(asked is null ? "there is no such body" : "this process cannot run that body")}; it can run {Supported}.");
        }
    }

    private static string Supported =>
        string.Concat(HasAvx512 ? "avx512, " : "", HasAvx2 ? "avx2, " : "", HasNeon ? "neon, " : "", "scalar");

    /// <summary>Whether <paramref name="body"/> can run in this process.</summary>
    public static bool IsSupported(InstructionSet body) => body switch
    {
        InstructionSet.Avx512 => HasAvx512,
        InstructionSet.Avx2 => HasAvx2,
        InstructionSet.Neon => HasNeon,
        InstructionSet.Scalar => true,
        _ => false,
    };

    /// <summary><paramref name="body"/>, if it can run in this process.</summary>
    /// <param name="body">The body asked for.</param>
    /// <exception cref="PlatformNotSupportedException">It cannot.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static InstructionSet Require(InstructionSet body) =>
        IsSupported(body) ? body : throw new PlatformNotSupportedException($"This process cannot run the {body} body; it can run {Supported}.");

    /// <summary>One line for a log: the body that runs, those that could, whether the choice was forced, and the version of the numerics.</summary>
    public static string Describe()
    {
        string reason = string.IsNullOrEmpty(Forced) ? "the widest" : $"forced by {EnvironmentVariable}";
        string runtime = IsInterpreter ? "interpreter" : IsNativeAot ? "NativeAOT" : "JIT";
        string trap = IsNativeAot && RuntimeInformation.ProcessArchitecture == Architecture.X64 && !HasAvx2
            ? "; AVX2 was compiled out: publish with LstmInstructionSet=avx2"
            : "";
        return $"{Active} body ({reason} of: {Supported}; {runtime} {RuntimeInformation.ProcessArchitecture}{trap}; numerics {Numerics.Version})";
    }

    // RuntimeFeature.IsDynamicCodeSupported is a feature switch: it is off under the JIT too in every project with <PublishAot>. A runtime
    // that loads assemblies is told by its host where they are, also in a single file; a NativeAOT program has nothing to load.
    private static bool IsNativeAot => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;

    // .NET for WebAssembly has no JIT; its host names no assemblies either.
    private static bool IsInterpreter => RuntimeInformation.ProcessArchitecture == Architecture.Wasm;
}
