using System.Globalization;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The equations of layers as text; those of cells are by their code (<see cref="CellCode"/>).</summary>
internal static class EquationText
{
    /// <summary>The equation of a layer that is no recurrent one.</summary>
    public static string Of(LayerPlan layer) => layer switch
    {
        DensePlan dense => $"dense: y = {Name(dense.Spec.Activation)}(W x{(dense.Spec.Bias ? " + b" : "")}), {dense.InputSize} to {dense.OutputSize}",
        ActivationPlan activation => $"activation: y = {Name(activation.Spec.Activation)}(x)",
        ResidualPlan residual => $"residual: y = x + {(residual.Spec.From == ResidualLayerSpec.Input ? "the sample" : $"what layer {residual.Spec.From} put out")}",
        EmbeddingPlan embedding => $"embedding: y = row x of a table of {embedding.Spec.Rows} rows with {embedding.Spec.Size} values",
        PoolPlan { Spec.Kind: PoolKind.Mean } => "pool: y = the mean of x over the time steps so far",
        PoolPlan { Spec.Kind: PoolKind.Last } => "pool: y = x of the last time step",
        PoolPlan => "pool: y = the hidden state that the layer before ends with",
        ConvPlan conv => $"convolution over time: y_t = {Name(conv.Spec.Activation)}(Σ_k W_k x_t-{(conv.Spec.Dilation > 1 ? $"{conv.Spec.Dilation}·" : "")}({conv.Spec.Kernel - 1}-k){(conv.Spec.Bias ? " + b" : "")}), k = 0 to {conv.Spec.Kernel - 1}{(conv.Spec.Stride > 1 ? $", every {conv.Spec.Stride} steps" : "")}; {conv.InputSize} to {conv.OutputSize}",
        FrameConvPlan conv => $"convolution within a frame: {conv.Positions} positions of {conv.Spec.Channels} to {conv.OutputPositions} of {conv.Spec.Filters}, y_p = {Name(conv.Spec.Activation)}(Σ_k W_k x_{(conv.Spec.Stride > 1 ? $"{conv.Spec.Stride}" : "")}p+{(conv.Spec.Dilation > 1 ? $"{conv.Spec.Dilation}" : "")}k{(conv.Spec.PadLeft > 0 ? $"-{conv.Spec.PadLeft}" : "")}{(conv.Spec.Bias ? " + b" : "")}), k = 0 to {conv.Spec.Kernel - 1}",
        MagnitudePlan => "magnitude: y = √(a⊙a + b⊙b), a and b the halves of each position",
        ScalePlan { Spec.Offset: not null } => "scale: y = s⊙(x - o)",
        ScalePlan => "scale: y = s⊙x",
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>1st, 2nd, 3rd, 4th, …</summary>
    public static string Ordinal(int n) => n + (n % 100 is >= 11 and <= 13 ? "th" : (n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    /// <summary>An activation as equations name it; nothing for the identity.</summary>
    public static string Name(ActivationSpec activation) => activation.Kind switch
    {
        ActivationKind.Sigmoid => "σ",
        ActivationKind.Identity => "",
        _ when activation == ActivationSpec.Of(activation.Kind) => Activations.NameOf(activation.Kind),
        _ => $"{Activations.NameOf(activation.Kind)}[{Number(activation.Alpha)}{(ActivationSpec.HasBeta(activation.Kind) ? $", {Number(activation.Beta)}" : "")}]",
    };

    /// <summary>A number in an equation.</summary>
    public static string Number(float value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
