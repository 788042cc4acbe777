using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>A hash that is equal means bits that are equal: one flipped bit is enough to change it.</summary>
public class HashSensitivityTests
{
    private const int Steps = 40;
    private const int Run = Steps;
    private const int Many = Run + GoldenRun.Rows; // stream k has taken k steps more when StepMany begins

    public enum Place
    {
        FirstOutput,
        LastOutput,
        Hidden,
        Cell,
    }

    [Theory]
    [InlineData(Place.FirstOutput, 0)]
    [InlineData(Place.FirstOutput, Steps - 1)]
    [InlineData(Place.LastOutput, 20)]
    [InlineData(Place.LastOutput, Steps - 1)]
    [InlineData(Place.Hidden, 15)]
    [InlineData(Place.Hidden, Steps - 1)]
    [InlineData(Place.Cell, 31)]
    [InlineData(Place.Cell, Steps - 1)]
    [InlineData(Place.FirstOutput, Run)]
    [InlineData(Place.LastOutput, Many - 1)]
    [InlineData(Place.Hidden, Many - 1)]
    [InlineData(Place.Cell, Many - 1)]
    [InlineData(Place.FirstOutput, Many)]
    [InlineData(Place.LastOutput, Many + GoldenRun.Rows)]
    [InlineData(Place.Hidden, Many)]
    [InlineData(Place.Cell, Many + GoldenRun.Rows)]
    public void Any_one_bit(Place place, int step)
    {
        ulong expected = Hash(new WireState { FlipStep = -1 });
        for (int bit = 0; bit < 32; bit++)
        {
            Assert.NotEqual(expected, Hash(new WireState { FlipStep = step, FlipBit = bit, FlipPlace = place }));
        }
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void The_sign_of_one_weight(string name)
    {
        var network = Cases.Network(name);
        byte[] file = network.WeightFile().WithoutDigest();
        ulong expected = network.Load(file).Hash(100);
        file[^1] ^= 0x80; // of the last tensor's last element, little-endian
        Assert.NotEqual(expected, network.Load(file).Hash(100));
    }

    private static ulong Hash(WireState state) => GoldenRun.Hash(new Wire(), ref state, Steps);

    private struct WireState
    {
        public int Time;
        public int FlipStep;
        public int FlipBit;
        public Place FlipPlace;
        public float Hidden;
        public float Cell;

        public readonly void FlipIn(Place place, ref float value)
        {
            if (Time == FlipStep && place == FlipPlace)
            {
                value = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) ^ (1 << FlipBit));
            }
        }
    }

    /// <summary>Returns its input, but for one bit.</summary>
    private sealed class Wire : IGoldenNetwork<WireState>
    {
        public int InputSize => 2;

        public int OutputSize => 2;

        public int RecurrentLayers => 1;

        public void Step(ref WireState state, ReadOnlySpan<float> input, Span<float> output)
        {
            input.CopyTo(output);
            state.Hidden = input[0];
            state.Cell = input[1];
            state.FlipIn(Place.FirstOutput, ref output[0]);
            state.FlipIn(Place.LastOutput, ref output[1]);
            state.FlipIn(Place.Hidden, ref state.Hidden);
            state.FlipIn(Place.Cell, ref state.Cell);
            state.Time++;
        }

        public void Run(ref WireState state, ReadOnlySpan<float> inputs, Span<float> outputs)
        {
            for (int t = 0; t < inputs.Length; t += InputSize)
            {
                Step(ref state, inputs.Slice(t, InputSize), outputs.Slice(t, OutputSize));
            }
        }

        public void StepMany(Span<WireState> states, ReadOnlySpan<float> inputs, Span<float> outputs)
        {
            for (int k = 0; k < states.Length; k++)
            {
                Step(ref states[k], inputs.Slice(k * InputSize, InputSize), outputs.Slice(k * OutputSize, OutputSize));
            }
        }

        public Span<float> Hidden(ref WireState state, int layer) => MemoryMarshal.CreateSpan(ref state.Hidden, 1);

        public Span<float> Cell(ref WireState state, int layer) => MemoryMarshal.CreateSpan(ref state.Cell, 1);
    }
}
