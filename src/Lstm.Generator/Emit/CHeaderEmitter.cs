using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the header that C and C++ programs include. Its comments are // ones, since it travels within a comment.</summary>
internal static class CHeaderEmitter
{
    public static string Emit(CSurface surface)
    {
        var writer = new SourceWriter();
        string name = surface.Name, macro = name.ToUpperInvariant();
        var network = surface.Network;
        writer.Line($"""
            // {name}.h: the network {surface.Type.Name} ({surface.Origin.Replace("*/", "* /")}) for C and C++. Written by the build; edits are lost.
            //
            // A model holds the weights; it never changes and may be used by all threads at once. What a stream of samples
            // remembers is in a state, which is yours: one for each stream, used by one thread at a time. A copy of it is a
            // checkpoint. Every function returns a code: 0 or more is well, less than 0 an error, and nothing has been changed.
            #ifndef {macro}_H
            #define {macro}_H

            #include <stddef.h>
            #include <stdint.h>

            #if defined(__cplusplus)
            #define {macro}_ALIGNED alignas({CSurface.StateAlignment})
            extern "C" {"{"}
            #elif defined(_MSC_VER)
            #define {macro}_ALIGNED __declspec(align({CSurface.StateAlignment}))
            #else
            #define {macro}_ALIGNED _Alignas({CSurface.StateAlignment})
            #endif

            #define {macro}_INPUT_SIZE {surface.InputSize} // floats in one sample
            #define {macro}_OUTPUT_SIZE {surface.OutputSize} // floats in one result
            #define {macro}_STATE_BYTES {surface.StateBytes}
            #define {macro}_WEIGHT_BYTES {network.WeightFloats * 4}
            #define {macro}_SPEC_HASH "{SpecHash.Of(network.Spec)}"
            #define {macro}_NUMERICS {Versions.Numerics} // where two programs have the same number, they give the same bits
            #define {macro}_LAYOUT {Versions.Layout} // a saved state belongs to this number and the hash
            """);
        if (network.Parts.AreSeveral)
        {
            Parts(writer, macro, network.Spec);
        }
        if (surface.CountsResults)
        {
            writer.Line($"#define {macro}_RESULTS(steps) (((steps) + {network.Stride - 1}) / {network.Stride}) // the most that there can be");
        }
        if (surface.WorkspacePerStep > 0)
        {
            writer.Line($"#define {macro}_WORKSPACE_PER_STEP {surface.WorkspacePerStep} // floats for each sample of a run");
        }
        writer.Line();
        Codes(writer, surface, macro);
        writer.Line();
        writer.Line($"typedef struct {name}_model {name}_model;");
        writer.Line();
        string turn = (network.Alternates ? "\n    int32_t turn;" : "") + (network.Guards ? "\n    int32_t non_finite; // time steps that were caught, as they were not finite" : "");
        writer.Line($"typedef struct {name}_state {{\n    {macro}_ALIGNED float values[{Math.Max(network.StateFloats, 1)}];{turn}\n}} {name}_state;");
        writer.Line();
        Functions(writer, surface, macro);
        writer.Line($"""
            #if defined(__cplusplus)
            {"}"}
            static_assert(sizeof({name}_state) == {macro}_STATE_BYTES, "the state has another size here");
            #elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
            _Static_assert(sizeof({name}_state) == {macro}_STATE_BYTES, "the state has another size here");
            #endif

            #endif
            """);
        return writer.ToString();
    }

    // A sample is all inputs one behind the other, a result all outputs.
    private static void Parts(SourceWriter writer, string macro, ModelSpec spec)
    {
        foreach (var (part, whole) in spec.Inputs.Select(input => (input, "sample")).Concat(spec.Outputs.Select(output => (output, "result"))))
        {
            writer.Line($"#define {macro}_{part.Name.ToUpperInvariant()}_AT {part.Offset} // where {part.Name} begins in a {whole}");
            writer.Line($"#define {macro}_{part.Name.ToUpperInvariant()}_FLOATS {part.Size}");
        }
    }

    private static void Codes(SourceWriter writer, CSurface surface, string macro)
    {
        string none = surface.Strides && surface.Network.Streams ? $"    {macro}_NO_RESULT = 1, // well, but this time step has no result\n" : "";
        writer.Line($$"""
            enum {
                {{macro}}_OK = 0,
            {{none}}    {{macro}}_OUT_OF_RANGE = 2, // well, but a value is outside its range
                {{macro}}_BAD_ARGUMENT = -1, // a null pointer, a misaligned state, too many steps, memory that overlaps, no token
                {{macro}}_BAD_WEIGHTS = -2, // not to be read, damaged, or of another network
                {{macro}}_BAD_PROCESSOR = -3, // LSTM_ISA asks for what cannot run here
                {{macro}}_OUT_OF_MEMORY = -4,
                {{macro}}_FAILED = -5 // a mistake of the library
            };
            """);
    }

