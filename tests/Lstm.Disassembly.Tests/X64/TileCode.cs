using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Lstm.Embedded;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The code that the JIT makes of the tiles of training's products and of its LSTM cells, which are compiled into the benchmarks.</summary>
internal static class TileCode
{
    /// <summary>The argument that makes this program write the code of a width's tiles to standard output.</summary>
    public const string Argument = "--tiles";

    private const string Kernels = "Lstm.Training.Engine.Kernels.", Lanes = "Lstm.Training.Functions.Lanes`2";

    /// <summary>Compiles in this process and writes what came of it: for each tile or cell a method, for each kind of rows or activations a network.</summary>
    public static int Write(string body)
    {
        var assembly = Assembly.Load("Lstm.Benchmarks");
        var (width, vector) = body == nameof(InstructionSet.Avx512) ? (typeof(Width512), typeof(Vector512<float>)) : (typeof(Width256), typeof(Vector256<float>));
        var lanes = assembly.GetType(Lanes, throwOnError: true)!.MakeGenericType(width, vector);
        Type Kernel(string name) => assembly.GetType(Kernels + name, throwOnError: true)!;
        var all = Kernel("LaneKernels`1").MakeGenericType(lanes).GetMethods(BindingFlags.Static | BindingFlags.NonPublic);
        Type[] rows = [Kernel("PackedRows"), Kernel("ValueRows")];
        var tiles = all.Where(method => method.Name.EndsWith("ByOne", StringComparison.Ordinal) || method.Name.EndsWith("ByTwo", StringComparison.Ordinal))
            .SelectMany(tile => tile.IsGenericMethodDefinition ? rows.Select(kind => tile.MakeGenericMethod(kind)) : [tile]);
        var cells = all.Where(method => method.Name is "CellForward" or "CellBackward").Select(cell => cell.MakeGenericMethod(Kernel("StandardActivations")));
        var methods = tiles.Concat(cells).ToList();
        var code = JitListener.Compile(methods);
        Console.WriteLine(JsonSerializer.Serialize(methods.Select(method =>
            new JittedMethod(method.IsGenericMethod ? method.GetGenericArguments()[0].Name : rows[0].Name, method.Name, (ulong)code[method].Start, Jit.Bytes(code[method]), new Dictionary<ulong, string>()))));
        return 0;
    }
}
