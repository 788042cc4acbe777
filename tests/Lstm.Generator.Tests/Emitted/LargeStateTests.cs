using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Lstm.Embedded;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Streams whose state is too large for an element of an array take their steps all the same, on a stack that holds no state.</summary>
[Trait("Speed", "Slow")]
public class LargeStateTests
{
    private const int SmallStack = 256 << 10;

    // An audio network of ten dilated convolutions: 132,160 bytes.
    private static readonly ModelSpec Audio = Parse(1, [.. Enumerable.Range(0, 10).Select(k => $$"""{ "type": "conv1d", "filters": 16, "kernel": 3, "dilation": {{1 << k}}, "activation": "tanh" }"""), """{ "type": "lstm", "hidden": 8 }""", """{ "type": "dense", "size": 1 }"""]);

    // 1 MB, which begins with a state of its own and reads weights backwards on odd steps.
    private static readonly ModelSpec Long = Parse(64, """{ "type": "conv1d", "filters": 4, "kernel": 2, "dilation": 4096 }""", """{ "type": "lstm", "hidden": 64, "initialState": true }""", """{ "type": "dense", "size": 2 }""");

    private const string Driver = """
        namespace Emitted
        {
            partial class Large
            {
                private sealed class Holder { public State State; }

                public static float[] Separate(byte[] file, float[] inputs, int streams)
                {
                    var model = Load(file);
                    var holders = new Holder[streams];
                    var outputs = new float[inputs.Length / InputSize * OutputSize];
                    for (int k = 0; k < streams; k++)
                    {
                        holders[k] = new Holder();
                        BEGIN(ref holders[k].State);
                    }
                    for (int t = 0; t < inputs.Length / InputSize; t++)
                    {
                        model.Step(ref holders[t % streams].State, new(inputs, t * InputSize, InputSize), new(outputs, t * OutputSize, OutputSize));
                    }
                    return outputs;
                }

                public static float[] Together(byte[] file, float[] inputs, int streams)
                {
                    var model = Load(file);
                    var states = new global::Lstm.Embedded.StateBlock<State>(streams + 1);
                    for (int k = 0; k < streams; k++)
                    {
                        BEGIN(ref states[k]);
                    }
                    var outputs = new float[inputs.Length / InputSize * OutputSize];
                    int x = streams * InputSize, y = streams * OutputSize, steps = inputs.Length / x;
                    for (int t = 0; t < steps; t++)
                    {
                        if (t == steps / 2)
                        {
                            states[streams] = states[0]; // a checkpoint: one step is taken, and taken back
                            model.Step(ref states[0], new(inputs, 0, InputSize), new(outputs, t * y, OutputSize));
                            states[0] = states[streams];
                            states[streams] = default;
                        }
                        model.StepMany(states.Span[..streams], new(inputs, t * x, x), new(outputs, t * y, y));
                    }
                    return outputs;
                }

                // As many states as take more floats than a span can count. Nothing is there: whether the samples are among them is a matter of addresses.
                public static void Beyond(byte[] file, int streams, int at)
                {
                    ref byte start = ref global::System.Runtime.CompilerServices.Unsafe.AddByteOffset(ref global::System.Runtime.CompilerServices.Unsafe.NullRef<byte>(), 1 << 20);
                    ref byte sample = ref global::System.Runtime.CompilerServices.Unsafe.AddByteOffset(ref start, (nint)at * StateBytes);
                    var states = global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref global::System.Runtime.CompilerServices.Unsafe.As<byte, State>(ref start), streams);
                    var samples = global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref global::System.Runtime.CompilerServices.Unsafe.As<byte, float>(ref sample), streams * InputSize);
                    Load(file).StepMany(states, samples, new float[streams * OutputSize]);
                }

                private static void BeginZero(ref State state) => state = default;
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Streams_together_give_the_bits_of_streams_apart(bool isLong)
    {
        var spec = isLong ? Long : Audio;
        var network = Compile(spec, isLong ? "model.Reset" : "BeginZero");
        byte[] file = MadeUpWeights.File(spec);
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 5 * 40 * spec.InputSize).Select(_ => (random.NextSingle() * 2) - 1)];
        float[] Drive(string method) => network.GetMethod(method)!.CreateDelegate<Func<byte[], float[], int, float[]>>()(file, inputs, 5);

        float[] apart = [], together = [];
        OnSmallStack(() => apart = Drive("Separate"));
        OnSmallStack(() => together = Drive("Together"));
        Assert.Equal(apart.Select(BitConverter.SingleToInt32Bits), together.Select(BitConverter.SingleToInt32Bits));
        Assert.True(apart.Distinct().Count() > 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8190)] // 8 GiB behind the first
    public void Samples_among_states_of_more_floats_than_a_span_counts_are_refused(int at)
    {
        const int Streams = 8200;
        var beyond = Compile(Long, "model.Reset").GetMethod("Beyond")!.CreateDelegate<Action<byte[], int, int>>();
        var fault = Assert.Throws<ArgumentException>(() => beyond(MadeUpWeights.File(Long), Streams, at));
        Assert.Equal("inputs", fault.ParamName);
    }

    [Fact]
    public void Arrays_and_lists_of_such_states_throw_as_the_page_says()
    {
        var state = Compile(Audio, "BeginZero").GetNestedType("State")!;
        Assert.Equal(132_160, (int)state.DeclaringType!.GetField("StateBytes")!.GetRawConstantValue()!);
        Assert.Throws<TypeLoadException>(() => Array.CreateInstance(state, 4));
        Assert.ThrowsAny<Exception>(() => Activator.CreateInstance(typeof(List<>).MakeGenericType(state), 4));
    }

    [Fact]
    public void A_state_says_that_it_is_large_where_it_is()
    {
        Assert.Contains("<remarks>132160 bytes, too many for an element of an array", EmittedNetworks.Emit(Audio, "Large"), StringComparison.Ordinal);
        Assert.DoesNotContain("too many for an element", EmittedNetworks.Emit(Parse(1, """{ "type": "conv1d", "filters": 1, "kernel": 4096 }"""), "Small"), StringComparison.Ordinal);
    }

    // No runtime of the tests does it: Mono in WebAssembly gives an inline array above 1 MiB the size 0 (docs/webassembly.md).
    [Fact]
    public void Load_refuses_a_runtime_that_makes_it_of_another_size()
    {
        const string Check = "Unsafe.SizeOf<State>() != StateBytes";
        string text = EmittedNetworks.Emit(Audio, "Large");
        Assert.InRange(text.IndexOf(Check, StringComparison.Ordinal), text.IndexOf("private Large(", StringComparison.Ordinal), text.IndexOf("new global::Lstm.Embedded.WeightPacker(", StringComparison.Ordinal));
        Assert.DoesNotContain(Check, EmittedNetworks.Emit(Parse(1, """{ "type": "lstm", "hidden": 4 }"""), "Small"), StringComparison.Ordinal);
    }

    // A state that was copied to the stack would end the process here.
    private static void OnSmallStack(Action drive)
    {
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    drive();
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(fault);
    }

    private static ModelSpec Parse(int input, params string[] layers) =>
        SpecParser.Parse($$"""{ "input": {{input}}, "layers": [ {{string.Join(", ", layers)}} ] }""").Model!;

    private static Type Compile(ModelSpec spec, string begin)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        string[] sources = [EmittedNetworks.Emit(spec, "Large"), Driver.Replace("BEGIN", begin, StringComparison.Ordinal)];
        var compilation = CSharpCompilation.Create("Large", sources.Select((source, k) => EmittedNetworks.Parse(source, $"Large{k}.cs", parse)), References.Present, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        return new AssemblyLoadContext("large").LoadFromStream(image).GetType("Emitted.Large")!;
    }
}
