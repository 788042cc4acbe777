using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Lstm.Trainer.Parquet;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using ParquetSharp;
using ParquetSharp.IO;
using Xunit;
using Encoding = System.Text.Encoding;

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

    private static readonly Dictionary<string, (DataOptions Options, byte[] Valid)> Formats = new()
    {
        ["csv"] = (Csv, Bytes("id,a,y\n1,0.5,2\n1,0.25,\n2,7,\"8\"\n# end\n")),
        ["csv by column 2"] = (Csv with { Format = new CsvFormat(Header: false), Target = new ClassTarget("2"), Missing = MissingValues.DropRow, Split = new SplitByTime(0.3, 0.3) }, Bytes("1,p\n2,q\n3,p\n4,q\n")),
        ["white space"] = (Csv with { Format = new WhitespaceFormat("1"), Target = new RemainingStepsTarget(3), Missing = MissingValues.Linear, InputScaling = Scaling.MinMax }, Bytes("1 1 0.5\n1 2 0.25\n2 1 9\n")),
        ["ts"] = (Csv with { Format = new TsFormat(), Target = null, Missing = MissingValues.Mask, Split = new SplitBySequence(0.3, 0) }, Bytes("@univariate false\n@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n5:6:b\n7:8:b\n")),
        ["json lines"] = (Csv with { Format = new JsonLinesFormat("id") }, Bytes("{\"id\":\"1\",\"a\":0.5,\"y\":2}\n{\"id\":\"1\",\"a\":0.25,\"y\":null}\n{\"id\":2,\"y\":true,\"a\":7}\n")),
        ["npy"] = (Csv with { Format = new NumpyFormat(), Target = new NumberTarget(["2"]) }, NpyBytes.Of("'<f4'", "(3, 2)", new byte[24])),
        ["fortran npy"] = (Csv with { Format = new NumpyFormat(), Target = null, Horizon = 1 }, NpyBytes.Of("'>i2'", "(2, 3, 1)", new byte[12], fortran: true, version: 2)),
        ["npz"] = (Csv with { Format = new NumpyFormat(), Target = new ClassTarget("y") }, NpyBytes.Archive(("X", NpyBytes.Of("'|u1'", "(2, 2, 1)", [1, 2, 3, 4])), ("y", NpyBytes.Of("'<U1'", "(2,)", [65, 0, 0, 0, 66, 0, 0, 0])))),
        ["wave"] = (Csv with { Format = new WaveFormat(), Target = null, Horizon = 1 }, WaveBytes.Of(WaveBytes.Extensible(1, 16), WaveBytes.Chunk("LIST", [1]), WaveBytes.Chunk("data", [0, 64, 0, 0, 1, 2]))),
        ["parquet"] = (Csv with { Format = new ParquetFormat(), Target = null, Horizon = 1 }, Parquet()),
        ["text"] = (Csv with { Format = new TextFormat(TokenKind.Words, UnknownTokens.Reserve), Target = null, Windows = new Windowing(2, 1) }, Bytes("to be or not to be")),
        ["characters"] = (Csv with { Format = new TextFormat(TokenKind.Characters), Target = null, Split = new SplitByTime(0.3, 0) }, Bytes("to be or not to be")),
    };

    [Theory]
    [InlineData("csv")]
    [InlineData("csv by column 2")]
    [InlineData("white space")]
    [InlineData("ts")]
    [InlineData("json lines")]
    [InlineData("npy")]
    [InlineData("fortran npy")]
    [InlineData("npz")]
    [InlineData("wave")]
    [InlineData("parquet")]
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

    private static byte[] Parquet()
    {
        ParquetTable.Register();
        using var stream = new MemoryStream();
        using (var file = new ParquetFileWriter(new ManagedOutputStream(stream), [new Column<double?>("a"), new Column<string>("b")]))
        {
            using var group = file.AppendRowGroup();
            group.NextColumn().LogicalWriter<double?>().WriteBatch([1, null, 3]);
            group.NextColumn().LogicalWriter<string>().WriteBatch(["4", "5", "?"]);
            file.Close();
        }
        return stream.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Mutated(byte[] valid, Random random)
    {
        var text = new List<byte>(valid);
        for (int change = random.Next(1, 4); change > 0 && text.Count > 0; change--)
        {
            int at = random.Next(text.Count);
            switch (random.Next(4))
            {
                case 0:
                    text.RemoveRange(at, random.Next(1, Math.Min(6, text.Count - at + 1)));
                    break;
                case 1:
                    text.InsertRange(at, Bytes(Spices[random.Next(Spices.Length)].ToString()));
                    break;
                case 2:
                    text[at] = (byte)random.Next(256);
                    break;
                default:
                    text.InsertRange(at, valid[random.Next(valid.Length)..]);
                    break;
            }
        }
        return [.. text];
    }
}
