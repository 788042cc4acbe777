using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Tensors that belong to one module.</summary>
/// <param name="Prefix">What their names begin with.</param>
/// <param name="Inputs">Values it takes; null for any number.</param>
/// <param name="Outputs">Values it outputs; null for as many as it takes.</param>
/// <param name="Tensors">All its tensors.</param>
internal abstract record StatePart(string Prefix, int? Inputs, int? Outputs, IReadOnlyList<StateTensor> Tensors)
{
    /// <summary>What it is called in --layers.</summary>
    public abstract string Type { get; }

    /// <summary>Its name for messages.</summary>
    public sealed override string ToString() => $"{Type} {ModelSource.Quote(Prefix.TrimEnd('.'))}";
}

/// <summary>A torch.nn.LSTM, GRU or RNN, or a cell of one.</summary>
internal sealed record RecurrentPart(string Prefix, int? Inputs, int? Outputs, IReadOnlyList<StateTensor> Tensors, IReadOnlyList<RecurrentShape> Layers) : StatePart(Prefix, Inputs, Outputs, Tensors)
{
    public override string Type => Layers[0].Cell.Name;

    /// <summary>The hidden states that it begins with, where the network keeps them elsewhere: layer by layer, each direction; null for none.</summary>
    public StateTensor? Hidden { get; init; }

    /// <summary>The cell states, likewise.</summary>
    public StateTensor? Cell { get; init; }
}

/// <summary>One of its layers; begun, where the states that it begins with stand among its tensors.</summary>
internal sealed record RecurrentShape(int Blocks, int Hidden, int? Projection, bool Bias, bool IsBidirectional, bool IsBegun)
{
    /// <summary>The blocks of its rows tell which cell it is.</summary>
    public CellType Cell => Blocks switch { 4 => LstmLayerSpec.Definition, 3 => GruLayerSpec.Definition, 1 => RnnLayerSpec.Definition, _ => throw Unhandled.Kind(Blocks) };

    public RecurrentLayerSpec Spec(string prefix, int index, ActivationSpec activation) => Blocks switch
    {
        4 => new LstmLayerSpec(prefix, index, Hidden, false, Bias, LstmActivations.Standard) { Projection = Projection, Direction = Direction },
        3 => new GruLayerSpec(prefix, index, Hidden, Bias, GruActivations.Standard) { Direction = Direction },
        1 => new RnnLayerSpec(prefix, index, Hidden, Bias, activation) { Direction = Direction },
        _ => throw Unhandled.Kind(Blocks),
    };

    private Direction Direction => IsBidirectional ? Direction.Bidirectional : Direction.Forward;
}

/// <summary>A torch.nn.Linear; without a bias it may be an Embedding instead.</summary>
internal sealed record LinearPart(string Prefix, int? Inputs, int? Outputs, IReadOnlyList<StateTensor> Tensors) : StatePart(Prefix, Inputs, Outputs, Tensors)
{
    public override string Type => "dense";
}

/// <summary>A torch.nn.Embedding.</summary>
internal sealed record EmbeddingPart(string Prefix, int Rows, int Size, IReadOnlyList<StateTensor> Tensors) : StatePart(Prefix, 1, Size, Tensors)
{
    public override string Type => "embedding";
}

/// <summary>A torch.nn.Conv1d.</summary>
internal sealed record ConvPart(string Prefix, int? Inputs, int? Outputs, int Kernel, IReadOnlyList<StateTensor> Tensors) : StatePart(Prefix, Inputs, Outputs, Tensors)
{
    public override string Type => "conv1d";
}

/// <summary>A torch.nn.BatchNorm1d.</summary>
internal sealed record NormPart(string Prefix, int? Inputs, IReadOnlyList<StateTensor> Tensors) : StatePart(Prefix, Inputs, Inputs, Tensors)
{
    public override string Type => "norm";
}

/// <summary>A torch.nn.LayerNorm over the last axis. A GroupNorm's tensors look alike, and without a bias those of a PReLU with a slope for each channel.</summary>
internal sealed record LayerNormPart(string Prefix, int? Inputs, IReadOnlyList<StateTensor> Tensors) : StatePart(Prefix, Inputs, Inputs, Tensors)
{
    public override string Type => "layer-norm";
}

/// <summary>A single vector: a scale.</summary>
internal sealed record ScalePart(StateTensor Tensor, int? Inputs) : StatePart(Tensor.Name, Inputs, Inputs, [Tensor])
{
    public override string Type => "scale";
}
