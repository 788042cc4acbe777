using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes what a model says through the interfaces that all networks share (ILstmModel and its kin): what the class has under the same
/// name and signature needs no line, the rest is an explicit member that passes on.
/// </summary>
internal static class InterfaceEmitter
{
    private const string Runtime = "global::Lstm.Embedded.";
    private const string Arguments = "ref State state, global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs";

    /// <summary>The interfaces, as the list behind the class's name.</summary>
    public static string List(NetworkPlan network, TargetType type)
    {
        string kind = network.Parts.AreSeveral ? "IGraphModel" : network.Spec.DetectsAnomalies ? "IAnomalyModel" : network.HasStepMany ? "IStepManyModel" : network.Streams ? "IStepModel" : "ILstmModel";
        return Name(kind, type) + (type.WeightResource is null ? "" : $", {Runtime}IEmbeddedModel<{type.Name}>");
    }

    public static void Write(SourceWriter writer, NetworkPlan network, TargetType type)
    {
        string model = Name("ILstmModel", type);
        void Constant(string declaration, string value) => writer.Line($"static {declaration.Insert(declaration.IndexOf(' ') + 1, model + ".")} => {value};");

        writer.Line("// The same for code that is generic over networks.");
        Constant("int InputSize", "InputSize");
        Constant("int OutputSize", "OutputSize");
        Constant("int WeightBytes", "WeightBytes");
        Constant("int StateBytes", "StateBytes");
        if (network.WorkspacePerStep > 0)
        {
            Constant("int WorkspacePerStep", "WorkspacePerStep");
        }
        Constant("long MultiplyAddsPerStep", "MultiplyAddsPerStep");
        Constant("int RecurrentLayers", $"{network.Cells.Count}");
        Constant("string SpecHash", "SpecHash");
        Constant("int NumericsVersion", "NumericsVersion");
        Constant("int LayoutVersion", "LayoutVersion");
        if (network.Pool is not null || network.Stride > 1)
        {
            Constant("int RoomForResults(int samples)", network.Pool is not null ? "1" : $"(int)((samples + {network.Stride - 1L}L) / {network.Stride})");
        }
        if (network.Parts.AreSeveral)
        {
            Parts(writer, Name("IGraphModel", type) + ".Inputs", network.Spec.Inputs);
            Parts(writer, Name("IGraphModel", type) + ".Outputs", network.Spec.Outputs);
        }
        string nothing = "global::System.Span<float>.Empty";
        string missing = $"throw new global::System.ArgumentOutOfRangeException(nameof(layer), layer, \"The network has no recurrent layer.\")";
        Constant("global::System.Span<float> Hidden(ref State state, int layer)", network.Cells.Count > 0 ? "state.Hidden(layer)" : missing);
        var without = network.Cells.Where(cell => !cell.Cell.HasCell).Select(cell => cell.Ordinal).ToList();
        Constant("global::System.Span<float> Cell(ref State state, int layer)", network.Cells.Count == 0 ? missing
            : without.Count == 0 ? "state.Cell(layer)"
            : without.Count == network.Cells.Count ? "state.Hidden(layer).Slice(0, 0)"
            : $"layer is {string.Join(" or ", without)} ? {nothing} : state.Cell(layer)");
        writer.Line($"{Runtime}PackedWeights {model}.PackedWeights => packedWeights;");
        Run(writer, network, model);
        if (network.Streams && network.Stride == 1)
        {
            using (writer.Open($"bool {Name("IStepModel", type)}.Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output)"))
            {
                writer.Line("Step(ref state, input, output);");
                writer.Line("return true;");
            }
        }
    }

    private static void Run(SourceWriter writer, NetworkPlan network, string model)
    {
        bool pools = network.Pool is not null, strides = network.Stride > 1;
        string call = $"Run(ref state, inputs, outputs{(network.WorkspacePerStep > 0 ? ", workspace" : "")})";
        string declaration = $"int {model}.Run({Arguments}, global::System.Span<float> workspace)";
        if (strides && !pools)
        {
            writer.Line($"{declaration} => {call};");
        }
        else if (strides && network.Streams)
        {
            writer.Line($"{declaration} => {call} ? 1 : 0;");
        }
        else
        {
            using (writer.Open(declaration))
            {
                writer.Line($"{call};");
                writer.Line($"return {(pools ? "1" : "inputs.Length / InputSize")};");
            }
        }
    }

    private static void Parts(SourceWriter writer, string member, IReadOnlyList<NamedPart> parts)
    {
        string list = string.Join(", ", parts.Select(part => $"new {Runtime}GraphPart(\"{part.Name}\", {part.Offset}, {part.Size})"));
        writer.Line($"static global::System.Collections.Generic.IReadOnlyList<{Runtime}GraphPart> {member} {{ get; }} = new {Runtime}GraphPart[] {{ {list} }};");
    }

    private static string Name(string kind, TargetType type) => $"{Runtime}{kind}<{type.Name}, {type.Name}.State>";
}
