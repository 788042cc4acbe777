using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>A pickle can name any function of Python's; none is called, and each that is not known is refused by its name.</summary>
public class PickleTests
{
    [Theory]
    [InlineData(-1L, "its shape is [-1]")]
    [InlineData(long.MinValue, "its shape is [-9223372036854775808]")]
    public void A_negative_size_is_called_one(long size, string words)
    {
        byte[] file = TestPickle.Archive(TestPickle.Network(null, ("x.weight", new TestPickle.Tensor("8", size))));
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("model.pt", file), new ImportOptions()));
        Assert.Contains($"model.pt: tensor \"x.weight\": {words}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("expected numbers from 0 on", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos\nsystem\nX\x04\0\0\0exit\x85R.", "refers to \"os.system\"")]
    [InlineData("cbuiltins\neval\nX\x01\0\0\0x\x85R.", "refers to \"builtins.eval\"")]
    [InlineData("X\x02\0\0\0osX\x06\0\0\0system\x93)R.", "refers to \"os.system\"")]
    [InlineData("ctorch\nload\n)R.", "refers to \"torch.load\"")]
    [InlineData("ccollections\nOrderedDict\nN\x85R.", "other kinds")]
    [InlineData("c__torch__.m\nNet\nX\x01\0\0\0x\x85\x81.", "not a scripted module")]
    [InlineData("}NX\x01\0\0\0xs.", "data.pkl")]
    [InlineData("ios\nsystem\n.", "opcode 0x69")]
    [InlineData("]", "within a value")]
    [InlineData("h\x05.", "never remembered")]
    [InlineData("X\xff\xff\xff\x7f.", "within a value")]
    [InlineData("}.", "it is a dictionary with nothing in it")]
    [InlineData("\u008b\xff\xff\xff\xff.", "a number of -1 bytes; expected a length from 0 on")]
    [InlineData("T\xfe\xff\xff\xff.", "a text of -2 bytes; expected a length from 0 on")]
    [InlineData(".", "takes more values than there are")]
    public void Is_refused(string pickle, string words)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("model/data.pkl").Open();
            entry.Write([0x80, 2, .. Encoding.Latin1.GetBytes(pickle)]);
        }
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("model.pt", bytes.ToArray()), new ImportOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
