using System;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>Damaged files: whatever happens to the bytes, they load or they are refused; nothing else comes out.</summary>
public class MutationTests
{
    private const int Rounds = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_file_loads_or_is_refused(int seed)
    {
        var random = new Random(seed);
        byte[] sound = SoundFile();
        Load(sound);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] damaged = Damage(sound, random);
            var exception = Record.Exception(() => Load(damaged));
            Assert.True(exception is null or LstmWeightException, $"round {round}: {exception}\n{Encoding.Latin1.GetString(damaged)}");
            refused += exception is null ? 0 : 1;
        }
        Assert.InRange(refused, Rounds / 4, Rounds - 1); // both outcomes have occurred
    }

    private static byte[] SoundFile()
    {
        var random = new Random(5);
        return RawFile.Of(
            [
                NamedTensor.Random(random, "lstm.weight_ih_l0", 8, 3),
                NamedTensor.Random(random, "lstm.weight_hh_l0", 8, 2),
                NamedTensor.Random(random, "lstm.bias_ih_l0", 8),
                NamedTensor.Random(random, "lstm.bias_hh_l0", 8),
                NamedTensor.Random(random, "out.weight", 1, 2),
                NamedTensor.Random(random, "scale", 1, 1),
            ],
            "hash");
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        int headerEnd = 8 + BitConverter.ToInt32(bytes);
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(random.Next(3) == 0 ? bytes.Length : Math.Min(bytes.Length, headerEnd));
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = (byte)"{}[]\",:0123456789-.e\\u"[random.Next(22)];
                    break;
                case 3:
                    bytes = bytes[..Math.Max(1, at)];
                    break;
                case 4:
                    bytes = [.. bytes, .. new byte[random.Next(1, 9)]];
                    break;
                case 5:
                    bytes[random.Next(Math.Min(8, bytes.Length))] = (byte)random.Next(256);
                    break;
                default:
                    int length = random.Next(1, Math.Min(20, bytes.Length - at) + 1);
                    bytes = [.. bytes[..at], .. bytes.Skip(at).Take(length), .. bytes[at..]];
                    break;
            }
        }
        return bytes;
    }

    private static void Load(byte[] bytes)
    {
        var file = WeightFile.Parse(bytes, "fuzz");
        foreach (string name in file.TensorNames)
        {
            try
            {
                file.ReadAll(name);
            }
            catch (LstmWeightException)
            {
                // one unreadable tensor must not keep the others from being tried
            }
        }
        var packer = Packers.Of(file, "hash", 16 + Packers.LstmLength(3, 2, false) + WeightPacker.DenseLength(2, 1));
        packer.Scale("scale", 3);
        packer.Lstm("lstm.", 0, 3, 2, true, false, WeightPacker.SigmoidFactor, WeightPacker.SigmoidFactor, WeightPacker.TanhFactor, WeightPacker.SigmoidFactor);
        packer.Dense("out.", 2, 1, false, WeightPacker.LinearFactor);
        packer.Finish();
    }
}
