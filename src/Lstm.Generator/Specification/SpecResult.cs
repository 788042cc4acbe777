namespace Lstm.Specification;

/// <summary>What became of a spec file: a model, or at least one error.</summary>
/// <param name="Model">The network; null if there is any error.</param>
/// <param name="Errors">The mistakes in the order in which they stand in the file.</param>
/// <param name="Places">Where the file gives what decides sizes, for who finds one too large.</param>
public sealed record SpecResult(ModelSpec? Model, EquatableArray<SpecError> Errors, SizePlaces Places);

/// <summary>Where a spec file gives its budgets and layers; a place is null where there is none.</summary>
/// <param name="WeightBytes">The value of <c>maxWeightBytes</c>.</param>
/// <param name="StateBytes">The value of <c>maxStateBytes</c>.</param>
/// <param name="Layers">The type of each layer.</param>
public sealed record SizePlaces(SpecPlace? WeightBytes, SpecPlace? StateBytes, EquatableArray<SpecPlace> Layers)
{
    /// <summary>Where to say that a network is too large: at the budget, or at the layer that takes most.</summary>
    public SpecPlace? Of(SizeFault fault)
    {
        var layer = fault.Layer < Layers.Count ? Layers[fault.Layer] : null;
        return fault.Part switch
        {
            SizePart.Weights => WeightBytes ?? layer,
            SizePart.State => StateBytes ?? layer,
            _ => throw Unhandled.Kind(fault.Part),
        };
    }
}

/// <summary>A part of a spec file; it never reaches past the end of a line.</summary>
/// <param name="Offset">Where it starts in the text, in characters from 0.</param>
/// <param name="Length">Its characters.</param>
/// <param name="LineIndex">The line it is in, from 0.</param>
/// <param name="ColumnIndex">Where it starts in that line, from 0.</param>
public sealed record SpecPlace(int Offset, int Length, int LineIndex, int ColumnIndex);
