using Lstm.Embedded;
using Lstm.Shared;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>
/// A network trained elsewhere: the actuator model of a walking robot's joints, two LSTM layers of 8 units. Its file is
/// no part of the repository.
/// </summary>
public class RealFileTests
{
    [Fact]
    public void The_actuator_network()
    {
        var file = WeightFile.Open(SharedFolder.Need("models", "anydrive", "anydrive_v3_lstm.safetensors"));
        Assert.Equal(12, file.TensorNames.Count);
        Assert.Equal([1L, 1L, 2L], file.ShapeOf("in_scale"));

        const double S = WeightPacker.SigmoidFactor;
        const double T = WeightPacker.TanhFactor;
        int first = WeightPacker.ScaleLength(2);
        int second = first + Packers.LstmLength(2, 8, false);
        int dense = second + Packers.LstmLength(8, 8, false);
        int scale = dense + WeightPacker.DenseLength(8, 1);
        var packer = Packers.Of(file, "any", scale + WeightPacker.ScaleLength(1));
        packer.Scale("in_scale", 2);
        packer.Lstm("lstm.", 0, 2, 8, bias: true, peephole: false, S, S, T, S);
        packer.Lstm("lstm.", 1, 8, 8, bias: true, peephole: false, S, S, T, S);
        packer.Dense("linear.", 8, 1, bias: true, WeightPacker.LinearFactor);
        packer.Scale("out_scale", 1);
        var packed = packer.Finish().Span;

        Assert.Equal(file.Read("in_scale", 1, 1, 2), packed[..2].ToArray());
        float[] recurrent = file.Read("lstm.weight_hh_l0", 32, 8);
        Assert.Equal((float)(recurrent[(2 * 8 + 5) * 8 + 3] * T), packed[first + (32 * (1 + 2 + 3)) + (2 * 8) + 5]);
        Assert.Equal((float)((file.Read("lstm.bias_ih_l1", 32)[31] + file.Read("lstm.bias_hh_l1", 32)[31]) * S), packed[second + 31]);
        Assert.Equal(file.Read("linear.bias", 1)[0], packed[dense]);
        Assert.Equal(file.Read("linear.weight", 1, 8), packed.Slice(dense + 16, 8).ToArray());
        Assert.Equal(file.Read("out_scale", 1)[0], packed[scale]);
    }
}
