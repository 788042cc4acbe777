using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>A generated model has the ranges and the thresholds that its weight file carries.</summary>
public class RangesTests
{
    [Fact]
    public void They_come_with_the_weights() => Assert.Equal("-3.5:12,:100,0:", H13Peep.Load(File("-3.5:12,:100,0:")).Ranges.ToString());

    [Fact]
    public void Without_them_every_finite_number_is_in_range()
    {
        var ranges = H13Peep.Load(File(null)).Ranges;
        Assert.Equal(-1, ranges.FirstOutside([float.MaxValue, float.MinValue, 0f]));
        Assert.Equal(2, ranges.FirstOutside([0f, 0f, float.NaN]));
    }

    [Fact]
    public void Those_of_another_number_of_inputs_are_refused_with_the_file() =>
        Assert.Contains("H13Peep weights: found unusable ranges", Assert.Throws<LstmWeightException>(() => H13Peep.Load(File("0:1"))).Message);

    [Fact]
    public void Thresholds_come_with_the_weights_too()
    {
        int outputs = H13Peep.OutputSize;
        string text = "0.73" + new string(',', outputs - 1);
        var model = H13Peep.Load(File(null, text));
        Assert.Equal(0.73f, model.Thresholds[0]);
        Assert.Equal(text, model.WithBody(InstructionSet.Scalar).Thresholds.ToString());
        Assert.Equal((OutputThresholds.Usual, false), (H13Peep.Load(File(null)).Thresholds[0], H13Peep.Load(File(null)).Thresholds.IsChosen(0)));
        Assert.Contains("found unusable thresholds", Assert.Throws<LstmWeightException>(() => H13Peep.Load(File(null, "1" + new string(',', outputs)))).Message);
    }

    private static byte[] File(string? ranges, string? thresholds = null)
    {
        var network = Cases.Network("H13Peep");
        var writer = new WeightFileWriter(network.SpecHash);
        if (ranges is not null)
        {
            writer.AddMetadata(InputRanges.MetadataKey, ranges);
        }
        if (thresholds is not null)
        {
            writer.AddMetadata(OutputThresholds.MetadataKey, thresholds);
        }
        foreach (var (name, (values, shape)) in network.Tensors())
        {
            writer.Add(name, values, shape);
        }
        return writer.ToBytes();
    }
}
