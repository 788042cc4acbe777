using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the calls that pack a layer's weights.</summary>
internal static class PackingEmitter
{
    private const string Runtime = "global::Lstm.Embedded.";

    public static void Write(SourceWriter writer, LayerPlan layer)
    {
        switch (layer)
        {
            case SequencePlan sequence:
                foreach (var cell in sequence.Cells)
                {
                    Write(writer, cell);
                }
                break;
            case LstmPlan lstm:
                var a = lstm.Spec.Activations;
                string reverse = lstm.Reverse ? ", reverse: true" : "";
                Call($"Lstm({Literal(lstm.Spec.Tensors)}, index: {lstm.Spec.Index}, inputSize: {lstm.InputSize}, hiddenSize: {lstm.HiddenSize}, bias: {Flag(lstm.Spec.Bias)}, peephole: {Flag(lstm.Spec.Peephole)}, {Factor(a.InputGate)}, {Factor(a.ForgetGate)}, {Factor(a.Candidate)}, {Factor(a.OutputGate)}{reverse})");
                Initial(lstm);
                break;
            case RecurrentPlan recurrent:
                Recurrent(recurrent);
                Initial(recurrent);
                break;
            case DensePlan dense:
                Call($"Dense({Literal(dense.Spec.Tensors)}, inputSize: {dense.InputSize}, outputSize: {dense.OutputSize}, bias: {Flag(dense.Spec.Bias)}, {Factor(dense.Spec.Activation)})");
                break;
            case ScalePlan scale:
                Call($"Scale({Literal(scale.Spec.Tensors)}, size: {layer.InputSize})");
                if (scale.Spec.Offset is { } offset)
                {
                    Call($"Offset({Literal(offset)}, size: {layer.InputSize})");
                }
                break;
            case EmbeddingPlan embedding:
                Call($"Embedding({Literal(embedding.Spec.Tensors)}, rows: {embedding.Spec.Rows}, size: {embedding.Spec.Size})");
                break;
            case ConvPlan conv:
                Call($"Convolution({Literal(conv.Spec.Tensors)}, channels: {conv.InputSize}, filters: {conv.Spec.Filters}, kernel: {conv.Spec.Kernel}, bias: {Flag(conv.Spec.Bias)}, {Factor(conv.Spec.Activation)})");
                break;
            case FrameConvPlan conv:
                Call($"Convolution({Literal(conv.Spec.Tensors)}, channels: {conv.Spec.Channels}, filters: {conv.Spec.Filters}, kernel: {conv.Spec.Kernel}, bias: {Flag(conv.Spec.Bias)}, {Factor(conv.Spec.Activation)})");
                break;
            case ActivationPlan or ResidualPlan or PoolPlan or MagnitudePlan:
                break; // they have no weights
            default:
                throw Unhandled.Kind(layer);
        }

        void Call(string call) => writer.Line($"packer.{call};");

        void Initial(CellPlan cell)
        {
            if (cell.Cell.InitialState)
            {
                Call($"Vector({Literal(cell.Cell.Tensors + "h0" + cell.Suffix)}, size: {cell.Cell.StateSize})");
                if (cell.Cell.HasCell)
                {
                    Call($"Vector({Literal(cell.Cell.Tensors + "c0" + cell.Suffix)}, size: {cell.HiddenSize})");
                }
            }
        }

        void Recurrent(RecurrentPlan plan)
        {
            bool folds = plan.Spec is not LstmLayerSpec { LayerNorm: true };
            foreach (var stage in plan.Layout.Stages)
            {
                writer.Line($"packer.Panels(units: {stage.Units},");
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
    }

    private static string Gate(RecurrentLayerSpec layer, char gate, EquatableArray<SumTerm> terms, bool folds, int rowsOfBlock)
    {
        string factor = folds ? Factor(ActivationOf(layer, gate)) : "1";
        int blocks = TensorNames.ShapeOf(layer, terms[0].Tensor, 1)[0] / rowsOfBlock;
        string second = terms.Count > 1 ? $", {Literal(terms[1].Tensor)}" : "";
        return $"new {Runtime}PanelGate({factor}, {Literal(terms[0].Tensor)}, {terms[0].Block}, {blocks}{second})";
    }

    private static ActivationSpec ActivationOf(RecurrentLayerSpec layer, char gate) => (layer, gate) switch
    {
        (LstmLayerSpec lstm, 'i') => lstm.Activations.InputGate,
        (LstmLayerSpec lstm, 'f') => lstm.Activations.ForgetGate,
        (LstmLayerSpec lstm, 'g') => lstm.Activations.Candidate,
        (LstmLayerSpec lstm, 'o') => lstm.Activations.OutputGate,
        (GruLayerSpec gru, 'r') => gru.Activations.ResetGate,
        (GruLayerSpec gru, 'z') => gru.Activations.UpdateGate,
        (GruLayerSpec gru, 'n' or 'm') => gru.Activations.Candidate,
        (LtmStmLayerSpec cell, 'i') => cell.Activations.LearnGate,
        (LtmStmLayerSpec cell, 'f') => cell.Activations.ForgetGate,
        (LtmStmLayerSpec cell, 'n') => cell.Activations.Candidate,
        (LtmStmLayerSpec cell, 'u') => cell.Activations.UseGate,
        (LtmStmLayerSpec cell, 'v') => cell.Activations.Output,
        (RnnLayerSpec rnn, 'h') => rnn.Activation,
        (LstmLayerSpec, 'p') => ActivationKind.Identity, // a projection
        _ => throw Unhandled.Kind(layer),
    };

    // The packer has a constant for each factor.
    private static string Factor(ActivationSpec activation)
    {
        string beta = activation.Function.FactorHasBeta ? " * " + ((double)activation.Beta).ToString("R", CultureInfo.InvariantCulture) : "";
        return $"{Runtime}WeightPacker.{activation.Function.Factor}Factor{beta}";
    }

    private static string Literal(string text) => SurfaceEmitter.Literal(text);

    private static string Flag(bool value) => value ? "true" : "false";
}
