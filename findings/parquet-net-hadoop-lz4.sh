#!/bin/sh
# Guess: a Parquet reader gives a column's numbers or says that it cannot read its compression.
# What happens: codec 5 of the format (LZ4 in the blocks of Hadoop, which Parquet files written by Hadoop and older Spark hold) gives wrong numbers
#        without an error: the eight bytes of the block's lengths are read as compressed data, so the first numbers are wrong and the rest stand right.
#        LZ4_RAW (codec 7) of the same numbers is read right, and ParquetSharp reads both.
# Version: Parquet.Net 6.1.0 reads what ParquetSharp 25.0.1.2 wrote (both NuGet), .NET 10
# Source: https://github.com/apache/parquet-format/blob/master/Compression.md (LZ4: deprecated, an additional undocumented framing scheme)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > probe.cs <<'CS'
#:package Parquet.Net@6.1.0
#:package ParquetSharp@25.0.1.2
#:property PublishAot=false
using System;
using System.IO;
using System.Linq;
using ParquetSharp;
using ParquetSharp.IO;

double[] numbers = Enumerable.Range(0, 1000).Select(index => index % 7 * 0.25).ToArray();
bool isAsFound = true;
foreach (var (codec, isWrong) in new[] { (Compression.Snappy, false), (Compression.Lz4, false), (Compression.Lz4Hadoop, true) })
{
    using var file = new MemoryStream();
    using (var output = new ManagedOutputStream(file, leaveOpen: true))
    using (var properties = new WriterPropertiesBuilder().Compression(codec).DisableDictionary().Build())
    using (var writer = new ParquetFileWriter(output, [new Column<double>("x")], properties))
    {
        using (var group = writer.AppendRowGroup())
        using (var column = group.NextColumn().LogicalWriter<double>())
            column.WriteBatch(numbers);
        writer.Close();
    }

    file.Position = 0;
    using var sharp = new ParquetFileReader(file, leaveOpen: true);
    using var sharpGroup = sharp.RowGroup(0);
    using var sharpColumn = sharpGroup.Column(0).LogicalReader<double>();
    bool isSharpRight = sharpColumn.ReadAll(numbers.Length).SequenceEqual(numbers);

    file.Position = 0;
    await using var net = await Parquet.ParquetReader.CreateAsync(file);
    using var netGroup = net.OpenRowGroupReader(0);
    var read = new double[numbers.Length];
    await netGroup.ReadAsync<double>(net.Schema.GetDataFields()[0], read.AsMemory());
    int wrong = read.Zip(numbers).Count(pair => pair.First != pair.Second);
    Console.WriteLine($"{codec}: ParquetSharp right {isSharpRight}; Parquet.Net, no error, {wrong} of {numbers.Length} numbers wrong");
    isAsFound &= isSharpRight && isWrong == wrong > 0;
}
Console.WriteLine(isAsFound ? "As found: LZ4 in Hadoop's blocks is read as wrong numbers." : "This has changed.");
return isAsFound ? 0 : 1;
CS
dotnet run probe.cs
