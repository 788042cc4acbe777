using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Spells the header's map of the weights, and names the same places for the code.</summary>
internal static class WeightMapText
{
    /// <summary>What the rows of the map are.</summary>
    public static readonly string[] Legend =
    [
        "Where the weights stand, in floats from the first. In a panel of 16, 8 or 4 units, a row is a column of W or R (or the bias)",
        "for all of them, gate by gate (docs/packed-layout.md):",
    ];

    /// <summary>The line of a layer, above its rows.</summary>
    public static string Layer(LayerPlan layer, string what = "") => $"  layer {layer.Index}{what}";

    /// <summary>A line of the map.</summary>
    public static string Row(int offset, string name, string what) => $"{offset,9}  {name,-4} {what}";

    /// <summary>1 row, 2 rows.</summary>
    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>The panels of a stage of sums.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="which">Which part of it, with a comma before.</param>
    /// <param name="offset">Where the stage begins.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="name">What equations call the weights of a source.</param>
    public static IEnumerable<string> Stage(LayerPlan layer, string which, int offset, SumStage stage, Func<SumInput, string> name)
    {
        foreach (var (width, first, panel, count) in Runs(stage))
        {
            int last = Math.Min(stage.Units, first + (width * count)) - 1, row = offset + panel;
            yield return Layer(layer, $"{which}, {(first == last ? $"unit {first}" : $"units {first} to {last}")}{(count > 1 ? $": {count} panels, one every {width * stage.FloatsPerUnit}; the first" : "")}");
            foreach (var source in stage.Sources)
            {
                string gates = string.Concat(source.Gates.Select(gate => $"{gate.Gate} "));
                yield return Row(row, name(source.From), $"{Count(source.Columns, "row")} of {gates}× {width}");
                row += source.Columns * source.Gates.Count * width;
            }
        }
    }

    /// <summary>The names of a stage's panels, from its first float on.</summary>
    public static IEnumerable<NamedPlace> Panels(string prefix, SumStage stage)
    {
        foreach (var (width, first, offset, count) in Runs(stage))
        {
            if (count > 1)
            {
                yield return new($"{prefix}Stride", width * (int)stage.FloatsPerUnit, $"from a panel of {width} units to the next");
            }
            if (offset > 0)
            {
                yield return new($"{prefix}{first}", offset, $"to the panel of the units from {first} on");
            }
        }
    }

    /// <summary>The panels' widths, each with its first unit and offset, those of one width together.</summary>
    public static IEnumerable<(int Width, int First, int Offset, int Count)> Runs(SumStage stage)
    {
        int unit = 0, offset = 0;
        foreach (var (width, count) in Specification.Panels.Runs(stage.Units))
        {
            yield return (width, unit, offset, count);
            unit += width * count;
            offset += width * count * (int)stage.FloatsPerUnit;
        }
    }
}
