using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes what the user sees: the members of their class. Every name is written out from <c>global::</c>, so that a type of
/// theirs called Span, or a namespace called System, changes nothing.
/// </summary>
internal static class SurfaceEmitter
{
    private const string Runtime = "global::Lstm.Embedded.";
    private const string Bodies = "global::Lstm.Embedded.Generated.";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    private const string ReadOnlySpan = "global::System.ReadOnlySpan<float>";
    private const string Span = "global::System.Span<float>";
    private const string StepReference = "Step(ref State, global::System.ReadOnlySpan{float}, global::System.Span{float})"; // users can add overloads

    public static void Write(SourceWriter writer, NetworkPlan network, TargetType type)
    {
        var spec = network.Spec;
        writer.Doc($"""
            <summary>
            A network with {WeightMapText.Count(spec.InputSize, "input")}{Of(network, spec.Inputs)} and {WeightMapText.Count(spec.OutputSize, "output")}{Of(network, spec.Outputs)} {Rate(network)}: its weights, immutable and safe to share between threads. What changes
            from step to step is in a <see cref="State"/>, one for each stream of samples.
            </summary>
            """);
        using (writer.Open($"{type.Declaration} {type.Name} : {InterfaceEmitter.List(network, type)}"))
        {
            Constants(writer, network);
            writer.Line();
            if (network.Parts.AreSeveral)
            {
                new PartsSurface(writer, network).Constants();
                writer.Line();
            }
            Creation(writer, network, type);
            writer.Line();
            Steps(writer, network);
            writer.Line();
            Dispatch(writer, network);
            writer.Line();
            StateEmitter.Write(writer, network);
            writer.Line();
            InterfaceEmitter.Write(writer, network, type);
        }
    }

    private static void Constants(SourceWriter writer, NetworkPlan network)
    {
        void Constant(string declaration, string summary)
        {
            writer.Doc($"<summary>{summary}</summary>");
            writer.Line($"public const {declaration};");
        }

        Constant($"int InputSize = {network.Spec.InputSize}", $"Values in one sample{Of(network, network.Spec.Inputs)}.");
        Constant($"int OutputSize = {network.Spec.OutputSize}", $"Values in the output of one time step{Of(network, network.Spec.Outputs)}.");
        Constant($"int WeightBytes = {network.WeightFloats * 4}", "Bytes of the packed weights, one copy for all streams.");
        Constant($"int StateBytes = {network.StateBytes}", $"Bytes of one stream's <see cref=\"State\"/>{StateFootprint.Account(network.Spec)}.");
        if (network.WorkspacePerStep is > 0 and var floats)
        {
            Constant($"int WorkspacePerStep = {floats}", "Floats of workspace that a run takes for each sample.");
        }
        Constant($"long MultiplyAddsPerStep = {network.MultiplyAdds}", $"Multiply-adds in one time step: products of a weight and a value, no biases{(network.Stride > 1 ? "; the mean over the time steps" : "")}.");
        Constant($"string SpecHash = \"{SpecHash.Of(network.Spec)}\"", "Hash of what the spec says about the computation; a weight file that carries another is refused.");
        Constant($"int NumericsVersion = {Versions.Numerics}", "Which bits come out: where two programs have the same number, the same weights and inputs give them the same bits.");
        Constant($"int LayoutVersion = {Versions.Layout}", "How a <see cref=\"State\"/> lies in memory: one that was saved belongs to this number and <see cref=\"SpecHash\"/>.");
    }

