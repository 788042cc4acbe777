using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the calls that pack the layers' weights.</summary>
internal sealed class PackingEmitter(SourceWriter writer)
{
    private const string Runtime = "global::Lstm.Embedded.";

    /// <summary>A call of the packer.</summary>
    public void Call(string call) => writer.Line($"packer.{call};");

    /// <summary>The call that packs a convolution.</summary>
    public void Convolution(string tensors, int channels, int filters, int kernel, bool bias, ActivationSpec activation) =>
        Call($"Convolution({Literal(tensors)}, channels: {channels}, filters: {filters}, {PanelsOf(filters)}, kernel: {kernel}, bias: {Flag(bias)}, {Factor(activation)})");

    /// <summary>The calls that pack a recurrent layer's stages of sums and what stands behind them.</summary>
    public void Sums(RecurrentPlan plan)
    {
        bool folds = plan.Layout.Vectors.All(vector => vector.Kind != UnitVectorKind.Norm); // otherwise they are in the norm's factors
        foreach (var stage in plan.Layout.Stages)
        {
            writer.Line($"packer.Panels(units: {stage.Units}, {PanelsOf(stage.Units)},");
            for (int k = 0; k < stage.Sources.Count; k++)
            {
                var source = stage.Sources[k];
                string gates = string.Join(", ", source.Gates.Select(gate => Gate(plan.Spec, gate.Gate, gate.Terms, folds, stage.Units)));
                int columns = source.From == SumInput.Bias ? 0 : source.Columns;
                writer.Line($"    new {Runtime}PanelSource({columns}, {gates}){(k == stage.Sources.Count - 1 ? ");" : ",")}");
            }
        }
        foreach (var vector in plan.Layout.Vectors)
        {
            bool matrix = vector.Kind != UnitVectorKind.Bias;
            bool factor = folds || vector.Kind != UnitVectorKind.Peephole;
            Call($"Units(units: {plan.HiddenSize}, {Gate(plan.Spec, vector.Gate, vector.Terms, factor, matrix ? 1 : plan.HiddenSize)}, matrix: {Flag(matrix)})");
        }
    }

    /// <summary>The argument that says which panels hold so many units: their widths, and how many there are of each.</summary>
    public static string PanelsOf(int units) => $"panels: [{string.Join(", ", Panels.Runs(units).Select(run => $"({run.Width}, {run.Count})"))}]";

    private static string Gate(RecurrentLayerSpec layer, char gate, EquatableArray<SumTerm> terms, bool folds, int rowsOfBlock)
    {
        string factor = folds ? Factor(layer.ActivationOf(gate)) : "1";
        int blocks = TensorNames.ShapeOf(layer, terms[0].Tensor, 1)[0] / rowsOfBlock;
        string second = terms.Count > 1 ? $", {Literal(terms[1].Tensor)}" : "";
        return $"new {Runtime}PanelGate({factor}, {Literal(terms[0].Tensor)}, {terms[0].Block}, {blocks}{second})";
    }

    /// <summary>What is folded into the weights of an activation.</summary>
    public static string Factor(ActivationSpec activation) => Runtime + LaneSpelling.NameOfFactor(activation);

    /// <summary>A text in C#.</summary>
    public static string Literal(string text) => SurfaceEmitter.Literal(text);

    /// <summary>A flag in C#.</summary>
    public static string Flag(bool value) => value ? "true" : "false";
}
