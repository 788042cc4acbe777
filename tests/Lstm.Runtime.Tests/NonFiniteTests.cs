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
        for (int memory = 1; memory <= Most; memory++)
        {
            for (int outputs = 1; outputs <= 18; outputs += 1 + (memory % 3))
            {
                for (int place = -1; place < memory + outputs; place++)
                {
                    float[] state = [.. Values(memory), .. Values(memory).Reverse(), .. Values(outputs).Reverse(), 0f, 7f], output = [.. Values(outputs), 9f];
                    Bad(place, memory, state, output);
                    float[] keptState = place >= 0 && place < memory ? [.. Values(memory).Reverse()] : Values(memory); // results do not undo the state
                    float[] expected = [.. keptState, .. keptState, .. place < 0 ? Values(outputs) : Values(outputs).Reverse(), Int(place < 0 ? 0 : 1), 7f];
                    float[] results = place < 0 ? [.. output] : [.. Values(outputs).Reverse(), 9f];
                    NonFinite.Hold(ref state[0], memory, ref output[0], outputs, ref state[^2]);
                    Same(expected, state);
                    Same(results, output);

                    state = [.. Values(memory), 0f, 7f];
                    output = [.. Values(outputs), 9f];
                    Bad(place, memory, state, output);
                    bool undone = place >= 0 && place < memory;
                    Assert.Equal(undone ? -1 : 0, NonFinite.Reset(ref state[0], memory, ref output[0], outputs, ref state[^2]));
                    Same([.. undone ? new float[memory] : Values(memory), Int(place < 0 ? 0 : 1), 7f], state);
                    Same(place < 0 ? [.. Values(outputs), 9f] : [.. new float[outputs], 9f], output);
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void The_beginning_is_taken_by_the_mask_to_the_bit(int mask)
    {
        for (int count = 1; count <= Most; count++)
        {
            float[] values = [.. Values(count).Select((value, k) => k % 3 == 0 ? Not[k % Not.Length] : value), 7f];
            float[] first = [.. Values(count).Reverse(), 9f], begun = [.. values];
            NonFinite.Begin(ref begun[0], ref first[0], count, mask);
            Same([.. (mask == 0 ? values : first)[..count], 7f], begun);
        }
    }

    [Fact]
    public void The_count_ends_at_the_largest_int()
    {
        foreach (var (before, value, after) in new[] { (0, 1f, 0), (0, float.NaN, 1), (41, float.NaN, 42), (int.MaxValue, 1f, int.MaxValue), (int.MaxValue - 1, float.NaN, int.MaxValue), (int.MaxValue, float.NaN, int.MaxValue) })
        {
            float state = value, output = 0, number = Int(before);
            NonFinite.Reset(ref state, 1, ref output, 1, ref number);
            Assert.Equal(after, BitConverter.SingleToInt32Bits(number));
        }
    }

    private static void Bad(int place, int memory, float[] state, float[] output)
    {
        if (place >= 0)
        {
            (place < memory ? ref state[place] : ref output[place - memory]) = Not[place % Not.Length];
        }
    }

    private static float Int(int value) => BitConverter.Int32BitsToSingle(value);

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(k => Finite[k % Finite.Length])];

    private static void Same(float[] expected, float[] found) => Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), found.Select(BitConverter.SingleToUInt32Bits));
}