    private static void Creation(SourceWriter writer, NetworkPlan network, TargetType type)
    {
        writer.Line($"private readonly {Runtime}PackedWeights packedWeights;");
        writer.Line($"private readonly {Runtime}InstructionSet body;");
        writer.Line();
        using (writer.Open($"private {type.Name}({Runtime}WeightFile file)"))
        {
            if (network.StateBytes >= SizeLimits.LargeStateBytes)
            {
                // Mono in WebAssembly makes an inline array of more than 1 MiB one of no size: a step would write over foreign memory.
                using (writer.Open($"if ({Unsafe}.SizeOf<State>() != StateBytes)"))
                {
                    writer.Line($"throw new global::System.PlatformNotSupportedException(\"A State takes \" + StateBytes + \" bytes, and this runtime makes it one of \" + {Unsafe}.SizeOf<State>() + \". A smaller network is needed here, or another runtime.\");");
                }
            }
            writer.Line($"var packer = new {Runtime}WeightPacker(file, SpecHash, WeightBytes / sizeof(float), LayoutVersion, NumericsVersion);");
            var packing = new PackingEmitter(writer);
            foreach (var layer in network.Layers)
            {
                layer.Pack(packing);
            }
            writer.Line("packedWeights = packer.Finish();");
            writer.Line($"Ranges = {Runtime}InputRanges.Of(file, InputSize);");
            writer.Line($"Thresholds = {Runtime}OutputThresholds.Of(file, OutputSize);");
            writer.Line($"WeightNumerics = {Runtime}Numerics.Of(file);");
            writer.Line($"body = {Runtime}Isa.Active;");
        }
        writer.Line();
        using (writer.Open($"private {type.Name}({type.Name} other, {Runtime}InstructionSet body)"))
        {
            writer.Line("packedWeights = other.packedWeights;");
            writer.Line("Ranges = other.Ranges;");
            writer.Line("Thresholds = other.Thresholds;");
            writer.Line("WeightNumerics = other.WeightNumerics;");
            writer.Line($"this.body = {Runtime}Isa.Require(body);");
        }

        if (type.WeightResource is { } resource)
        {
            writer.Line();
            writer.Line($"private static {type.Name}? embedded;");
            writer.Line();
            writer.Doc($"""
                <summary>The network with the weights that were embedded when the program was built, read at the first use.</summary>
                <exception cref="{Runtime}LstmWeightException">The embedded file is not a weight file of this network.</exception>
                """);
            writer.Line($"public static {type.Name} Embedded => global::System.Threading.LazyInitializer.EnsureInitialized(ref embedded, static () => new {type.Name}({Runtime}EmbeddedWeights.Open(typeof({type.Name}).Assembly, {Literal(resource)})));");
        }
        else
        {
            string reason = Literal($"The weight file '{type.LookedFor}' is not embedded in the project. 'lstm train' and 'lstm import' write one, "
                + "which the build embeds unless LstmEmbedWeights is false; Load reads one at run time.");
            writer.Line();
            writer.Doc("<summary>There is none: no weight file of this network was embedded when the program was built.</summary>");
            writer.Line($"[global::System.Obsolete({reason}, error: true)]");
            writer.Line($"public static {type.Name} Embedded => throw new global::System.NotSupportedException({reason});");
        }

        writer.Line();
        writer.Doc($"""
            <summary>The network with the weights of a file.</summary>
            <param name="path">A safetensors file.</param>
            <exception cref="{Runtime}LstmWeightException">The file cannot be read, is damaged, or holds another network.</exception>
            """);
        writer.Line($"public static {type.Name} Load(string path) => new({Runtime}WeightFile.Open(path));");
        writer.Line();
        writer.Doc($"""
            <summary>The network with weights that are in memory already.</summary>
            <param name="safetensors">The bytes of a safetensors file; not needed afterwards.</param>
            <exception cref="{Runtime}LstmWeightException">The bytes are damaged, or hold another network.</exception>
            """);
        writer.Line($"public static {type.Name} Load(global::System.ReadOnlySpan<byte> safetensors) => new({Runtime}WeightFile.Parse(safetensors, \"{type.Name} weights\"));");
        writer.Line();
        writer.Doc("<summary>Which body of the code runs; all give the same bits.</summary>");
        writer.Line($"public {Runtime}InstructionSet Body => body;");
        writer.Line();
        writer.Doc($"""
            <summary>The same network, its weights shared, on a body of choice: to compare bodies, or to check them all on the processor at hand.</summary>
            <param name="body">One for which <see cref="{Runtime}Isa.IsSupported"/> is true.</param>
            <exception cref="global::System.PlatformNotSupportedException">This process cannot run that body.</exception>
            """);
        writer.Line($"public {type.Name} WithBody({Runtime}InstructionSet body) => new(this, body);");
        writer.Line();
        writer.Doc("<summary>The range in which each input is plausible, as the weight file says; unbounded where it says nothing. A step does not ask: check samples that may be wrong before they are fed.</summary>");
        writer.Line($"public {Runtime}InputRanges Ranges {{ get; }}");
        writer.Line();
        writer.Doc("<summary>From which value on each output means yes, as the weight file says: the operating points that were chosen with the weights; 0.5 where it says nothing.</summary>");
        writer.Line($"public {Runtime}OutputThresholds Thresholds {{ get; }}");
        writer.Line();
        if (network.Spec.OutputSize == 1)
        {
            writer.Doc("<summary>From which value on the output means yes: the only one of the <see cref=\"Thresholds\"/>.</summary>");
            writer.Line("public float Threshold => Thresholds[0];");
            writer.Line();
        }
        writer.Doc("<summary>The <see cref=\"NumericsVersion\"/> that the weights were trained or checked with; null where the weight file does not say. Where it is another, results differ from those seen then in their last digits.</summary>");
        writer.Line("public int? WeightNumerics { get; }");
    }

