using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>What a name in the graph stands for.</summary>
internal abstract record Value;

/// <summary>A tensor whose numbers are known: an initializer, or computed from such and from shapes.</summary>
/// <param name="Dims">Its dimensions; none for a scalar.</param>
/// <param name="Values">Its values, row by row. Doubles hold every number that a weight or a size can be.</param>
/// <param name="IsWhole">Whether its type is one of whole numbers.</param>
internal sealed record Constant(ImmutableArray<long> Dims, double[] Values, bool IsWhole) : Value
{
    /// <summary>Whether it was computed from the number of time steps, for which a number stands that is none.</summary>
    public bool FromTime { get; init; }

    /// <summary>As single precision.</summary>
    public float[] Floats => Array.ConvertAll(Values, value => (float)value);

    /// <summary>As whole numbers; what is too large becomes the largest.</summary>
    public long[] Longs => Array.ConvertAll(Values, value => value >= 9e18 ? long.MaxValue : value <= -9e18 ? long.MinValue : (long)value);

    public static Constant Of(IEnumerable<long> values, bool fromTime = false)
    {
        double[] all = [.. values.Select(value => (double)value)];
        return new Constant([all.Length], all, true) { FromTime = fromTime };
    }
}

/// <summary>What an axis counts.</summary>
internal enum AxisRole
{
    Time,
    Batch,
    Direction,
    Feature,

    /// <summary>Values of one position of a frame.</summary>
    Channel,

    /// <summary>Positions within a frame, which is one time step.</summary>
    Position,

    /// <summary>Recurrent layers whose final states stand one behind the other.</summary>
    Layer,

    /// <summary>One; it has no meaning.</summary>
    Unit,
}

/// <summary>An axis of what flows through the network.</summary>
internal readonly record struct Axis(AxisRole Role, long Size)
{
    public static Axis Unit { get; } = new(AxisRole.Unit, 1);
}

/// <summary>What flows through the network: the output of a layer, and how it lies.</summary>
/// <param name="Layer">The layer it comes from; <see cref="Specification.NetworkGraph.Input"/> of the sample's number, which is less than 0.</param>
/// <param name="Axes">Its axes.</param>
internal sealed record Signal(int Layer, ImmutableArray<Axis> Axes) : Value
{
    /// <summary>A pooling that has been recognised and is no layer yet.</summary>
    public Specification.PoolKind? Pooling { get; init; }

    /// <summary>Which direction of a bidirectional layer it is alone; null for all there are.</summary>
    public int? OneDirection { get; init; }

    /// <summary>How many of the first values it is cut down to; null for all.</summary>
    public long? First { get; init; }

    /// <summary>Zeros put before the beginning, for a convolution.</summary>
    public long Leading { get; init; }

    /// <summary>Time steps at the beginning for which the graph has no value, as convolutions without padding leave them out.</summary>
    public int Late { get; init; }

    /// <summary>Time steps too many at the end, as a convolution padded on both sides leaves.</summary>
    public long Trailing { get; init; }

    /// <summary>What was put before and behind a frame, for a convolution within it; null for nothing.</summary>
    public FramePadding? Padding { get; init; }

    /// <summary>Whether it is the final cell state of a layer, which no layer takes.</summary>
    public bool IsCell { get; init; }

    /// <summary>Whether something else takes it too, so that its layer must stay as it is.</summary>
    public bool IsShared { get; init; }

    public int AxisOf(AxisRole role) => Axes.IndexOf(Axes.FirstOrDefault(axis => axis.Role == role, new Axis(role, -1)));

    public override string ToString() => $"[{string.Join(", ", Axes.Select(axis => axis.Role == AxisRole.Unit ? "1" : axis.Role.ToString().ToLowerInvariant()))}]";
}

/// <summary>Positions put before and behind a frame.</summary>
/// <param name="Left">How many before it.</param>
/// <param name="Right">How many behind it.</param>
/// <param name="Reflect">Whether they mirror the frame, rather than being zero.</param>
internal readonly record struct FramePadding(int Left, int Right, bool Reflect);

/// <summary>A state that the graph takes as an input: what a stream carries.</summary>
internal sealed record CarriedState(string Name) : Value;

/// <summary>A number that the graph takes as an input, such as a sampling rate; nothing flows from it.</summary>
internal sealed record Setting(string Name) : Value;

/// <summary>One half of a frame's channels, or its squares: a step of magnitudes, which are written as √(a² + b²).</summary>
/// <param name="Of">The frame.</param>
/// <param name="Axes">The half's axes.</param>
/// <param name="IsSecond">Whether it is the second half.</param>
internal sealed record HalfChannels(Signal Of, ImmutableArray<Axis> Axes, bool IsSecond) : Value
{
    /// <summary>Whether each value is its square.</summary>
    public bool IsSquared { get; init; }
}

/// <summary>a² + b² of the halves of a frame's channels.</summary>
internal sealed record PowerSpectrum(Signal Of) : Value;

/// <summary>Final states of several layers, along the first axis.</summary>
internal sealed record Stack(ImmutableArray<Signal> Parts) : Value;

/// <summary>|x|, or with <paramref name="PlusOne"/> 1 + |x|: a step of softsign, which older exporters write as x/(1 + |x|).</summary>
internal sealed record Absolute(Signal Of, bool PlusOne) : Value;

/// <summary>What cannot be used, and why not.</summary>
internal sealed record Unusable(string What) : Value;
