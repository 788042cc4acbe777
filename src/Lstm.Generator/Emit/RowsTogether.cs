using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the calls of tiles for a number of rows of columns: streams, or time steps.</summary>
internal static class RowsTogether
{
    /// <summary>The large tile as long as there are rows enough for it; the last small one takes rows again that have been summed rather than fewer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="target">The instruction set.</param>
    /// <param name="row">The variable that counts the rows.</param>
    /// <param name="rows">How many there are, at least <see cref="StackFootprint.LeastTogether"/>.</param>
    /// <param name="calls">The calls of a tile from a row on.</param>
    public static void WriteCalls(SourceWriter writer, VectorTarget target, string row, string rows, Func<Tile, string, IEnumerable<string>> calls)
    {
        writer.Line($"nint {row} = 0;");
        foreach (var tile in target.Tiles.Where(tile => tile.Rows > StackFootprint.LeastTogether))
        {
            using (writer.Open($"for (; {row} <= {rows} - {tile.Rows}; {row} += {tile.Rows})"))
            {
                Write(tile, row);
            }
        }
        var least = target.Tiles[target.Tiles.Count - 1];
        using (writer.Open($"for (; {row} < {rows}; {row} += {least.Rows})"))
        {
            writer.Line($"nint first = {row} < {rows} - {least.Rows} ? {row} : {rows} - {least.Rows}; // rather some of those before once more than fewer");
            Write(least, "first");
        }

        void Write(Tile tile, string first)
        {
            foreach (string call in calls(tile, first))
            {
                writer.Line(call);
            }
        }
    }
}