    internal static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>What a sample or a result is made of, where the network has several inputs or outputs.</summary>
    private static string Of(NetworkPlan network, IReadOnlyList<NamedPart> parts) => network.Parts.AreSeveral ? $" ({PartsSurface.List(parts)})" : "";

    private static string Rate(NetworkPlan network) => network switch
    {
        { Pool: not null } => "for a sequence",
        { Stride: > 1 } => $"at every {EquationText.Ordinal(network.Stride)} time step",
        _ => "at each time step",
    };

    private static void Steps(SourceWriter writer, NetworkPlan network)
    {
        if (network.Cells.Any(cell => cell.Cell.InitialState))
        {
            NewState(writer, network);
            writer.Line();
        }
        if (!network.Streams)
        {
            SequenceSurface.Write(writer, network);
            return;
        }
        int input = network.Spec.InputSize, output = network.Spec.OutputSize;
        writer.Doc($"""
            <summary>Takes one sample and gives {(network.Pool is null ? "one result" : "the result of the sequence so far")}: one time step.</summary>
            <param name="state">The stream's memory; advanced.</param>
            <param name="input">The sample{(network.Spec.Inputs.Count > 1 ? ", all inputs one behind the other" : "")}: {(Tokens(network) is { } rows ? $"a token, a whole number from 0 to {rows - 1}" : $"{input} value{(input == 1 ? "" : "s")}{TokenText.Beside(network.Spec)}")}. In any memory, that of <paramref name="output"/> or of the state too.</param>
            <param name="output">Receives {output} value{(output == 1 ? "" : "s")}{(network.Spec.Outputs.Count > 1 ? ", all outputs one behind the other" : "")}{(network.Stride > 1 ? ", if there is a result" : "")}. Not the memory of the state.</param>
            {(network.Stride > 1 ? $"<returns>Whether there is a result: at the first time step, and then at every {EquationText.Ordinal(network.Stride)}.</returns>\n" : "")}<exception cref="global::System.ArgumentException">A span has another length{NoToken(network, "the sample")}; nothing has been changed.</exception>
            """);
        using (writer.Open($"public {(network.Stride > 1 ? "bool" : "void")} Step(ref State state, {ReadOnlySpan} input, {Span} output)"))
        {
            Check(writer, "input.Length != InputSize || output.Length != OutputSize", "ThrowStepLengths(input.Length, InputSize, output.Length, OutputSize)");
            CheckTokens(writer, network, "input");
            References(writer, "input", "output");
            writer.Line($"{(network.Stride > 1 ? "return " : "")}StepOn(body, ref packedWeights.Reference, ref state, {network.Parts.OfRow("x", "y")});");
        }

        writer.Line();
        if (network.Stride > 1 || network.Pool is not null)
        {
            RunToFewer(writer, network);
            if (!network.HasStepMany)
            {
                return;
            }
        }
        else
        {
            RunToEach(writer, network);
        }
        writer.Line();
        StepMany(writer, network);
        if (network.Parts.AreSeveral)
        {
            var parts = new PartsSurface(writer, network);
            writer.Line();
            parts.Step();
            writer.Line();
            parts.Run();
            writer.Line();
            parts.StepMany();
        }
        if (network.Spec.DetectsAnomalies)
        {
            writer.Line();
            StepToFlag(writer, network);
        }
    }

