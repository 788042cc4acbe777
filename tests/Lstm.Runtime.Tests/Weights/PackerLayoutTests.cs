using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>Every float of the packed block against <see cref="PlainLayout"/>.</summary>
public class PackerLayoutTests
{
    private static readonly double[] Standard = [WeightPacker.SigmoidFactor, WeightPacker.SigmoidFactor, WeightPacker.TanhFactor, WeightPacker.SigmoidFactor];
    private static readonly double[] AllDifferent = [-11.5, 1, -23.25, 3.7];

    public static TheoryData<int> HiddenSizes => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 25, 28, 29, 31, 32, 33, 48];

    [Theory]
    [InlineData(-8, WeightPacker.SigmoidFactor)]
    [InlineData(-16, WeightPacker.TanhFactor)]
    [InlineData(8, WeightPacker.SoftmaxFactor)]
    public void The_factors_are_multiples_of_the_logarithm_of_e(int multiple, double factor) => Assert.Equal(multiple * Math.Log2(Math.E), factor);

    [Theory]
    [MemberData(nameof(HiddenSizes))]
    public void Lstm_layers_of_all_kinds(int hidden)
    {
        foreach (bool bias in (bool[])[true, false])
        {
            foreach (bool peephole in (bool[])[true, false])
            {
                foreach (int inputs in (int[])[1, 3, 16])
                {
                    Check(hidden, inputs, bias, peephole, Standard);
                    Check(hidden, inputs, bias, peephole, AllDifferent);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 3)]
    [InlineData(16, 16)]
    [InlineData(17, 17)]
    [InlineData(40, 33)]
    public void Dense_layers(int inputs, int outputs)
    {
        var random = new Random(inputs);
        var weight = NamedTensor.Random(random, "d.weight", outputs, inputs);
        var bias = NamedTensor.Random(random, "d.bias", outputs);
        foreach (double factor in (double[])[WeightPacker.LinearFactor, WeightPacker.SigmoidFactor, WeightPacker.TanhFactor, WeightPacker.SoftmaxFactor])
        {
            var with = new PlainLayout();
            with.Dense(weight, bias, factor);
            Assert.Equal(WeightPacker.DenseLength(inputs, outputs), with.Floats.Length);
            Same(with.Floats, Pack([weight, bias], with.Floats.Length, p => p.Dense("d.", inputs, outputs, true, factor)));

            var without = new PlainLayout();
            without.Dense(weight, null, factor);
            Same(without.Floats, Pack([weight], without.Floats.Length, p => p.Dense("d.", inputs, outputs, false, factor)));
        }
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(5, new[] { 1 })]
    [InlineData(5, new int[0])]
    [InlineData(6, new[] { 1, 2, 3 })]
    [InlineData(16, new[] { 16 })]
    [InlineData(17, new[] { 17, 1 })]
    public void Scale_layers(int size, int[] shape)
    {
        var scale = NamedTensor.Random(new Random(size), "in_scale", shape);
        var plain = new PlainLayout();
        plain.Scale(scale, size);
        Assert.Equal(WeightPacker.ScaleLength(size), plain.Floats.Length);
        Same(plain.Floats, Pack([scale], plain.Floats.Length, p => p.Scale("in_scale", size)));
    }

    [Fact]
    public void Layers_follow_each_other_in_the_order_of_the_calls()
    {
        var random = new Random(7);
        List<NamedTensor> tensors =
        [
            NamedTensor.Random(random, "out_scale", 1), // the file's order is another
            NamedTensor.Random(random, "linear.weight", 3, 5),
            NamedTensor.Random(random, "linear.bias", 3),
            NamedTensor.Random(random, "lstm.weight_ih_l0", 36, 2),
            NamedTensor.Random(random, "lstm.weight_hh_l0", 36, 9),
            NamedTensor.Random(random, "lstm.bias_ih_l0", 36),
            NamedTensor.Random(random, "lstm.bias_hh_l0", 36),
            NamedTensor.Random(random, "lstm.weight_ih_l1", 20, 9),
            NamedTensor.Random(random, "lstm.weight_hh_l1", 20, 5),
            NamedTensor.Random(random, "lstm.peephole_l1", 3, 5),
            NamedTensor.Random(random, "in_scale", 1, 1, 2),
        ];
        var plain = new PlainLayout();
        plain.Scale(tensors[10], 2);
        plain.Lstm(tensors[3], tensors[4], tensors[5], tensors[6], null, Standard);
        plain.Lstm(tensors[7], tensors[8], null, null, tensors[9], AllDifferent);
        plain.Dense(tensors[1], tensors[2], WeightPacker.SoftmaxFactor);
        plain.Scale(tensors[0], 3);
        var packed = Pack(tensors, plain.Floats.Length, p =>
        {
            p.Scale("in_scale", 2);
            p.Lstm("lstm.", 0, 2, 9, true, false, Standard[0], Standard[1], Standard[2], Standard[3]);
            p.Lstm("lstm.", 1, 9, 5, false, true, AllDifferent[0], AllDifferent[1], AllDifferent[2], AllDifferent[3]);
            p.Dense("linear.", 5, 3, true, WeightPacker.SoftmaxFactor);
            p.Scale("out_scale", 3);
        });
        Same(plain.Floats, packed);
    }

    [Fact]
    public void The_biases_are_added_in_single_precision()
    {
        const float Big = 1 << 24;
        var tensors = new NamedTensor[]
        {
            new("weight_ih_l0", [4, 1], new float[4]),
            new("weight_hh_l0", [4, 1], new float[4]),
            new("bias_ih_l0", [4], [Big, Big, Big, Big]),
            new("bias_hh_l0", [4], [1, 1, 1, 1]),
        };
        var packed = Pack(tensors, Packers.LstmLength(1, 1, false), p => p.Lstm("", 0, 1, 1, true, false, 3, 3, 3, 3));
        Assert.Equal(3 * Big, packed.Span[0]); // in double, 3·(2^24 + 1) would round to 3·2^24 + 4
    }

    [Fact]
    public void Lengths_that_no_array_holds_are_refused()
    {
        Assert.Contains(" takes 2500200000 floats ", Assert.Throws<OverflowException>(() => Pack([], 16, p => p.Lstm("", 0, 1, 25_000, false, false, 1, 1, 1, 1))).Message);
        Assert.Contains(" takes 10000100000 floats ", Assert.Throws<OverflowException>(() => WeightPacker.DenseLength(100_000, 100_000)).Message);
        Assert.Contains(" takes 2147483648 floats ", Assert.Throws<OverflowException>(() => WeightPacker.ScaleLength(int.MaxValue)).Message);
        Assert.Contains(" takes 36893488145271619584 floats ", Assert.Throws<OverflowException>(() => Pack([], 16, p => p.Lstm("", 0, int.MaxValue, int.MaxValue, false, true, 1, 1, 1, 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack([], 16, p => p.Lstm("", 0, 0, 1, false, false, 1, 1, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightPacker.DenseLength(1, -1));
    }

    // The generator decides which panels there are; the packer that nothing is written beside them.
    [Theory]
    [InlineData(17, 16, 1)]
    [InlineData(16, 16, 2)]
    [InlineData(4, 4, 2)]
    public void Panels_that_are_not_those_of_the_units_are_refused(int units, int width, int count)
    {
        var random = new Random(2);
        NamedTensor[] tensors = [NamedTensor.Random(random, "w", units, 1)];
        Assert.Throws<ArgumentException>(() => Pack(tensors, 64, p => p.Panels(units, [(width, count)], new PanelSource(1, new PanelGate(1, "w", 0, 1)))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack(tensors, 64, p => p.Panels(units, [(width, 0)], new PanelSource(1, new PanelGate(1, "w", 0, 1)))));
    }

    [Fact]
    public unsafe void The_block_begins_on_a_cache_line()
    {
        for (int length = 16; length <= 1600; length += 16)
        {
            float[] values = new float[length];
            values[^1] = 1;
            var packed = Pack([new NamedTensor("s", [length], values)], length, p => p.Scale("s", length));
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref packed.Reference) % 64);
            Assert.True(Unsafe.AreSame(ref packed.Reference, ref MemoryMarshal.GetReference(packed.Span)));
            Assert.Equal(length, packed.Length);
            Assert.Equal(1, packed.Span[^1]);
        }
    }

    private static void Check(int hidden, int inputs, bool bias, bool peephole, double[] factors)
    {
        var random = new Random((hidden * 100) + inputs);
        var weightIh = NamedTensor.Random(random, "lstm.weight_ih_l2", 4 * hidden, inputs);
        var weightHh = NamedTensor.Random(random, "lstm.weight_hh_l2", 4 * hidden, hidden);
        var biasIh = bias ? NamedTensor.Random(random, "lstm.bias_ih_l2", 4 * hidden) : null;
        var biasHh = bias ? NamedTensor.Random(random, "lstm.bias_hh_l2", 4 * hidden) : null;
        var peepholes = peephole ? NamedTensor.Random(random, "lstm.peephole_l2", 3, hidden) : null;
        var plain = new PlainLayout();
        plain.Lstm(weightIh, weightHh, biasIh, biasHh, peepholes, factors);
        Assert.Equal(Packers.LstmLength(inputs, hidden, peephole), plain.Floats.Length);
        List<NamedTensor> tensors = [weightHh, weightIh];
        foreach (var tensor in (NamedTensor?[])[biasIh, biasHh, peepholes])
        {
            if (tensor is not null)
            {
                tensors.Add(tensor);
            }
        }
        Same(plain.Floats, Pack(tensors, plain.Floats.Length, p => p.Lstm("lstm.", 2, inputs, hidden, bias, peephole, factors[0], factors[1], factors[2], factors[3])));
    }

    /// <summary>Weights that decay has left behind below 2^-100, in the denormals at last, and values below 2^-60 that a layer would hand on.</summary>
    [Fact]
    public void What_is_too_small_becomes_zero()
    {
        float least = MathF.ScaleB(1, -100), tiny = MathF.ScaleB(1, -60);
        float[] values = [1e-41f, -1e-38f, MathF.BitDecrement(least), -least, MathF.BitDecrement(tiny), tiny];
        float[] ofWeights = [0, 0, 0, -least, MathF.BitDecrement(tiny), tiny], ofValues = [0, 0, 0, 0, 0, tiny];
        var weight = new NamedTensor("a.weight", [1, 6], values);
        var all = new NamedTensor("a", [6], values);
        Begins(ofWeights, Pack([weight], WeightPacker.DenseLength(6, 1), p => p.Dense("a.", 6, 1, false, WeightPacker.LinearFactor)), 16);
        Begins(ofWeights, Pack([all], WeightPacker.ScaleLength(6), p => p.Scale("a", 6)), 0);
        Begins(ofWeights, Pack([all], 16, p => p.Units(6, new PanelGate(1, "a", 0, 1), matrix: false)), 0);
        Begins(ofValues, Pack([weight], 16, p => p.Embedding("a.", 1, 6)), 0);
        Begins(ofValues, Pack([all], 16, p => p.Vector("a", 6)), 0);

        static void Begins(float[] expected, PackedWeights packed, int at) =>
            Assert.Equal(Array.ConvertAll(expected, BitConverter.SingleToUInt32Bits), Array.ConvertAll(packed.Span.Slice(at, expected.Length).ToArray(), BitConverter.SingleToUInt32Bits));
    }

    private static PackedWeights Pack(IEnumerable<NamedTensor> tensors, int length, Action<WeightPacker> layers)
    {
        var packer = Packers.Of(WeightFile.Parse(RawFile.Of(tensors), RawFile.Name), "", length);
        layers(packer);
        return packer.Finish();
    }

    private static void Same(float[] expected, PackedWeights packed)
    {
        Assert.Equal(expected.Length, packed.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(packed.Span[i]), $"float {i}: {packed.Span[i]} instead of {expected[i]}");
        }
    }
}
