using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.Embedded;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>A project that checks its arithmetic for overflow gets the same bits and no exception.</summary>
[Trait("Speed", "Slow")]
public class CheckedArithmeticTests
{
    // Some steps one by one, then a run.
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
                    var inputs = new float[9 * InputSize];
                    var outputs = new float[9 * OutputSize];
                    for (int k = 0; k < inputs.Length; k++)
                    {
                        inputs[k] = SAMPLE;
                    }
                    RUN
                    return outputs;
                }
            }
        }
        """;

    private const string StepsAndRun = """
        for (int t = 0; t < 4; t++)
        {
            model.Step(ref state, new global::System.ReadOnlySpan<float>(inputs, t * InputSize, InputSize), new global::System.Span<float>(outputs, t * OutputSize, OutputSize));
        }
        model.Run(ref state, new global::System.ReadOnlySpan<float>(inputs, 4 * InputSize, 5 * InputSize), new global::System.Span<float>(outputs, 4 * OutputSize, RESULTS * OutputSize));
        """;

    private const string WholeRun = "model.Run(ref state, inputs, new global::System.Span<float>(outputs, 0, RESULTS * OutputSize)WORKSPACE);";

    private static readonly Lazy<Assembly> Unchecked = new(() => Compile(overflowChecks: false)), Checked = new(() => Compile(overflowChecks: true));

    /// <summary>All golden networks, compiled as a program of a user's is: for every test that runs them.</summary>
    internal static Assembly Optimised => Unchecked.Value;

    public static TheoryData<InstructionSet> Bodies { get; } = [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    [Theory, MemberData(nameof(Bodies))]
    public void Checked_code_computes_the_same(InstructionSet body)
    {
        foreach (string name in EmittedNetworks.Golden.Keys)
        {
            float[] expected = Drive(Unchecked.Value, name, body);
            Assert.Contains(expected, value => value != 0f);
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Drive(Checked.Value, name, body).Select(BitConverter.SingleToInt32Bits));
        }
    }

    private static float[] Drive(Assembly assembly, string name, InstructionSet body)
    {
        var drive = assembly.GetType($"Emitted.{name}")!.GetMethod("Drive", BindingFlags.Public | BindingFlags.Static)!;
        return drive.CreateDelegate<Func<byte[], InstructionSet, float[]>>()(MadeUpWeights.File(EmittedNetworks.Golden[name]), body);
    }

    private static Assembly Compile(bool overflowChecks)
    {
        string[] drivers = [.. EmittedNetworks.Golden.Select(network => DriverOf(network.Key, network.Value))];
        var options = CompileTests.Strict.WithOptimizationLevel(OptimizationLevel.Release).WithOverflowChecks(overflowChecks)
            .WithNullableContextOptions(overflowChecks ? NullableContextOptions.Disable : NullableContextOptions.Enable);
        byte[] image = Compiled.Clean(CompileTests.Golden(options, LanguageVersion.CSharp12, References.Present, drivers));
        return new AssemblyLoadContext($"overflow checks: {overflowChecks}").LoadFromStream(new MemoryStream(image));
    }

    private static string DriverOf(string name, ModelSpec spec)
    {
        int steps = spec.NeedsWholeSequence ? 9 : 5;
        return Driver.Replace("RUN", spec.NeedsWholeSequence ? WholeRun : StepsAndRun, StringComparison.Ordinal)
            .Replace("WORKSPACE", spec.Layers.Count > 1 ? ", new float[9 * WorkspacePerStep]" : "", StringComparison.Ordinal)
            .Replace("RESULTS", $"{spec.Results(steps)}", StringComparison.Ordinal)
            .Replace("SAMPLE", spec.TokenColumns is [_, ..] tokens ? $"(k % InputSize) is {string.Join(" or ", tokens.Select(token => token.Part.Offset))} ? k % 7 : (k % 7 - 3) / 3f" : "(k % 7 - 3) / 3f", StringComparison.Ordinal)
            .Replace("NAME", name, StringComparison.Ordinal);
    }
}