    private static void StepToFlag(SourceWriter writer, NetworkPlan network)
    {
        writer.Doc($"""
            <summary>Takes one sample, and says whether it is an anomaly: one time step.</summary>
            <param name="state">The stream's memory; advanced.</param>
            <param name="input">The sample: {WeightMapText.Count(network.Spec.InputSize, "value")}.</param>
            <param name="score">How far the sample is from what was expected, in robust deviations{(network.Spec.ReconstructsSamples ? "" : "; 0 at a stream's first step, where nothing was")}.</param>
            <returns>Whether the score is at or above <see cref="Threshold"/>.</returns>
            <exception cref="global::System.ArgumentException">The sample has another length; nothing has been changed.</exception>
            """);
        using (writer.Open($"public bool Step(ref State state, {ReadOnlySpan} input, out float score)"))
        {
            writer.Line("score = 0;");
            writer.Line($"Step(ref state, input, new {Span}(ref score));");
            writer.Line("return score >= Threshold;");
        }
    }

    /// <summary>The argument of a run that says that all inputs of a time step, and all its outputs, stand one behind the other.</summary>
    private static string InRows(NetworkPlan network) => network.Parts.AreSeveral ? ", rows: true" : "";

    private static void RunToEach(SourceWriter writer, NetworkPlan network)
    {
        int input = network.Spec.InputSize, output = network.Spec.OutputSize;
        writer.Doc($"""
            <summary>Takes many samples of one stream, one after the other: the same bits as <see cref="{StepReference}"/> for each.</summary>
            <param name="state">The stream's memory; advanced by as many steps as there are samples.</param>
            <param name="inputs">The samples, {input} value{(input == 1 ? "" : "s")} each, one behind the other.</param>
            <param name="outputs">Receives {output} value{(output == 1 ? "" : "s")} for each sample. {Place(network)}</param>
            <exception cref="global::System.ArgumentException">A length is no multiple of its size, or the two disagree, or spans overlap otherwise; nothing has been changed.</exception>
            """);
        using (writer.Open($"public void Run(ref State state, {ReadOnlySpan} inputs, {Span} outputs)"))
        {
            writer.Line("int steps = inputs.Length / InputSize;");
            Check(writer, "inputs.Length != (long)steps * InputSize || outputs.Length != (long)steps * OutputSize", "ThrowRunLengths(inputs.Length, InputSize, outputs.Length, OutputSize)");
            CheckOverlaps(writer, StateSpan);
            CheckTokens(writer, network, "inputs");
            References(writer, "inputs", "outputs");
            writer.Line($"RunOn(body, ref packedWeights.Reference, ref state, {network.Parts.OfRow("x", "y")}, steps{InRows(network)});");
        }
    }

    /// <summary>A run with fewer results than samples.</summary>
    private static void RunToFewer(SourceWriter writer, NetworkPlan network)
    {
        int input = network.Spec.InputSize, output = network.Spec.OutputSize;
        bool strides = network.Stride > 1, pools = network.Pool is not null;
        writer.Doc($"""
            <summary>Takes many samples of one stream, one after the other: the same bits as <see cref="{StepReference}"/> for each.</summary>
            <param name="state">The stream's memory; advanced by as many steps as there are samples.</param>
            <param name="inputs">The samples, {input} value{(input == 1 ? "" : "s")} each, one behind the other; at least one.</param>
            <param name="outputs">{(pools ? $"Receives the {output} value{(output == 1 ? "" : "s")} of the sequence so far" : $"Receives {output} value{(output == 1 ? "" : "s")} for each result; has room for one at every {network.Stride} samples, rounded up")}. {Place(network)}</param>
            {(strides ? pools ? "<returns>Whether there is a result.</returns>\n" : "<returns>How many results there are.</returns>\n" : "")}<exception cref="global::System.ArgumentException">A span has another length, or spans overlap otherwise{NoToken(network, "a sample")}; nothing has been changed.</exception>
            """);
        using (writer.Open($"public {(strides ? pools ? "bool" : "int" : "void")} Run(ref State state, {ReadOnlySpan} inputs, {Span} outputs)"))
        {
            writer.Line("int steps = inputs.Length / InputSize;");
            string room = pools ? "OutputSize" : $"(steps + {network.Stride - 1L}L) / {network.Stride} * OutputSize";
            writer.Line($"long room = {room};");
            Check(writer, "steps == 0 || inputs.Length != (long)steps * InputSize || outputs.Length != room", "ThrowRunRoom(inputs.Length, InputSize, outputs.Length, room)");
            CheckOverlaps(writer, StateSpan);
            CheckTokens(writer, network, "inputs");
            References(writer, "inputs", "outputs");
            writer.Line($"{(strides ? "return " : "")}RunOn(body, ref packedWeights.Reference, ref state, ref x, ref y, steps){(strides && pools ? " > 0" : "")};");
        }
    }

