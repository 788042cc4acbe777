using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Numpy;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>NumPy's .npy and .npz.</summary>
public sealed class NumpyTests : DataFolder
{
    private static readonly DataOptions Inputs = new() { Path = "", InputsOnly = true };

    [Theory]
    [InlineData("'|b1'", "0001")]
    [InlineData("'|i1'", "FF02", -1f, 2f)]
    [InlineData("'|u1'", "FF02", 255f, 2f)]
    [InlineData("'<i2'", "FEFF0200", -2f, 2f)]
    [InlineData("'>i2'", "FFFE0002", -2f, 2f)]
    [InlineData("'<u2'", "FEFF0200", 65534f, 2f)]
    [InlineData("'>u4'", "0000000100000200", 1f, 512f)]
    [InlineData("'<i4'", "FFFFFFFF07000000", -1f, 7f)]
    [InlineData("'<i8'", "FFFFFFFFFFFFFFFF0700000000000000", -1f, 7f)]
    [InlineData("'>u8'", "00000000000000010000000000000200", 1f, 512f)]
    [InlineData("'<f2'", "003800C0", 0.5f, -2f)]
    [InlineData("'>f2'", "3800C000", 0.5f, -2f)]
    [InlineData("'<f4'", "0000003F000000C0", 0.5f, -2f)]
    [InlineData("'>f8'", "3FE0000000000000C000000000000000", 0.5f, -2f)]
    [InlineData("'<f8'", "000000000000E03F00000000000000C0", 0.5f, -2f)]
    public void Elements_of_every_type(string type, string bytes, float first = 0, float second = 1) =>
        Assert.Equal([first, second], Read(NpyBytes.Of(type, "(2,)", Convert.FromHexString(bytes))).Train[0].Inputs);

