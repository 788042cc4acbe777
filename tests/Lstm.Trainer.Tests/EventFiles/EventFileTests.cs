using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Trainer.Tests.Cli;
using Lstm.Training.EventFiles;
using Xunit;

namespace Lstm.Trainer.Tests.EventFiles;

/// <summary>Event files for TensorBoard, read by their published description.</summary>
public sealed class EventFileTests : IDisposable
{
    private const double Year2020 = 1_577_836_800, Year2100 = 4_102_444_800; // in seconds; ticks would be far beyond

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    /// <summary>The check value of CRC-32C, and one of RFC 3720's examples: 32 bytes of zeros.</summary>
    [Fact]
    public void The_checksum_is_the_published_one()
    {
        Assert.Equal(0xE3069283, EventReader.Crc(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0x8A9136AA, EventReader.Crc(new byte[32]));
        Assert.Equal(unchecked(((0x8A9136AAu >> 15) | (0x8A9136AAu << 17)) + 0xA282EAD8), EventFile.MaskedCrc(new byte[32]));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        using (var file = new EventFile(tool.PathOf("events")))
        {
            file.Add("loss", 0.25, 1);
            file.Add("R² é", double.PositiveInfinity, 300);
            file.Add("left out", double.NaN, 2);
        }
        string path = Assert.Single(Directory.GetFiles(tool.PathOf("events")));
        Assert.Matches("^events\\.out\\.tfevents\\.[0-9]{10}\\..*\\.[0-9]+\\.0$", Path.GetFileName(path));
        var events = EventReader.Read(path);
        Assert.Equal(("brain.Event:2", 0L), (events[0].Version, events[0].Step));
        Assert.Equal([("loss", 0.25f, 1L), ("R² é", float.PositiveInfinity, 300L)], events.Skip(1).Select(one => (one.Tag!, one.Value, one.Step)));
        Assert.All(events, one => Assert.InRange(one.WallTime, Year2020, Year2100));
    }

    [Fact]
    public void Two_files_of_one_second_have_two_names()
    {
        using EventFile one = new(tool.PathOf("events")), two = new(tool.PathOf("events"));
        Assert.Equal(2, Directory.GetFiles(tool.PathOf("events")).Length);
        Assert.True(EventFile.AreIn(tool.PathOf("events")));
        Assert.False(EventFile.AreIn(tool.Folder));
    }

    [Fact]
    public void A_changed_bit_is_seen_and_a_record_cut_short_is_passed_over()
    {
        using (var file = new EventFile(tool.PathOf("events")))
        {
            file.Add("loss", 0.25, 1);
        }
        string path = Directory.GetFiles(tool.PathOf("events"))[0];
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^3]);
        Assert.Single(EventReader.Read(path));
        bytes[^6] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Throws<InvalidDataException>(() => EventReader.Read(path));
    }
}