    private static void Functions(SourceWriter writer, CSurface surface, string macro)
    {
        string name = surface.Name;
        void Function(string result, string function, string parameters, string comment)
        {
            writer.Line("// " + comment.Replace("\n", "\n// "));
            writer.Line($"{result}{name}_{function}({parameters});");
            writer.Line();
        }

        foreach (var (function, parameters, summary) in surface.Makers())
        {
            Function("int ", function, parameters, summary);
        }
        Function("void ", "free", $"{name}_model *model", "Gives a model back; no step of it may be under way.");
        string stream = $"const {name}_model *model, {name}_state *state";
        Function("int ", "reset", stream, "Sets a state to the beginning of a stream. To be called before the first step.");
        string sample = string.Join(" ", surface.Network.Spec.TokenColumns.Select(token => surface.InputSize == 1 ? $"One sample is a token, {TokenText.Range(token)}." : $"Of a sample {token.Part.Name} is a token, {TokenText.Range(token)}."));
        if (surface.Network.Streams)
        {
            Function("int ", "step", $"{stream},\n    const float input[{macro}_INPUT_SIZE], float output[{macro}_OUTPUT_SIZE]", $"One time step. Allocates nothing. input and output may be the same memory; output is none of the state's.{(surface.Strides ? $" Returns {macro}_NO_RESULT where there is none." : "")}{(sample.Length > 0 ? " " + sample : "")}");
        }
        if (surface.Network.Spec.DetectsAnomalies)
        {
            Function("int ", "detect", $"{stream},\n    const float input[{macro}_INPUT_SIZE], float *score, int32_t *anomaly", "One time step likewise. Writes the score, and whether it is at or above the threshold that came with the weights (1 or 0)." + (surface.Network.Spec.ReconstructsSamples ? "" : "\nAt a stream's first step nothing is expected yet: the score is 0."));
        }
        string results = surface.CountsResults ? ", size_t *results" : "", workspace = surface.WorkspacePerStep > 0 ? ", float *workspace" : "";
        string most = surface.Pools ? $"One result of {macro}_OUTPUT_SIZE floats." : surface.CountsResults ? $"outputs has room for {macro}_RESULTS(steps) results; how many there were goes to *results." : "One result for each sample.";
        string work = workspace.Length > 0 ? $"\nworkspace has room for steps * {macro}_WORKSPACE_PER_STEP floats." : "";
        string place = !surface.Network.Streams ? "No memory is given twice: arrays, workspace and state lie apart."
            : surface.OutputSize <= surface.InputSize ? "outputs may be inputs itself; memory must not overlap otherwise, with the state neither."
            : "outputs does not overlap inputs, nor either of them the state.";
        string what = surface.Network.Streams ? "Many time steps of one stream, with the bits of as many steps." : "A whole sequence; a layer goes backwards, so there is no result before its end.";
        string range = surface.CanRunNothing
            ? $"At most {surface.MostSteps} time steps; 0 do nothing, and inputs and outputs may then be null."
            : $"At least one time step, at most {surface.MostSteps}.";
        Function("int ", "run", $"{stream},\n    const float *inputs, size_t steps, float *outputs{results}{workspace}", $"{what}\n{range}\n{most}{(sample.Length > 0 ? " " + sample : "")}{work}\n{place}");
        Function("int ", "check", $"const {name}_model *model, const float input[{macro}_INPUT_SIZE], int32_t *column", $"Whether every value of a sample is finite and within the range that came with the weights: {macro}_OK, or\n{macro}_OUT_OF_RANGE. Writes the first column outside, or -1, to *column; column may be null. step and run do not ask.");
        Function("int ", "thresholds", $"const {name}_model *model, float thresholds[{macro}_OUTPUT_SIZE]", "From which value on each output means yes: the operating points that came with the weights, 0.5 where they have none.");
        Function("size_t ", "state_bytes", "void", $"{macro}_STATE_BYTES as the library has it: another number means another header.");
        Function("size_t ", "last_error", "char *buffer, size_t size", "What the last negative code on this thread meant: UTF-8, cut to size with a zero at its end.\nReturns the length of the whole text, as snprintf does.");
        Function("size_t ", "describe", "char *buffer, size_t size", "Which body of the code runs, in one line, likewise.");
    }
}
