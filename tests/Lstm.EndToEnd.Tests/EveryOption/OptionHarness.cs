using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>What is compiled into each network's class: steps or whole sequences on any body, in any memory, whatever the spec has.</summary>
internal static unsafe class OptionHarness
{
    public delegate void Begin(byte[] file, byte* state);

    /// <summary>Whether there was a result.</summary>
    public delegate bool Step(int body, float* weights, byte* state, float* x, float* y);

    /// <summary>How many results there were.</summary>
    public delegate int Run(int body, float* weights, byte* state, float* x, float* y, float* workspace, int steps);

    public delegate void StepMany(int body, float* weights, byte* states, float* x, float* y, int streams);

    public delegate float[] Parts(byte* state);

    /// <summary>The other half of the partial class <paramref name="name"/>.</summary>
    public static string Source(string name, ModelSpec spec)
    {
        var form = new NetworkForm(spec);
        string parts = string.Join(", ", spec.Inputs.Select(input => $"ref x[{input.Offset}]").Concat(spec.Outputs.Select(output => $"ref y[{output.Offset}]")));
        string rows = spec.Inputs.Count + spec.Outputs.Count > 2 ? ", rows: true" : "";
        string on(string method, string more) => $"{method}((InstructionSet)body, ref *weights, ref *(State*)state, {parts}{more}{(more.Length > 0 ? rows : "")})";
        string step = !form.Streams ? "throw new NotSupportedException()" : form.Stride > 1 ? $"return {on("StepOn", "")}" : $"{on("StepOn", "")}; return true";
        string run = on("RunOn", form.HasWorkspace ? ", ref *workspace, steps" : ", steps");
        run = form.Stride > 1 ? $"return {run}" : $"{run}; return {(form.Pools ? "1" : "steps")}";
        string many = form.HasStepMany ? on("StepManyOn", ", streams") : "throw new NotSupportedException()";
        string begin = spec.Layers.OfType<RecurrentLayerSpec>().Any(layer => layer.InitialState) ? "Load((ReadOnlySpan<byte>)file).NewState()" : "default";
        return $$"""
            using System;
            using Lstm.Embedded;

            partial class {{name}}
            {
                internal static unsafe class Harness
                {
                    public static int SizeOfState => sizeof(State);
                    public static int Workspace => {{(form.HasWorkspace ? "WorkspacePerStep" : "0")}};
                    public static PackedWeights Pack(byte[] file) => Load((ReadOnlySpan<byte>)file).packedWeights;
                    public static void Begin(byte[] file, byte* state) => *(State*)state = {{begin}};
                    public static bool Step(int body, float* weights, byte* state, float* x, float* y) { {{step}}; }
                    public static int Run(int body, float* weights, byte* state, float* x, float* y, float* workspace, int steps) { {{run}}; }
                    public static void StepMany(int body, float* weights, byte* state, float* x, float* y, int streams) { {{many}}; }
                    public static float[] Parts(byte* state) { ref State s = ref *(State*)state; return [{{string.Join(", ", PartsOf(spec))}}]; }
                }
            }
            """;
    }

    // h, then c where there is one, of each recurrent layer and direction.
    private static IEnumerable<string> PartsOf(ModelSpec spec)
    {
        int ordinal = 0;
        foreach (var layer in spec.Layers.OfType<RecurrentLayerSpec>())
        {
            for (int direction = 0; direction < TensorNames.Suffixes(layer).Count; direction++, ordinal++)
            {
                string number = ordinal.ToString(CultureInfo.InvariantCulture);
                yield return $"..s.Hidden({number})";
                if (layer.HasCell)
                {
                    yield return $"..s.Cell({number})";
                }
            }
        }
    }
}

/// <summary>What a network's class has.</summary>
internal sealed class NetworkForm(ModelSpec spec)
{
    public bool Streams => !spec.NeedsWholeSequence;

    public int Stride => spec.Stride;

    public bool Pools => spec.Pools;

    public bool HasStepMany => Streams && Stride == 1;

    public bool HasWorkspace => !Streams && spec.Layers.Count > 1;

    /// <summary>Results that a run over so many samples has room for.</summary>
    public int Results(int steps) => spec.Results(steps);
}