    private static void NewState(SourceWriter writer, NetworkPlan network)
    {
        writer.Doc("<summary>The initial state of a stream: the one that came with the weights, where <c>default</c> is all zeros.</summary>");
        using (writer.Open("public State NewState()"))
        {
            writer.Line("State state = default;");
            writer.Line("Reset(ref state);");
            writer.Line("return state;");
        }
        writer.Line();
        writer.Doc("""
            <summary>Sets a stream to its initial state in its place, without a copy on the stack: the one that came with the weights.</summary>
            <param name="state">The stream's memory; what it held is gone.</param>
            """);
        using (writer.Open("public void Reset(ref State state)"))
        {
            writer.Line("state = default;");
            writer.Line("ref float weights = ref packedWeights.Reference;");
            writer.Line($"ref float values = ref {Unsafe}.As<State.Block, float>(ref state.Values);");
            void Copy(int place, string to, string from, int floats)
            {
                string At(string reference, string offset) => $"{Unsafe}.Add(ref {reference}, {offset})";
                writer.Line($"{Unsafe}.CopyBlockUnaligned(ref {Unsafe}.As<float, byte>(ref {At("values", OffsetText.Plus(Bodies + to, place))}), ref {Unsafe}.As<float, byte>(ref {At("weights", Bodies + from)}), {floats * sizeof(float)});");
            }
            int[] places = network.Spec.OnNonFinite == OnNonFinite.Hold ? [0, network.MemoryFloats] : [0]; // there the last good step is the beginning
            foreach (int place in places)
            {
                foreach (var cell in network.Cells.Where(cell => cell.Cell.InitialState))
                {
                    Copy(place, cell.Place("Hidden"), cell.Place("InitialHidden"), cell.Cell.StateSize);
                    if (cell.Cell.HasCell)
                    {
                        Copy(place, cell.Place("Cell"), cell.Place("InitialCell"), cell.HiddenSize);
                    }
                }
            }
        }
    }

    /// <summary>Where a sample is one token, how many there are.</summary>
    private static int? Tokens(NetworkPlan network) => network.Spec is { InputSize: 1, TokenColumns: { Count: 1 } tokens } ? tokens[0].Rows : null;

    /// <summary>What else an argument must not be, where the network takes tokens.</summary>
    private static string NoToken(NetworkPlan network, string sample) => network.Spec.TokenColumns.Count == 0 ? "" : $", or {sample} {(Tokens(network) is null ? "has" : "is")} no token";

    internal static void CheckTokens(SourceWriter writer, NetworkPlan network, string span)
    {
        if (Tokens(network) is { } rows)
        {
            writer.Line($"{Runtime}SpanCheck.Tokens({span}, {rows});");
            return;
        }
        foreach (var token in network.Spec.TokenColumns)
        {
            writer.Line($"{Runtime}SpanCheck.Tokens({span}, InputSize, {token.Part.Offset}, {token.Rows}, \"{token.Part.Name}\");");
        }
    }

    private static void StepMany(SourceWriter writer, NetworkPlan network)
    {
        int input = network.Spec.InputSize, output = network.Spec.OutputSize;
        writer.Doc($"""
            <summary>
            Takes one sample of each of many streams: the same bits as <see cref="{StepReference}"/> for each{(network.Together.Count > 0 ? ", in less time, since streams share what is read of the weights" : "")}.
            </summary>
            <param name="states">The streams' memories, of {(network.StateBytes < SizeLimits.LargeStateBytes ? "an array or " : "")}a <see cref="global::Lstm.Embedded.StateBlock{"{"}TState{"}"}"/>; each is advanced by one step.</param>
            <param name="inputs">A sample for each stream, {input} value{(input == 1 ? "" : "s")} each, one behind the other.</param>
            <param name="outputs">Receives {output} value{(output == 1 ? "" : "s")} for each stream. {Place(network)}</param>
            <exception cref="global::System.ArgumentException">A span has another length, or spans overlap otherwise; nothing has been changed.</exception>
            """);
        using (writer.Open($"public void StepMany(global::System.Span<State> states, {ReadOnlySpan} inputs, {Span} outputs)"))
        {
            Check(writer, "inputs.Length != (long)states.Length * InputSize || outputs.Length != (long)states.Length * OutputSize", "ThrowManyLengths(states.Length, inputs.Length, InputSize, outputs.Length, OutputSize)");
            CheckOverlaps(writer, "states");
            CheckTokens(writer, network, "inputs");
            using (writer.Open("if (states.IsEmpty)"))
            {
                writer.Line("return;");
            }
            writer.Line("ref State state = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(states);");
            References(writer, "inputs", "outputs");
            writer.Line($"StepManyOn(body, ref packedWeights.Reference, ref state, {network.Parts.OfRow("x", "y")}, states.Length{InRows(network)});");
        }
    }

