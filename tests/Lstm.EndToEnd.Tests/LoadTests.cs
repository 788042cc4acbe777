using System;
using System.Buffers.Binary;
using System.IO;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Weights that are not this network's are refused by Load, with the file and the tensor named.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly GoldenNetwork Network = Cases.Network("H13Peep");
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-load-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_sound_file()
    {
        string path = Path.Combine(folder, "sound.safetensors");
        File.WriteAllBytes(path, Network.WeightFile());
        float[] fromFile = new float[Network.OutputSize], fromBytes = new float[Network.OutputSize];
        Network.Open(path).Begin().Step(Cases.Samples(Network, 1), fromFile);
        Network.Load(Network.WeightFile()).Begin().Step(Cases.Samples(Network, 1), fromBytes);
        Assert.Equal(Bits.Of(fromBytes), Bits.Of(fromFile));
    }

    [Fact]
    public void A_file_that_is_cut_short()
    {
        byte[] bytes = Network.WeightFile().WithoutDigest();
        Refused(bytes[..^1], "weight_ih_l0", "end");
        Refused(bytes[..100], null, "header");
        Refused(bytes[..7], null, "8 bytes");
    }

    [Fact]
    public void A_tensor_of_another_shape() => Refused(Written(Network.SpecHash, "peephole_l0", [13, 3]), "peephole_l0", "shape [13, 3]; expected");

    [Fact]
    public void A_type_that_there_is_not() => Refused(Edited("\"F32\"", "\"F23\""), "bias_hh_l0", "F23");

    [Fact]
    public void Offsets_that_overlap()
    {
        int bytes = 4 * 13 * sizeof(float); // of bias_hh_l0, the first, and of bias_ih_l0 behind it
        Refused(Edited($"[{bytes},{2 * bytes}]", $"[{bytes - 4},{(2 * bytes) - 4}]"), "bias_ih_l0", "overlap");
    }

    [Fact]
    public void A_value_that_is_not_a_number()
    {
        byte[] bytes = Network.WeightFile().WithoutDigest();
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(^4), float.NaN);
        Refused(bytes, "weight_ih_l0", "NaN at [51, 2]; expected");
    }

    [Fact]
    public void A_value_that_was_changed()
    {
        byte[] bytes = Network.WeightFile();
        bytes[^2] ^= 1;
        Refused(bytes, null, "it was damaged, or changed afterwards");
    }

    [Fact]
    public void Weights_of_other_numerics_load_and_say_so()
    {
        Assert.Equal(H13Peep.NumericsVersion, H13Peep.Load(Network.WeightFile()).WeightNumerics);
        byte[] older = Network.WeightFile().Replaced($"\"lstm.numerics\":\"{H13Peep.NumericsVersion}\"", "\"lstm.numerics\":\"1\"").Signed();
        Assert.Equal(1, H13Peep.Load(older).WeightNumerics);
        Assert.Null(H13Peep.Load(Network.WeightFile().WithoutDigest()).WeightNumerics);
    }

    [Fact]
    public void The_generators_versions_are_the_librarys() =>
        Assert.Equal((Numerics.Version, Numerics.LayoutVersion), (H13Peep.NumericsVersion, H13Peep.LayoutVersion));

    [Fact]
    public void Weights_of_another_spec()
    {
        string other = Cases.Network("H5").SpecHash;
        var exception = Refused(Written(other, "", []), null, other);
        Assert.Contains(Network.SpecHash, exception.Message);
    }

    private LstmWeightException Refused(byte[] bytes, string? tensor, string says)
    {
        string path = Path.Combine(folder, "bad.safetensors");
        File.WriteAllBytes(path, bytes);
        var exception = Assert.Throws<LstmWeightException>(() => Network.Open(path));
        Assert.Equal(path, exception.FileName);
        Assert.Equal(tensor, exception.TensorName);
        Assert.StartsWith(path + ": ", exception.Message);
        Assert.Contains(tensor ?? "", exception.Message);
        Assert.Contains(says, exception.Message);

        var inMemory = Assert.Throws<LstmWeightException>(() => Network.Load(bytes));
        Assert.Equal(exception.Message[path.Length..], inMemory.Message[inMemory.FileName.Length..]);
        return exception;
    }

    /// <summary>The network's weights, one of them with its dimensions changed.</summary>
    private static byte[] Written(string specHash, string tensor, int[] shape)
    {
        var writer = new WeightFileWriter(specHash);
        foreach (var (name, (values, actual)) in Network.Tensors())
        {
            writer.Add(name, values, name == tensor ? shape : actual);
        }
        return writer.ToBytes();
    }

    /// <summary>The network's weights with the first such text of the header replaced by one of the same length.</summary>
    private static byte[] Edited(string text, string replacement) => Network.WeightFile().WithoutDigest().Replaced(text, replacement);
}
