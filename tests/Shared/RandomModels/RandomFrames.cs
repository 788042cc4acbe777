using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>Draws layers that take a sample for a frame of positions.</summary>
internal static class RandomFrames
{
    private const int MostOutputs = 140;

    /// <summary>A convolution within frames of <paramref name="size"/> values.</summary>
    public static FrameConvLayerSpec Conv(Random random, string tensors, int size)
    {
        int channels = OneOf(random, [.. Enumerable.Range(1, size).Where(divisor => size % divisor == 0)]);
        int positions = size / channels, stride = random.Next(1, 4), dilation = random.Next(1, 3);
        bool reflect = random.Next(2) == 0;
        int most = reflect ? Math.Min(3, positions - 1) : 3;
        int padLeft = random.Next(most + 1), padRight = random.Next(most + 1);
        int kernel = random.Next(1, Math.Min(5, ((positions + padLeft + padRight - 1) / dilation) + 1) + 1);
        var conv = new FrameConvLayerSpec(tensors, channels, 1, kernel, stride, dilation, padLeft, padRight, reflect && padLeft + padRight > 0, random.Next(4) != 0, default);
        int filters = random.Next(1, Math.Max(1, MostOutputs / conv.OutputPositions(size)) + 1);
        return conv with { Filters = filters, Activation = RandomActivations.Gate(random) };
    }

    /// <summary>A magnitude of frames of <paramref name="size"/> values, an even number.</summary>
    public static MagnitudeLayerSpec Magnitude(Random random, int size) =>
        new(OneOf(random, [.. Enumerable.Range(1, size).Where(channels => channels % 2 == 0 && size % channels == 0)]));

    private static int OneOf(Random random, int[] values) => values[random.Next(values.Length)];
}
