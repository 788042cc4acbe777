using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Tasks;
using Iced.Intel;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;

namespace Lstm.Disassembly.Tests.X64;

/// <summary>The code that the JIT makes of the emitted bodies.</summary>
/// <remarks>
/// Emitted methods that matter are marked AggressiveOptimization: they are compiled once, in full, so what is read here
/// is what runs. They are compiled in a process of their own: with AVX-512 there, code for AVX2 would use its registers.
/// </remarks>
internal static class Jit
{
    /// <summary>The argument that makes this program write the code of a body to standard output.</summary>
    public const string Argument = "--jit";

    private static readonly string[] Networks = ["Lstm.Benchmarks", "Lstm.Golden"];

    /// <summary>The code of all networks, of the body for that instruction set.</summary>
    public static Task<IReadOnlyList<JittedMethod>> Compile(InstructionSet body) => Compile(body, Argument);

    /// <summary>What this program writes, given an argument, in a process that has that body's instructions and no wider ones.</summary>
    public static async Task<IReadOnlyList<JittedMethod>> Compile(InstructionSet body, string argument)
    {
        // Without tiers a method is compiled in full at once, also one that does not ask for it, as the cells of training do not.
        string variable = body == InstructionSet.Avx2 ? "DOTNET_EnableAVX512=0" : argument == TileCode.Argument ? "DOTNET_TieredCompilation=0" : "";
        var child = await ChildProgram.Run(typeof(Jit).Assembly.GetName().Name + ".dll", variable, argument, body.ToString());
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<JittedMethod[]>(child.Output)!
            : throw new InvalidOperationException($"The program that compiles the {body} bodies ended with {child.ExitCode}: {child.Error}");
    }

    /// <summary>Compiles in this process and writes what came of it.</summary>
    public static int Write(string body)
    {
        var assemblies = Networks.Select(Assembly.Load).Append(typeof(Isa).Assembly).ToList();
        if (assemblies.Find(a => a.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }) is { } debug)
        {
            Console.Error.WriteLine($"{debug.Location} is a debug build, of which the JIT makes other code; a release build was expected.");
            return 1;
        }
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith($"__{body}Body", StringComparison.Ordinal)).ToList();
        var methods = types.SelectMany(Methods).Where(m => m.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).ToList();
        var code = JitListener.Compile(methods);
        var copies = Copies().ToHashSet();
        var names = methods.Select(m => (Entry: code[m].Start, m.Name))
            .Concat(typeof(Isa).Assembly.GetTypes().Concat(types).SelectMany(Methods).Where(m => !m.ContainsGenericParameters)
                .Select(m => (Entry: BehindJumps(m.MethodHandle.GetFunctionPointer()), Name: $"{m.DeclaringType!.Name.Split("__")[^1]}.{m.Name}")))
            .DistinctBy(m => m.Entry)
            .ToDictionary(m => m.Entry, m => m.Name);
        Console.WriteLine(JsonSerializer.Serialize(methods.Select(method =>
        {
            var callees = Calls(code[method]).Where(call => !copies.Contains(Entry(call))).ToDictionary(call => call.IP, call => names.GetValueOrDefault(Entry(call), "something in the runtime"));
            return new JittedMethod(NetworkOf(method.DeclaringType!), method.Name, (ulong)code[method].Start, Bytes(code[method]), callees);
        })));
        return 0;
    }

    private static MethodInfo[] Methods(Type type) => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    // A file-local class is called <FILE>F…__NAME, and the file of a network NAMESPACE_NETWORK_g.
    private static string NetworkOf(Type body) => body.Name[1..body.Name.IndexOf("_g>", StringComparison.Ordinal)].Split('_')[^1];

    private static List<Instruction> Calls((nint Start, int Length) code)
    {
        var instructions = X64Code.Decode((ulong)code.Start, Bytes(code));
        return [.. instructions.Skip(1).Zip(instructions).Where(pair => pair.First.Mnemonic == Mnemonic.Call && !X64Code.PreparesStackProbe(pair.Second)).Select(pair => pair.First)];
    }

    /// <summary>The code that stands there.</summary>
    public static byte[] Bytes((nint Start, int Length) code)
    {
        byte[] bytes = new byte[code.Length];
        Marshal.Copy(code.Start, bytes, 0, code.Length);
        return bytes;
    }

    // What a large block is copied and cleared with: whether the compiler writes that out or calls the runtime depends on
    // the processor, and neither is anything that it failed to inline.
    private static IEnumerable<nint> Copies() => Methods(typeof(string).Assembly.GetType("System.SpanHelpers", throwOnError: true)!)
        .Where(method => method.Name is "Memmove" or "ClearWithoutReferences" && !method.ContainsGenericParameters)
        .Select(method => BehindJumps(method.MethodHandle.GetFunctionPointer()));

    // Calls go to an entry directly, or through a cell that holds it.
    private static nint Entry(in Instruction call) =>
        BehindJumps(call.IsIPRelativeMemoryOperand ? Marshal.ReadIntPtr((nint)call.IPRelativeMemoryAddress) : (nint)call.NearBranchTarget);

    // The runtime's entry to a method is a jump through a cell, which it sets when the method is compiled.
    private static nint BehindJumps(nint entry)
    {
        byte[] code = new byte[6];
        while (true)
        {
            Marshal.Copy(entry, code, 0, code.Length);
            var jump = X64Code.Decode((ulong)entry, code)[0];
            if (jump.Mnemonic != Mnemonic.Jmp || !jump.IsIPRelativeMemoryOperand)
            {
                return entry;
            }
            entry = Marshal.ReadIntPtr((nint)jump.IPRelativeMemoryAddress);
        }
    }
}
