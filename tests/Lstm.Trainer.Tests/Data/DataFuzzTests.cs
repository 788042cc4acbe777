using System;
using System.Collections.Generic;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>
/// Whatever is in a file: it is read, or a <see cref="DataException"/> says why not. LSTM_FUZZ_ROUNDS is another number of rounds,
/// LSTM_FUZZ_SEED another seed.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class DataFuzzTests(ITestOutputHelper output) : DataFolder
{
    private const string Spices = "\",;:\t\r\n #@?-+.eE0123456789naNinf\uFEFF\0é";

    private static readonly DataOptions Csv = new() { Path = "", Format = new CsvFormat("id"), Target = new NumberTarget(["y"]), Missing = MissingValues.HoldLast };

    private static readonly Dictionary<string, (DataOptions Options, string Valid)> Formats = new()
    {
        ["csv"] = (Csv, "id,a,y\n1,0.5,2\n1,0.25,\n2,7,\"8\"\n# end\n"),
        ["csv by column 2"] = (Csv with { Format = new CsvFormat(Header: false), Target = new ClassTarget("2"), Missing = MissingValues.DropRow, Split = new SplitByTime(0.3, 0.3) }, "1,p\n2,q\n3,p\n4,q\n"),
        ["white space"] = (Csv with { Format = new WhitespaceFormat("1"), Target = new RemainingStepsTarget(3), Missing = MissingValues.Linear, InputScaling = Scaling.MinMax }, "1 1 0.5\n1 2 0.25\n2 1 9\n"),
        ["ts"] = (Csv with { Format = new TsFormat(), Target = null, Missing = MissingValues.Mask, Split = new SplitBySequence(0.3, 0) }, "@univariate false\n@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n5:6:b\n7:8:b\n"),
        ["text"] = (Csv with { Format = new TextFormat(TokenKind.Words, UnknownTokens.Reserve), Target = null, Windows = new Windowing(2, 1) }, "to be or not to be"),
        ["characters"] = (Csv with { Format = new TextFormat(TokenKind.Characters), Target = null, Split = new SplitByTime(0.3, 0) }, "to be or not to be"),
    };

    [Theory]
    [InlineData("csv")]
    [InlineData("csv by column 2")]
    [InlineData("white space")]
    [InlineData("ts")]
    [InlineData("text")]
    [InlineData("characters")]
    public void Only_a_DataException_comes_out(string format)
    {
        var (options, valid) = Formats[format];
        int seed = Given("LSTM_FUZZ_SEED") ?? 1, rounds = Given("LSTM_FUZZ_ROUNDS") ?? 400;
        output.WriteLine($"{format}, seed {seed}, {rounds} rounds");
        var random = new Random(seed);
        int read = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = round % 4 == 0 ? Noise(random) : Mutated(valid, random);
            try
            {
                var data = DataSet.Read(options with { Path = Write("fuzz", bytes) });
                read++;
                Assert.All(data.Train, AssertWhole);
            }
            catch (DataException e)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"{format}, seed {seed}, round {round}, {Convert.ToHexString(bytes)}: {e}");
            }
        }
        Assert.InRange(read, 1, rounds - 1);
    }

    private static int? Given(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : null;

    private static void AssertWhole(Sequence sequence)
    {
        Assert.True(sequence.Length > 0);
        Assert.All(sequence.Inputs, value => Assert.True(float.IsFinite(value)));
        Assert.All(sequence.Targets, value => Assert.False(float.IsInfinity(value)));
        Assert.True(sequence.Targets.Length + sequence.Classes.Length > 0);
    }

    private static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(string valid, Random random)
    {
        var text = new StringBuilder(valid);
        for (int change = random.Next(1, 4); change > 0 && text.Length > 0; change--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Remove(at, random.Next(1, Math.Min(6, text.Length - at + 1)));
                    break;
                case 1:
                    text.Insert(at, Spices[random.Next(Spices.Length)]);
                    break;
                default:
                    text.Insert(at, valid[random.Next(valid.Length)..]);
                    break;
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
