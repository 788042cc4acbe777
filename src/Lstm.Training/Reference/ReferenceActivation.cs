using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>An activation as a layer of its own, in double precision.</summary>
internal sealed class ReferenceActivation(ActivationSpec activation) : ReferenceStepLayer
{
    protected override double[] Step(double[] x) => ActivationMath.ApplyAll(activation, x);
}
