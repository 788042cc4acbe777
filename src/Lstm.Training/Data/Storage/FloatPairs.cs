using System;
using System.Collections;

namespace Lstm.Training.Data.Storage;

/// <summary>
/// Makes two floats of each of many doubles, in the place of the doubles: so much memory as the numbers took when they were read is all that they ever take.
/// </summary>
internal static class FloatPairs
{
    private const int Block = 4096;

    /// <summary>Makes two floats of each of some doubles.</summary>
    /// <param name="start">The place of the first.</param>
    /// <param name="doubles">The doubles.</param>
    /// <param name="first">Receives a float for each.</param>
    /// <param name="second">Receives another.</param>
    public delegate void Conversion(int start, ReadOnlySpan<double> doubles, Span<float> first, Span<float> second);

    /// <summary>Converts all of them, a block at a time, and puts first floats beside first ones and second beside second.</summary>
    /// <param name="doubles">Of no use afterwards: the floats take their place.</param>
    /// <param name="convert">What becomes of a block.</param>
    public static (Values<float> First, Values<float> Second) InPlace(Values<double> doubles, Conversion convert)
    {
        int count = doubles.Length, blocks = count / Block, tail = count % Block;
        var place = Floats(doubles);
        var all = place.Memory.Span;
        double[] source = new double[Block];
        for (int start = 0; start < count; start += Block)
        {
            int length = Math.Min(Block, count - start);
            doubles.AsSpan(start, length).CopyTo(source);
            convert(start, source.AsSpan(0, length), all.Slice(2 * start, length), all.Slice((2 * start) + length, length));
        }
        float[] rest = all[(2 * blocks * Block)..].ToArray();
        Unshuffle(all, blocks);
        // The second floats make room for the last of the first.
        all.Slice(blocks * Block, blocks * Block).CopyTo(all[count..]);
        rest.AsSpan(0, tail).CopyTo(all[(blocks * Block)..]);
        rest.AsSpan(tail).CopyTo(all[(count + (blocks * Block))..]);
        return (place[..count], place[count..]);
    }

    /// <summary>Makes one float of each, in the first half of their place.</summary>
    /// <param name="doubles">Of no use afterwards.</param>
    /// <param name="convert">What becomes of a block; its second floats are not kept.</param>
    /// <returns>The floats, and the other half of the place, which is free.</returns>
    public static (Values<float> Floats, Values<float> Free) OneInPlace(Values<double> doubles, Conversion convert)
    {
        int count = doubles.Length;
        var place = Floats(doubles);
        double[] source = new double[Block];
        float[] unused = new float[Block];
        for (int start = 0; start < count; start += Block)
        {
            int length = Math.Min(Block, count - start);
            doubles.AsSpan(start, length).CopyTo(source);
            convert(start, source.AsSpan(0, length), place.Memory.Span.Slice(start, length), unused.AsSpan(0, length));
        }
        return (place[..count], place[count..]);
    }

    private static Values<float> Floats(Values<double> doubles) => new(new CastMemory<double, float>(doubles.Memory, checked(2 * doubles.Length)).Memory);

    /// <summary>Brings blocks that are first, second, first, second, … to all first, all second: each goes to where it belongs, and the one that was there is the next to be moved.</summary>
    private static void Unshuffle(Span<float> all, int pairs)
    {
        var done = new BitArray(2 * pairs);
        float[] moving = new float[Block], replaced = new float[Block];
        for (int begin = 0; begin < 2 * pairs; begin++)
        {
            if (done[begin])
            {
                continue;
            }
            all.Slice(begin * Block, Block).CopyTo(moving);
            int at = begin;
            do
            {
                at = (at / 2) + (at % 2 * pairs);
                all.Slice(at * Block, Block).CopyTo(replaced);
                moving.CopyTo(all[(at * Block)..]);
                (moving, replaced) = (replaced, moving);
                done[at] = true;
            }
            while (at != begin);
        }
    }
}