    /// <summary>The state that a method takes, as a span.</summary>
    internal const string StateSpan = "global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in state, 1)";

    private static void CheckOverlaps(SourceWriter writer, string states) =>
        writer.Line($"{Runtime}SpanCheck.RunOverlaps<State>({states}, inputs, outputs, fits: OutputSize <= InputSize);");

    /// <summary>Where results of several samples may go.</summary>
    private static string Place(NetworkPlan network) => network.Spec.OutputSize <= network.Spec.InputSize
        ? "May be the memory of <paramref name=\"inputs\"/> where both begin at one place; spans must not overlap otherwise, nor with a state."
        : "Not the memory of <paramref name=\"inputs\"/>, as a result is longer than a sample, nor of a state.";

    internal static void References(SourceWriter writer, string input, string output)
    {
        writer.Line($"ref float x = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({input});");
        writer.Line($"ref float y = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({output});");
    }

    internal static void Check(SourceWriter writer, string condition, string call)
    {
        using (writer.Open($"if ({condition})"))
        {
            writer.Line($"{Runtime}SpanCheck.{call};");
        }
    }

    private static void Dispatch(SourceWriter writer, NetworkPlan network)
    {
        string state = $"ref {Unsafe}.As<State.Block, float>(ref state.Values)";
        string turn = network.Alternates ? ", ref state.Turn" : "";
        string results = network.Stride > 1 ? "int" : "void";
        var (parameters, arguments) = network.Parts.AreSeveral ? (network.Parts.Parameters, network.Parts.Arguments) : ("ref float x, ref float y", "ref x, ref y");
        string rowsParameter = network.Parts.AreSeveral ? ", bool rows" : "", rows = network.Parts.AreSeveral ? ", rows" : "";
        if (!network.Streams)
        {
            string workspace = network.WorkspacePerStep > 0 ? "ref float workspace, " : "";
            Branches("RunOn", results, $"ref float x, ref float y, {workspace}int steps", "Run", $"ref weights, {state}, ref x, ref y, {(workspace.Length > 0 ? "ref workspace, " : "")}steps{turn}");
            return;
        }
        Branches(
            "StepOn",
            network.Stride > 1 ? "bool" : "void",
            parameters,
            "Step",
            $"ref weights, {state}, {arguments}{(network.Alternates ? ", ((state.Turn ^= 1) & 1) == 0" : "")}");
        writer.Line();
        Branches("RunOn", results, $"{parameters}, int steps{rowsParameter}", "Run", $"ref weights, {state}, {arguments}, steps{rows}{turn}");
        if (network.HasStepMany)
        {
            writer.Line();
            Branches("StepManyOn", "void", $"{parameters}, int streams{rowsParameter}", "StepMany", $"ref weights, {state}, {arguments}, streams{rows}");
        }

        void Branches(string name, string result, string more, string method, string given)
        {
            writer.Line("// The compiler knows Isa.Has… and leaves out bodies that the processor cannot run; body chooses one of the others.");
            if (name == "StepOn")
            {
                writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            }
            using (writer.Open($"private static {result} {name}({Runtime}InstructionSet body, ref float weights, ref State state, {more})"))
            {
                foreach (var target in VectorTarget.All)
                {
                    using (writer.Open($"if ({Runtime}Isa.{target.Guard} && body == {Runtime}InstructionSet.{target.Name})"))
                    {
                        if (result == "void")
                        {
                            writer.Line($"{Bodies}{target.Name}Body.{method}({given});");
                            writer.Line("return;");
                        }
                        else
                        {
                            writer.Line($"return {Bodies}{target.Name}Body.{method}({given});");
                        }
                    }
                }
                writer.Line($"{(result == "void" ? "" : "return ")}{Bodies}ScalarBody.{method}({given});");
            }
        }
    }
}
