using System;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <summary>
/// The inner loops of training. Values of a shard stand unit by unit, and within a unit lane by lane, one lane for each
/// of its sequences; so every loop is over whole vectors whatever the network's sizes.
/// </summary>
internal abstract partial class LaneKernels
{
    /// <summary>Sequences in a shard: the lanes of the widest vector. Fixed, so that sums are cut the same everywhere.</summary>
    public const int Lanes = 16;

    /// <summary>The quickest that this processor has.</summary>
    public static LaneKernels Best { get; } = For(WideVectors.Quickest);

    /// <summary>The kernels in the vectors of <paramref name="set"/>; all give the same bits.</summary>
    public static LaneKernels For(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => new LaneKernels<Lanes<Width512, Vector512<float>>>(),
        InstructionSet.Avx2 => new LaneKernels<Lanes<Width256, Vector256<float>>>(),
        InstructionSet.Neon => new LaneKernels<Lanes<Width128, Vector128<float>>>(),
        _ => new LaneKernels<Lanes<WidthScalar, float>>(),
    };

    /// <summary>C = A·B for all lanes of a time step.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="b">A value of each lane for each of its columns, or for the first of them: then only those count.</param>
    /// <param name="c">Where a value of each lane for each of its rows goes.</param>
    /// <param name="backwards">The last panels first: what a product before has read last is still cached. No sum changes its order.</param>
    public abstract void Multiply(PackedMatrix a, ReadOnlySpan<float> b, Span<float> c, bool backwards = false);

    /// <summary>C = A·B for all lanes of two time steps, or of two shards: as <see cref="Multiply"/> for each, and A is read once.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="b0">The values of the first, as for <see cref="Multiply"/>.</param>
    /// <param name="c0">Where its results go.</param>
    /// <param name="b1">The values of the second, as many.</param>
    /// <param name="c1">Where its results go.</param>
    /// <param name="backwards">The last panels first.</param>
    public abstract void MultiplyTwo(PackedMatrix a, ReadOnlySpan<float> b0, Span<float> c0, ReadOnlySpan<float> b1, Span<float> c1, bool backwards = false);

    /// <summary>C += A·B, summed over time steps and lanes.</summary>
    /// <param name="shape">Blocks are time steps, what is counted within one are lanes.</param>
    /// <param name="a">A value of each lane for each row, step by step.</param>
    /// <param name="b">Columns, in panels.</param>
    /// <param name="c">What is added to.</param>
    public abstract void AddOuterProducts(in ProductShape shape, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    /// <summary>y = activation(z) as a layer hands it on, tiny values zero; in place; not softmax.</summary>
    public abstract void Activate(ActivationSpec activation, Span<float> values);

    /// <summary>Turns the gradient of y = activation(z) into that of z, in place; not softmax.</summary>
    public abstract void ActivateBackward(ActivationSpec activation, ReadOnlySpan<float> y, Span<float> gradient);

    /// <summary>y = activation(z) as a layer hands it on, tiny values zero; in place.</summary>
    public void ActivateAny(ActivationSpec activation, Span<float> values)
    {
        if (activation.Kind == ActivationKind.Softmax)
        {
            LaneSoftmax.Forward(values);
        }
        else
        {
            Activate(activation, values);
        }
    }

    /// <summary>Turns the gradient of y = activation(z) into that of z, in place.</summary>
    public void ActivateAnyBackward(ActivationSpec activation, ReadOnlySpan<float> y, Span<float> gradient)
    {
        if (activation.Kind == ActivationKind.Softmax)
        {
            LaneSoftmax.Backward(y, gradient);
        }
        else
        {
            ActivateBackward(activation, y, gradient);
        }
    }

    /// <summary>One time step of the cells, from gate sums to hidden states.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="peepholes">p_i, p_f, p_o, a value for each unit; empty for none.</param>
    /// <param name="gates">The sums of i, f, g, o; on return what the activations make of them.</param>
    /// <param name="before">c_{t-1}.</param>
    /// <param name="cell">Where c_t goes.</param>
    /// <param name="activated">Where ψ(c_t) goes.</param>
    /// <param name="hidden">Where h_t goes.</param>
    public abstract void CellForward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> activated, Span<float> hidden);

    /// <summary>One time step of the cells backwards, from the gradient of h_t to those of the gate sums.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="peepholes">p_i, p_f, p_o, a value for each unit; empty for none.</param>
    /// <param name="gates">i, f, g, o; on return the gradients of their sums.</param>
    /// <param name="before">c_{t-1}.</param>
    /// <param name="cell">c_t.</param>
    /// <param name="activated">ψ(c_t).</param>
    /// <param name="outputGradient">The gradient of h_t that comes from the layer above.</param>
    /// <param name="hiddenGradient">The gradient of h_t that comes from step t + 1.</param>
    /// <param name="cellGradient">The gradient of c_t that comes from step t + 1; on return that of c_{t-1}.</param>
    /// <param name="peepholeGradient">For each peephole and lane, the gradient is added; empty for none.</param>
    public abstract void CellBackward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> activated,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient);
}
