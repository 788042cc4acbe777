using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Times;

/// <summary>
/// When the rows of a series were taken, one after the other. Rows are nearly always equally far apart, so a block of them is kept as a line and how far each is from
/// it, in as few bytes as that takes: none of regular rows, seldom more than 2, never more than 8.
/// </summary>
internal sealed class TimeStamps : IReadOnlyList<TimeStamp>
{
    private const int Block = 1024;

    private readonly NumberStore store;
    private readonly List<Line> lines;
    private readonly TimeStamp[] last; // those that are no whole block yet
    private readonly int start;

    /// <summary>None yet.</summary>
    /// <param name="store">Takes what lines leave over.</param>
    public TimeStamps(NumberStore store)
        : this(store, [], new TimeStamp[Block], 0, 0)
    {
    }

    private TimeStamps(NumberStore store, List<Line> lines, TimeStamp[] last, int start, int count) => (this.store, this.lines, this.last, this.start, Count) = (store, lines, last, start, count);

    /// <summary>Those of a series that does not say when its rows were taken.</summary>
    public static TimeStamps None { get; } = new(NumberStore.InMemory, [], [], 0, 0);

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public TimeStamp this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            int row = start + index;
            return row / Block < lines.Count ? lines[row / Block].At(row % Block) : last[row % Block];
        }
    }

    /// <summary>Adds a time at the end; not to a part of others.</summary>
    public void Add(TimeStamp time)
    {
        last[Count++ % Block] = time;
        if (Count % Block == 0)
        {
            lines.Add(Line.Through(last, store));
        }
    }

    /// <summary>Some of them: a view, not a copy.</summary>
    public TimeStamps Slice(int from, int count) => new(store, lines, last, start + from, count);

    /// <inheritdoc/>
    public IEnumerator<TimeStamp> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <param name="First">The first row's ticks.</param>
    /// <param name="Step">Ticks from one row to the next.</param>
    /// <param name="Unit">Ticks that are counted as one.</param>
    /// <param name="Width">Bytes for each row's distance from the line.</param>
    /// <param name="Distances">How far each row is from the line, in units; empty where all are on it.</param>
    /// <param name="Offset">The minutes ahead of UTC, where all rows have the same.</param>
    /// <param name="Offsets">Else those of each.</param>
    private readonly record struct Line(long First, long Step, long Unit, int Width, Values<byte> Distances, short Offset, Values<short> Offsets)
    {
        public static Line Through(ReadOnlySpan<TimeStamp> times, NumberStore store)
        {
            if (IsRegular(times))
            {
                return new Line(times[0].Ticks, times[1].Ticks - times[0].Ticks, 1, 0, default, times[0].Offset, default);
            }
            long first = times[0].Ticks, unit = 0;
            bool sameOffset = true;
            foreach (var time in times)
            {
                unit = GreatestCommonDivisor(Math.Abs(time.Ticks - first), unit);
                sameOffset &= time.Offset == times[0].Offset;
            }
            unit = Math.Max(1, unit);
            long step = (times[^1].Ticks - first) / (times.Length - 1) / unit * unit, farthest = 0;
            for (int row = 0; row < times.Length; row++)
            {
                long distance = (times[row].Ticks - first - (row * step)) / unit;
                farthest |= distance ^ (distance >> 63); // as many bits as the widest takes beside its sign
            }
            int width = farthest switch { 0 => 0, <= sbyte.MaxValue => sizeof(sbyte), <= short.MaxValue => sizeof(short), <= int.MaxValue => sizeof(int), _ => sizeof(long) };
            var line = new Line(first, step, unit, width, width == 0 ? default : store.Allocate<byte>(width * times.Length), times[0].Offset, sameOffset ? default : store.Allocate<short>(times.Length));
            for (int row = 0; row < times.Length; row++)
            {
                line.Keep(row, (times[row].Ticks - first - (row * step)) / unit);
                if (!sameOffset)
                {
                    line.Offsets.Memory.Span[row] = times[row].Offset;
                }
            }
            return line;
        }

        public TimeStamp At(int row)
        {
            var distances = Distances.Span;
            long distance = Width switch
            {
                0 => 0,
                sizeof(sbyte) => (sbyte)distances[row],
                sizeof(short) => MemoryMarshal.Cast<byte, short>(distances)[row],
                sizeof(int) => MemoryMarshal.Cast<byte, int>(distances)[row],
                _ => MemoryMarshal.Cast<byte, long>(distances)[row],
            };
            return new TimeStamp(First + (row * Step) + (distance * Unit), Offsets.Length == 0 ? Offset : Offsets[row]);
        }

        /// <summary>Whether each row is as far from the next as the first: then the rest is spared.</summary>
        private static bool IsRegular(ReadOnlySpan<TimeStamp> times)
        {
            long next = times[0].Ticks, step = times[1].Ticks - next;
            foreach (var time in times)
            {
                if (time.Ticks != next || time.Offset != times[0].Offset)
                {
                    return false;
                }
                next += step;
            }
            return true;
        }

        private static long GreatestCommonDivisor(long one, long other)
        {
            while (other != 0)
            {
                (one, other) = (other, one % other);
            }
            return one;
        }

        private void Keep(int row, long distance)
        {
            var distances = Distances.Memory.Span;
            switch (Width)
            {
                case 0:
                    break;
                case sizeof(sbyte):
                    distances[row] = (byte)distance;
                    break;
                case sizeof(short):
                    MemoryMarshal.Cast<byte, short>(distances)[row] = (short)distance;
                    break;
                case sizeof(int):
                    MemoryMarshal.Cast<byte, int>(distances)[row] = (int)distance;
                    break;
                default:
                    MemoryMarshal.Cast<byte, long>(distances)[row] = distance;
                    break;
            }
        }
    }
}
