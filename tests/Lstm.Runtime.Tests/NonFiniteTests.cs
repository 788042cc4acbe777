using System;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests;

/// <summary>The guard's routine at every length, with every kind of value at every place, and what it may not touch behind.</summary>
public class NonFiniteTests
{
    private const int Most = 40;
    private static readonly float[] Finite = [0f, -0f, float.Epsilon, -1e-40f, 1f, -1f, float.MaxValue, float.MinValue];
    private static readonly float[] Not = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF)];

    [Fact]
    public void A_value_that_is_not_finite_is_found_wherever_it_is()
    {
        for (int count = 1; count <= Most; count++)
        {
            float[] values = [.. Values(count), float.NaN]; // the last is behind
            Assert.Equal(0, NonFinite.Mask(ref values[0], count));
            for (int place = 0; place < count; place++)
            {
                foreach (float bad in Not)
                {
                    float before = values[place];
                    values[place] = bad;
                    Assert.Equal(-1, NonFinite.Mask(ref values[0], count));
                    values[place] = before;
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Values_are_taken_by_the_mask_to_the_bit(int mask)
    {
        for (int count = 1; count <= Most; count++)
        {
            float[] values = [.. Values(count).Select((value, k) => k % 3 == 0 ? Not[k % Not.Length] : value), 7f];
            float[] others = [.. Values(count).Reverse(), 9f];
            float[] held = [.. values], kept = [.. others], cleared = [.. values], begun = [.. values];
            NonFinite.Hold(ref held[0], ref kept[0], count, mask);
            NonFinite.Clear(ref cleared[0], count, mask);
            NonFinite.Begin(ref begun[0], ref others[0], count, mask);
            float[] chosen = mask == 0 ? values[..count] : others[..count];
            Same([.. chosen, 7f], held);
            Same([.. chosen, 9f], kept);
            Same([.. chosen, 7f], begun);
            Same([.. mask == 0 ? values[..count] : new float[count], 7f], cleared);
        }
    }

    [Fact]
    public void The_count_ends_at_the_largest_int()
    {
        foreach (var (before, mask, after) in new[] { (0, 0, 0), (0, -1, 1), (41, -1, 42), (int.MaxValue, 0, int.MaxValue), (int.MaxValue - 1, -1, int.MaxValue), (int.MaxValue, -1, int.MaxValue) })
        {
            float number = BitConverter.Int32BitsToSingle(before);
            NonFinite.Count(ref number, mask);
            Assert.Equal(after, BitConverter.SingleToInt32Bits(number));
        }
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(k => Finite[k % Finite.Length])];

    private static void Same(float[] expected, float[] found) => Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), found.Select(BitConverter.SingleToUInt32Bits));
}
