using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Parameters;

/// <summary>Where a layer's weights stand among the network's.</summary>
/// <param name="Index">Which layer it is, from 0.</param>
/// <param name="Spec">The layer.</param>
/// <param name="InputSize">Values that come in.</param>
/// <param name="Parts">One for each direction of a recurrent layer, one of another; none where there are no weights.</param>
internal sealed record LayerLayout(int Index, LayerSpec Spec, int InputSize, IReadOnlyList<PartLayout> Parts)
{
    /// <summary>The only part, or the first.</summary>
    public PartLayout Part => Parts[0];

    /// <summary>Where the weights begin.</summary>
    public int Offset => Parts.Count == 0 ? 0 : Parts[0].Offset;

    /// <summary>Values of the layer.</summary>
    public int Length { get; } = Parts.Sum(part => part.Length); // once: summing allocates

    /// <summary>Whether the layer has anything to train: factors and offsets of a scale layer are constants.</summary>
    public bool IsTrainable => Parts.Count > 0 && Spec is not ScaleLayerSpec;

    /// <summary>Whether training leaves the layer's weights as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether training moves the layer's weights.</summary>
    public bool IsTrained => IsTrainable && !IsFrozen;
}
