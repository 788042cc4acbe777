using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>What a spec and a weight file can disagree about.</summary>
public class PackerRefusalTests
{
    private const int Inputs = 2;
    private const int Hidden = 3;

    [Fact]
    public void A_file_trained_for_another_spec()
    {
        var file = WeightFile.Parse(RawFile.Of([], "aaaa"), RawFile.Name);
        Refused.By(() => Packers.Of(file, "bbbb", 0).Finish(), null, "weights trained for another spec, hash \"aaaa\"", "hash \"bbbb\"");
        Assert.Equal(0, Packers.Of(file, "aaaa", 0).Finish().Length);
        Assert.Equal(0, Packers.Of(RawFile.File(), "bbbb", 0).Finish().Length);
    }

    [Theory]
    [InlineData("weight_ih_l0", "shape [12, 2]")]
    [InlineData("weight_hh_l0", "shape [12, 3]")]
    [InlineData("bias_hh_l0", "shape [12]")]
    [InlineData("peephole_l0", "[3, 3], or \"peephole\": false")]
    public void A_missing_tensor(string missing, string expected)
    {
        var tensors = Layer("lstm.").Where(t => t.Name != "lstm." + missing).ToArray();
        Refused.By(() => Pack(tensors, "lstm."), "lstm." + missing, "no such tensor", expected);
    }

    [Fact]
    public void A_layer_without_biases()
    {
        var tensors = Layer("").Where(t => !t.Name.StartsWith("bias", StringComparison.Ordinal)).ToArray();
        Refused.By(() => Pack(tensors, ""), "bias_ih_l0", "no such tensor", "\"bias\": false");
    }

    [Fact]
    public void One_of_two_biases()
    {
        var tensors = Layer("").Where(t => t.Name != "bias_ih_l0").ToArray();
        Refused.By(() => Pack(tensors, ""), "bias_ih_l0", "no such tensor", "[12]; the file has \"bias_hh_l0\"");
    }

    [Fact]
    public void Another_prefix_is_suggested()
    {
        Refused.By(() => Pack(Layer("lstm."), ""), "weight_ih_l0", "no such tensor", "the file has \"lstm.weight_ih_l0\"; if no other layer takes it, set the layer's \"tensors\" to \"lstm.\"");
        Refused.By(() => Pack(Layer(""), "lstm."), "lstm.weight_ih_l0", "no such tensor", "the file has \"weight_ih_l0\"; if no other layer takes it, set the layer's \"tensors\" to \"\"");
    }

    [Fact]
    public void Among_several_prefixes_the_shape_decides()
    {
        var random = new Random(1);
        var file = RawFile.File(NamedTensor.Random(random, "conv.weight", 4, 3, 3), NamedTensor.Random(random, "head.weight", 1, 8), NamedTensor.Random(random, "head.bias", 1));
        var packer = Packers.Of(file, "", 32);
        Refused.By(() => packer.Dense("dense0.", 8, 1, true, 1), "dense0.weight", "no such tensor", "the file has \"head.weight\"; if no other layer takes it, set the layer's \"tensors\" to \"head.\"");
        Refused.By(() => packer.Dense("dense0.", 9, 1, true, 1), "dense0.weight", "no such tensor", "[1, 9]; the file's tensors are");
    }

    [Fact]
    public void The_tensors_of_a_layer_before_are_not_suggested()
    {
        var random = new Random(1);
        var packer = Packers.Of(RawFile.File(NamedTensor.Random(random, "first.weight", 8, 8), NamedTensor.Random(random, "first.bias", 8), NamedTensor.Random(random, "other.weight", 8, 8)), "", 512);
        packer.Dense("first.", 8, 8, true, 1);
        Refused.By(() => packer.Dense("second.", 8, 8, true, 1), "second.weight", "no such tensor", "the file has \"other.weight\"; if no other layer takes it, set the layer's \"tensors\" to \"other.\"");
    }

    [Fact]
    public void Names_nearby_are_suggested()
    {
        Refused.By(() => Packers.Of(RawFile.File(Layer("")), "", 500).Lstm("", 1, Inputs, Hidden, true, true, 1, 1, 1, 1), "weight_ih_l1", "no such tensor", "the file has \"weight_ih_l0\"");
        var scales = RawFile.File(new NamedTensor("in_scale", [1], [1]), new NamedTensor("something_else", [1], [1]));
        Refused.By(() => Packers.Of(scales, "", 16).Scale("inscale", 2), "inscale", "no such tensor", "2 elements or 1; the file has \"in_scale\".");
        Refused.By(() => Packers.Of(scales, "", 16).Scale("factor", 1), "factor", "no such tensor", "1 element; the file's tensors are \"in_scale\", \"something_else\".");
        Refused.By(() => Packers.Of(RawFile.File(), "", 16).Scale("factor", 1), "factor", "no such tensor", "the file has no tensors");
    }

    [Fact]
    public void A_dense_layer_without_bias()
    {
        var file = RawFile.File(new NamedTensor("weight", [1, 2], [1, 2]));
        Refused.By(() => Packers.Of(file, "", 32).Dense("", 2, 1, true, 1), "bias", "no such tensor", "[1], or \"bias\": false");
    }

