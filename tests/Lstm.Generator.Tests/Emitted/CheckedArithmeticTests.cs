using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.Embedded;
using Lstm.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>A project that checks its arithmetic for overflow gets the same bits and no exception.</summary>
public class CheckedArithmeticTests
{
    // Some steps one by one, then a run; a streamed layer counts its steps and begins where the count overflows.
    private const string Driver = """
        #pragma warning disable CS1591
        namespace Emitted
        {
            partial class NAME
            {
                public static float[] Drive(byte[] file, global::Lstm.Embedded.InstructionSet on)
                {
                    var model = Load(file);
                    typeof(NAME).GetField("body", global::System.Reflection.BindingFlags.NonPublic | global::System.Reflection.BindingFlags.Instance)!.SetValue(model, on);
                    State state = default;
                    // COUNT
                    var inputs = new float[9 * InputSize];
                    var outputs = new float[9 * OutputSize];
                    for (int k = 0; k < inputs.Length; k++)
                    {
                        inputs[k] = (k % 7 - 3) / 3f;
                    }
                    for (int t = 0; t < 4; t++)
                    {
                        model.Step(ref state, new global::System.ReadOnlySpan<float>(inputs, t * InputSize, InputSize), new global::System.Span<float>(outputs, t * OutputSize, OutputSize));
                    }
                    model.Run(ref state, new global::System.ReadOnlySpan<float>(inputs, 4 * InputSize, 5 * InputSize), new global::System.Span<float>(outputs, 4 * OutputSize, 5 * OutputSize));
                    return outputs;
                }
            }
        }
        """;

    public static TheoryData<InstructionSet> Bodies { get; } = [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    [Theory, MemberData(nameof(Bodies))]
    public void Checked_code_computes_the_same(InstructionSet body)
    {
        var (unchecked_, checked_) = (Drive(body, overflowChecks: false), Drive(body, overflowChecks: true));
        foreach (string name in EmittedNetworks.Golden.Keys)
        {
            Assert.Contains(unchecked_[name], value => value != 0f);
            Assert.Equal(unchecked_[name].Select(BitConverter.SingleToInt32Bits), checked_[name].Select(BitConverter.SingleToInt32Bits));
        }
    }

    private static Dictionary<string, float[]> Drive(InstructionSet body, bool overflowChecks)
    {
        string[] drivers = [.. EmittedNetworks.Golden.Select(network => Driver.Replace("NAME", network.Key, StringComparison.Ordinal).Replace("// COUNT", Count(network.Key), StringComparison.Ordinal))];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: overflowChecks, nullableContextOptions: NullableContextOptions.Enable);
        byte[] image = Compiled.Clean(CompileTests.Golden(options, LanguageVersion.CSharp12, References.Present, drivers));
        var context = new AssemblyLoadContext("checked", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(image));
            return EmittedNetworks.Golden.ToDictionary(
                network => network.Key,
                network => assembly.GetType($"Emitted.{network.Key}")!.GetMethod("Drive", BindingFlags.Public | BindingFlags.Static)!
                    .CreateDelegate<Func<byte[], InstructionSet, float[]>>()(MadeUpWeights.File(network.Value), body));
        }
        finally
        {
            context.Unload();
        }
    }

    private static string Count(string name) =>
        EmittedNetworks.Emit(EmittedNetworks.Golden[name], name).Contains("int StepsTaken;", StringComparison.Ordinal) ? "state.StepsTaken = int.MaxValue - 1;" : "";
}