    [Theory]
    [InlineData((byte)1)]
    [InlineData((byte)2)]
    [InlineData((byte)3)]
    public void Every_version_of_the_header(byte version)
    {
        var data = Read(NpyBytes.Of("'<f8'", "(2, 3)", NpyBytes.Doubles(1, 2, 3, 4, 5, 6), version: version));
        Assert.Equal(["column1", "column2", "column3"], data.InputNames);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], Assert.Single(data.Train).Inputs);
    }

    /// <summary>A file in Fortran order is read a part at a time, and not as a whole.</summary>
    [Fact]
    public void Fortran_order_is_read_in_parts()
    {
        const int Rows = 700_000; // 4 MB are 262,144 rows of two
        byte[] bytes = NpyBytes.Of("'<f8'", $"({Rows}, 2)", NpyBytes.Doubles([.. Enumerable.Range(0, Rows).Select(row => (double)row), .. Enumerable.Range(0, Rows).Select(row => -(double)row)]), fortran: true);
        var file = new NpyFile(() => new MemoryStream(bytes));
        var (array, header) = (0, file.Arrays[0].Header);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var open = file.Open([(array, 2)]);
        for (int row = 0; row < Rows; row++)
        {
            open.Rows[0].Read();
            Assert.True(row == BitConverter.ToDouble(open.Rows[0][0]) && -row == BitConverter.ToDouble(open.Rows[0][1]));
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, header.Bytes / 2);
        Assert.Throws<InvalidDataException>(() => open.Rows[0].Read());
    }

    [Fact]
    public void Fortran_order_is_put_in_order()
    {
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], Read(NpyBytes.Of("'<f8'", "(2, 3)", NpyBytes.Doubles(1, 4, 2, 5, 3, 6), fortran: true)).Train[0].Inputs);
        // Sequence n, step t, column f is 100 n + 10 t + f; the first index runs fastest.
        double[] elements = [.. from f in Enumerable.Range(0, 2) from t in Enumerable.Range(0, 3) from n in Enumerable.Range(0, 2) select (100.0 * n) + (10 * t) + f];
        var data = Read(NpyBytes.Of("'<f8'", "(2, 3, 2)", NpyBytes.Doubles(elements), fortran: true));
        Assert.Equal([0f, 1f, 10f, 11f, 20f, 21f], data.Train[0].Inputs);
        Assert.Equal([100f, 101f, 110f, 111f, 120f, 121f], data.Train[1].Inputs);
    }

    [Fact]
    public void Three_dimensions_are_sequences()
    {
        var data = Read(NpyBytes.Of("'<f8'", "(2, 2, 1)", NpyBytes.Doubles(1, 2, 3, 4)));
        Assert.Equal(["x.npy, sequence 1", "x.npy, sequence 2"], data.Train.Select(sequence => sequence.Id));
        Assert.Equal([3f, 4f], data.Train[1].Inputs);
        Assert.Equal(["column1"], data.InputNames);
    }

    [Fact]
    public void Arrays_of_an_archive_stand_side_by_side()
    {
        byte[] archive = NpyBytes.Archive(("X", NpyBytes.Of("'<f8'", "(2, 2)", NpyBytes.Doubles(1, 2, 3, 4))), ("y", NpyBytes.Of("'<i2'", "(2,)", [5, 0, 6, 0])));
        var data = Read(archive, new DataOptions { Path = "", Target = new NumberTarget(["y"]), InputScaling = Scaling.None, TargetScaling = Scaling.None }, "x.npz");
        Assert.Equal(["X1", "X2"], data.InputNames);
        Assert.Equal([1f, 2f, 3f, 4f], data.Train[0].Inputs);
        Assert.Equal([5f, 6f], data.Train[0].Targets);
    }

    [Fact]
    public void A_value_for_each_sequence_is_its_target_as_a_whole()
    {
        byte[] x = NpyBytes.Of("'<f8'", "(2, 3, 1)", NpyBytes.Doubles(1, 2, 3, 4, 5, 6));
        byte[] words = NpyBytes.Of("'<U2'", "(2,)", Encoding.UTF32.GetBytes("upé\0"));
        var classes = Read(NpyBytes.Archive(("X", x), ("y", words)), new DataOptions { Path = "", Target = new ClassTarget("y") }, "x.npz");
        Assert.Equal(["up", "é"], classes.Classes);
        Assert.Equal([[0], [1]], classes.Train.Select(sequence => sequence.Classes));
        var numbers = Read(NpyBytes.Archive(("X", x), ("y", NpyBytes.Of("'<f8'", "(2,)", NpyBytes.Doubles(7, 8)))), new DataOptions { Path = "", Target = new NumberTarget(["y"]), TargetScaling = Scaling.None }, "x.npz");
        Assert.Equal([[7f], [8f]], numbers.Train.Select(sequence => sequence.Targets));
    }

    [Fact]
    public void NaN_is_a_missing_value()
    {
        byte[] bytes = NpyBytes.Of("'<f8'", "(3,)", NpyBytes.Doubles(1, double.NaN, 3));
        Assert.Equal("x.npy, row 2, column 1 \"column1\": the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)", Complaint(() => Read(bytes)));
        Assert.Equal([1f, 1f, 3f], Read(bytes, Inputs with { Missing = MissingValues.HoldLast }).Train[0].Inputs);
    }

    [Theory]
    [InlineData("'<f8'", "()", "x.npy: cannot be read: it is a single number, an array of no dimension (0-d); rows need one dimension, rows and columns two, sequences three")]
    [InlineData("'<f8'", "(1, 1, 1, 1)", "x.npy: cannot be read: its shape is (1, 1, 1, 1); rows need one dimension, rows and columns two, sequences × time steps × columns three")]
    [InlineData("'<f8'", "(0, 3)", "x.npy: there is nothing in it: its shape is (0, 3)")]
    [InlineData("'<f8'", "(3000000000, 3000000000)", "x.npy: cannot be read: its shape (3000000000, 3000000000) is more than any file holds")]
    [InlineData("'|O'", "(1,)", "x.npy: cannot be read: its elements are Python objects, which are pickled, and reading those would run whatever code they hold; convert it to numbers, e.g. numpy.save('x.npy', numpy.asarray(a, dtype=float))")]
    [InlineData("[('speed', '<f4'), ('load', '<f4')]", "(1,)", "x.npy: cannot be read: its elements are structured, with the fields \"speed\", \"load\"; save each field as an array of its own, e.g. numpy.savez('x.npz', speed=a['speed'], load=a['load'])")]
    [InlineData("'<c16'", "(1,)", "x.npy: cannot be read: its elements are complex128, which is not read here; convert them, e.g. a.astype('float64')")]
    [InlineData("'<M8'", "(1,)", "x.npy: cannot be read: its elements are dates without a unit (datetime64), which is not read here; convert them, e.g. a.astype('float64')")]
    public void What_is_not_read(string type, string shape, string message) => Assert.Equal(message, Complaint(() => Read(NpyBytes.Of(type, shape, new byte[16]))));

    [Theory]
    [InlineData("<M8[ns]", 1700000000123456789, "2023-11-14T22:13:20.1234567")]
    [InlineData(">M8[ns]", 1700000000123456789, "2023-11-14T22:13:20.1234567")]
    [InlineData("<M8[us]", -1, "1969-12-31T23:59:59.999999")]
    [InlineData("<M8[ms]", 1700000000250, "2023-11-14T22:13:20.25")]
    [InlineData("<M8[s]", 1700000000, "2023-11-14T22:13:20")]
    [InlineData("<M8[25s]", 4, "1970-01-01T00:01:40")]
    [InlineData("<M8[m]", 61, "1970-01-01T01:01:00")]
    [InlineData("<M8[h]", 25, "1970-01-02T01:00:00")]
    [InlineData("<M8[D]", 19782, "2024-02-29")]
    [InlineData("<M8[W]", 1, "1970-01-08")]
    [InlineData("<M8[M]", -1, "1969-12-01")]
    [InlineData("<M8[Y]", 54, "2024-01-01")]
    [InlineData("<M8[as]", 1000000000000000000, "1970-01-01T00:00:01")]
    [InlineData("<M8[ns]", long.MinValue, "")]
    [InlineData("<M8[W]", long.MaxValue, "9223372036854775807 W from 1970 on")]
    [InlineData("<i8", 1700000000123456789, "1700000000123456789")]
    public void Times_keep_all_their_digits(string type, long value, string text)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        Assert.Equal(text, NpyType.Parse(type).Text(type[0] == '>' ? [.. bytes.Reverse()] : bytes));
    }

    [Fact]
    public void Files_that_are_spoilt()
    {
        byte[] whole = NpyBytes.Of("'<f8'", "(2, 3)", NpyBytes.Doubles(1, 2, 3, 4, 5, 6));
        Assert.StartsWith("x.npy: cannot be read: it ends before the last of its elements; it was cut short", Complaint(() => Read(whole[..^1])), StringComparison.Ordinal);
        Assert.Equal("x.npy: cannot be read: its shape (200000000, 3) needs 4800000000 bytes, and there are 78; it was cut short", Complaint(() => Read(NpyBytes.Of("'<f8'", "(200000000, 3)", []))));
        Assert.Equal("x.npy: cannot be read: its header is not as NumPy writes it, from character 11 on", Complaint(() => Read(NpyBytes.WithHeader("{'descr': os.system('true')}", []))));
        Assert.Equal("x.npy: this is no NumPy array: it does not begin as one does. numpy.save writes them", Complaint(() => Read("a,b\n1,2\n"u8.ToArray())));
        Assert.Equal("x.npz: cannot be read: it is a zip archive, but holds no NumPy array (.npy)", Complaint(() => Read(NpyBytes.Archive(), Inputs, "x.npz")));
    }

    [Fact]
    public void Arrays_that_do_not_go_together()
    {
        byte[] archive = NpyBytes.Archive(("X", NpyBytes.Of("'<f8'", "(2, 2)", NpyBytes.Doubles(1, 2, 3, 4))), ("y", NpyBytes.Of("'<f8'", "(1,)", NpyBytes.Doubles(5))));
        Assert.Equal("x.npz: array y has the shape (1,), which does not go with 2 × 2 of X; save the arrays that belong together in a file of their own, e.g. numpy.savez('x.npz', X=x, y=y)", Complaint(() => Read(archive, Inputs, "x.npz")));
    }

    [Fact]
    public void Files_that_NumPy_writes()
    {
        const string script = """
            import sys, numpy as n
            a = n.arange(12, dtype='>f4').reshape(2, 3, 2)
            n.save(sys.argv[1] + '/c.npy', a)
            n.save(sys.argv[1] + '/f.npy', n.asfortranarray(a))
            n.savez_compressed(sys.argv[1] + '/z.npz', X=a, y=n.array(['low', 'high']))
            n.save(sys.argv[1] + '/o.npy', n.array([{}, 1], dtype=object))
            """;
        using var python = Process.Start(new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", ["-c", script, At(".")]) { RedirectStandardError = true })!;
        python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.SkipUnless(python.ExitCode == 0, "There is no Python with NumPy (Debian: python3-numpy).");
        foreach (string name in new[] { "c.npy", "f.npy", "z.npz" })
        {
            var data = DataSet.Read(name == "z.npz" ? new DataOptions { Path = At(name), Target = new ClassTarget("y"), InputScaling = Scaling.None } : Inputs with { Path = At(name) });
            Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], data.Train[0].Inputs);
            Assert.Equal([6f, 7f, 8f, 9f, 10f, 11f], data.Train[1].Inputs);
        }
        Assert.Contains("Python objects", Complaint(() => DataSet.Read(Inputs with { Path = At("o.npy") })), StringComparison.Ordinal);
    }

    private DataSet Read(byte[] bytes, DataOptions? options = null, string name = "x.npy") => DataSet.Read((options ?? Inputs) with { Path = Write(name, bytes) });
}
