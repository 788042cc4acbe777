using System;
using System.IO;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Xunit;

namespace Lstm.Trainer.Tests.Data.Storage;

/// <summary>Numbers in memory and in mapped files.</summary>
public sealed class StorageTests : DataFolder
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(50_000)]
    public void Two_floats_take_the_place_of_each_double(int count)
    {
        static void Convert(int start, ReadOnlySpan<double> doubles, Span<float> first, Span<float> second)
        {
            for (int i = 0; i < doubles.Length; i++)
            {
                Assert.Equal(start + i, doubles[i]);
                (first[i], second[i]) = ((float)doubles[i], -(float)doubles[i]);
            }
        }
        float[] expected = [.. Enumerable.Range(0, count).Select(n => (float)n)];
        Values<double> Doubles() => Enumerable.Range(0, count).Select(n => (double)n).ToArray();
        var (one, two) = FloatPairs.InPlace(Doubles(), Convert);
        Assert.Equal(expected, one);
        Assert.Equal(Array.ConvertAll(expected, value => -value), two);
        Assert.Equal(expected, FloatPairs.OneInPlace(Doubles(), Convert).Floats);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_allocated_is_zero_and_apart(bool inFile)
    {
        using var store = inFile ? new NumberStore(At(""), 0) : NumberStore.InMemory;
        var all = Enumerable.Range(1, 20).Select(count => store.Allocate<double>(count * 1000)).ToList();
        Assert.All(all, values => Assert.Equal(-1, values.Span.IndexOfAnyExcept(0.0)));
        all.ForEach(values => values.Memory.Span.Fill(values.Length));
        Assert.All(all, values => Assert.Equal(-1, values.Span.IndexOfAnyExcept(values.Length)));
        var one = all[3];
        store.Resize(ref one, 9000);
        Assert.Equal([4000.0, 0], [one[3999], one[4000]]);
        store.Resize(ref one, 10);
        Assert.Equal(Enumerable.Repeat(4000.0, 10), one);
        Assert.Empty(Directory.GetFiles(At(""))); // the file has no name
    }

    [Fact]
    public void Memory_is_used_first()
    {
        using var store = new NumberStore(At(""), 1000);
        store.Allocate<double>(125);
        Assert.Null(store.Note);
        store.Allocate<double>(125);
        Assert.Contains("in temporary files", store.Note);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_temporary_store_uses_free_places_again(bool inFile)
    {
        using var store = inFile ? new NumberStore(At(""), 0) : new NumberStore();
        var (place, kept) = (store.Allocate<float>(100_000), store.Allocate<float>(100_000));
        kept.Memory.Span.Fill(7);
        store.Free(place);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int time = 0; time < 3; time++)
        {
            using var room = store.Temporary();
            var doubles = room.Allocate<double>(30_000);
            var flags = room.Allocate<bool>(80_000);
            Assert.Equal(-1, doubles.Span.IndexOfAnyExcept(0.0));
            Assert.Equal(-1, flags.Span.IndexOfAnyExcept(false));
            doubles.Memory.Span.Fill(1);
            flags.Memory.Span.Fill(true);
            using (var nested = room.Temporary())
            {
                nested.Allocate<int>(20_000).Memory.Span.Fill(9);
            }
            Assert.Equal(-1, doubles.Span.IndexOfAnyExcept(1.0));
            Assert.Equal(-1, flags.Span.IndexOfAnyExcept(true));
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.True(place.Span.ContainsAnyExcept(0f));
        Assert.Equal(-1, kept.Span.IndexOfAnyExcept(7f));
    }

    [Fact]
    public void What_was_needed_for_a_while_is_given_back()
    {
        using var store = new NumberStore(At(""), 0);
        Values<float> values;
        using (var room = store.Temporary())
        {
            values = room.Allocate<float>(1_000_000);
        }
        Assert.Throws<ObjectDisposedException>(() => values[0]);
    }

    [Fact]
    public void Numbers_for_training_can_be_written_over_when_it_has_ended()
    {
        using var store = new NumberStore();
        var numbers = store.Allocate<float>(100);
        numbers.Memory.Span.Fill(1);
        store.KeepForTraining(numbers);
        using (var room = store.Temporary())
        {
            room.Allocate<float>(10).Memory.Span.Fill(2);
        }
        Assert.Equal(1, numbers[0]);
        store.EndTraining();
        using (var room = store.Temporary())
        {
            room.Allocate<float>(10).Memory.Span.Fill(2);
        }
        Assert.Equal(2, numbers[0]);
    }

    [Fact]
    public void A_disk_that_is_full_is_told_before_anything_is_written()
    {
        var error = Assert.ThrowsAny<IOException>(() => new MappedFile(At(""), 1L << 50));
        Assert.NotEmpty(error.Message);
        Assert.Empty(Directory.GetFiles(At("")));
    }

    [Fact]
    public void What_is_gone_is_refused_and_not_read()
    {
        var store = new NumberStore(At(""), 0);
        var values = store.Allocate<float>(10);
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => values[0]);
    }

    [Fact]
    public void A_list_grows_over_many_parts()
    {
        using var store = new NumberStore(At(""), 0);
        var list = new StoredList<int>(store);
        for (int n = 0; n < 200_000; n++)
        {
            list.Add(n);
        }
        Assert.Equal(Enumerable.Range(0, 200_000), list);
        Assert.Equal(Enumerable.Range(0, 200_000), list.Copy().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => list[200_000]);
    }

    [Theory]
    [InlineData(new[] { 2, 3, 4, 5 })]
    [InlineData(new[] { 2, 5, 8, 11, 12, 13, 20 })]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 9, 1, 1, 1, 4, 9, 2 })]
    public void Row_numbers(int[] numbers)
    {
        var rows = RowNumbers.Of(numbers);
        Assert.Equal(numbers, rows);
        Assert.Equal(numbers.Reverse(), Enumerable.Range(0, numbers.Length).Reverse().Select(row => rows[row]));
        Assert.Equal(numbers.Skip(1), rows.Slice(1, numbers.Length - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Slice(0, 1)[1]);
    }

    [Fact]
    public void Some_row_numbers() => Assert.Equal([1, 2, 3, 4, 4], RowNumbers.FromOne(3).Concat(RowNumbers.Same(4, 2)));

    /// <summary>From the file to training and to the figures at its end there are never more than the 8 bytes that a number is read into: twice a float.</summary>
    [Theory]
    [InlineData("a,b,y", 0)]
    [InlineData("a,b,y", 1)]
    [InlineData("y", 1)]
    public void Reading_allocates_twice_the_size_of_the_numbers(string columns, int horizon)
    {
        const int Rows = 200_000, Small = 2_000_000;
        int width = columns.Split(',').Length;
        Write("x.csv", columns + "\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => string.Join(',', Enumerable.Range(0, width).Select(column => row % (column + 7))) + "\n")));
        var options = new DataOptions { Path = At("x.csv"), Target = new NumberTarget(["y"]), Split = new SplitByTime(0.2, 0.2), Horizon = horizon, NetworkAddsInputs = width == 1 };
        DataSet.Read(options with { Path = Write("small.csv", columns + "\n" + string.Concat(Enumerable.Range(0, 30).Select(row => string.Join(',', Enumerable.Repeat(row, width)) + "\n"))) });
        long before = GC.GetAllocatedBytesForCurrentThread();
        var data = DataSet.Read(options);
        long took = GC.GetAllocatedBytesForCurrentThread() - before;
        long numbers = new[] { data.Train, data.Validation, data.Test }.SelectMany(part => part).Sum(sequence => (long)sequence.Inputs.Length + sequence.Targets.Length);
        Assert.InRange(took, 0, (2 * sizeof(float) * numbers) + Small);
        var windows = new WarmedWindows(64, 4, 16).Cut(data.Train);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - took, 0, 10_000);
        Assert.Equal(data.Train[0].Inputs[4 * (data.Train[0].Inputs.Length / data.Train[0].Length)], windows[1].Inputs[0]);
    }
}