    [Theory]
    [InlineData(0, "shape [12, 2]")]
    [InlineData(1, "shape [12, 3]")]
    [InlineData(2, "shape [12]")]
    [InlineData(3, "shape [12]")]
    [InlineData(4, "shape [3, 3]")]
    public void A_tensor_of_another_shape(int which, string expected)
    {
        var tensors = Layer("");
        tensors[which] = tensors[which] with { Shape = [1, tensors[which].Values.Length] };
        Refused.By(() => Pack(tensors, ""), tensors[which].Name, $"shape [1, {tensors[which].Values.Length}]", expected);
    }

    [Fact]
    public void A_scale_of_another_length()
    {
        var file = RawFile.File(new NamedTensor("s", [2, 2], [1, 2, 3, 4]));
        Refused.By(() => Packers.Of(file, "", 16).Scale("s", 3), "s", "4 elements, shape [2, 2]", "3 elements or 1");
    }

    [Fact]
    public void Tensors_that_no_layer_uses()
    {
        NamedTensor[] tensors = [.. Layer(""), new("extra.weight", [1, 2], [1, 2]), new("extra.bias", [1], [1])];
        Refused.By(() => Pack(tensors, ""), "extra.weight", "shape [1, 2] that no layer of the spec uses (nor are \"extra.bias\")", "only tensors that the spec's layers use");
        NamedTensor[] oneMore = [.. Layer(""), new("weight_ih_l0_reverse", [12, 2], new float[24])];
        Refused.By(() => Pack(oneMore, ""), "weight_ih_l0_reverse", "that no layer of the spec uses", "only tensors");
    }

    [Fact]
    public void Biases_that_the_spec_does_without()
    {
        var packer = Packers.Of(RawFile.File(Layer("")), "", Packers.LstmLength(Inputs, Hidden, true));
        packer.Lstm("", 0, Inputs, Hidden, false, true, 1, 1, 1, 1);
        Refused.By(() => packer.Finish(), "bias_ih_l0", "that no layer of the spec uses (nor are \"bias_hh_l0\")", "only tensors");
    }

    [Theory]
    [InlineData(0, "[11, 1]")]
    [InlineData(1, "[11, 2]")]
    [InlineData(2, "[11]")]
    [InlineData(4, "[2, 2]")]
    public void A_weight_that_overflows_when_its_factor_is_folded_in(int which, string index)
    {
        var tensors = Layer("");
        tensors[which].Values[^1] = 1e38f;
        Refused.By(() => Pack(tensors, ""), tensors[which].Name, $"1E+38 at {index}, which overflows when its activation's factor -11.541560327111707", "a network that has been trained");
    }

    [Fact]
    public void Biases_whose_sum_overflows()
    {
        var tensors = Layer("");
        tensors[2].Values[4] = 3e38f;
        tensors[3].Values[4] = 3e38f;
        Refused.By(() => Pack(tensors, ""), "bias_ih_l0", "3E+38 at [4], which overflows when \"bias_hh_l0\" is added", "a network that has been trained");
    }

    [Fact]
    public void A_NaN_is_refused_by_every_layer()
    {
        for (int which = 0; which < 5; which++)
        {
            var tensors = Layer("");
            tensors[which].Values[0] = float.NaN;
            Refused.By(() => Pack(tensors, ""), tensors[which].Name, "NaN at [0", "finite weights");
        }
    }

    [Theory]
    [InlineData(240, "at least 256 floats to pack", "240 floats, the length in the generated code")]
    [InlineData(272, "256 floats packed", "272 floats, the length in the generated code")]
    public void A_block_of_another_length(int length, string found, string expected)
    {
        var random = new Random(1);
        NamedTensor[] tensors = [NamedTensor.Random(random, "weight_ih_l0", 12, 9), NamedTensor.Random(random, "weight_hh_l0", 12, 3), NamedTensor.Random(random, "peephole_l0", 3, 3)];
        Refused.By(
            () =>
            {
                var packer = Packers.Of(RawFile.File(tensors), "", length);
                packer.Lstm("", 0, 9, 3, false, true, 1, 1, 1, 1);
                packer.Finish();
            },
            null, found, expected);
    }

    [Fact]
    public void A_finished_block_no_longer_changes()
    {
        var packer = Packers.Of(RawFile.File(new NamedTensor("s", [1], [1])), "", 16);
        packer.Scale("s", 1);
        packer.Finish();
        Assert.Throws<InvalidOperationException>(() => packer.Scale("s", 1));
    }

    private static NamedTensor[] Layer(string prefix)
    {
        var random = new Random(3);
        return
        [
            NamedTensor.Random(random, prefix + "weight_ih_l0", 4 * Hidden, Inputs),
            NamedTensor.Random(random, prefix + "weight_hh_l0", 4 * Hidden, Hidden),
            NamedTensor.Random(random, prefix + "bias_ih_l0", 4 * Hidden),
            NamedTensor.Random(random, prefix + "bias_hh_l0", 4 * Hidden),
            NamedTensor.Random(random, prefix + "peephole_l0", 3, Hidden),
        ];
    }

    private static void Pack(IEnumerable<NamedTensor> tensors, string prefix)
    {
        var packer = Packers.Of(WeightFile.Parse(RawFile.Of(tensors), RawFile.Name), "", Packers.LstmLength(Inputs, Hidden, true));
        packer.Lstm(prefix, 0, Inputs, Hidden, true, true, WeightPacker.SigmoidFactor, WeightPacker.SigmoidFactor, WeightPacker.TanhFactor, WeightPacker.SigmoidFactor);
        packer.Finish();
    }
}
