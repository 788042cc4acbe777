using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.EndToEnd.Tests.Oracles.PyTorch;

/// <summary>The reference against what PyTorch computed in double precision: vectors.json, written by vectors.py.</summary>
public class PyTorchTests
{
    private const double Bound = 1e-9; // the file has 12 digits

    private static readonly Dictionary<string, JsonElement> All = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors.json")))
        .RootElement.EnumerateArray().ToDictionary(element => element.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_gives_what_PyTorch_gives(string name)
    {
        var vectors = All[name];
        var read = SpecParser.Parse(vectors.GetProperty("spec").GetRawText());
        Assert.Empty(read.Errors);
        var tensors = vectors.GetProperty("tensors");
        var network = new ReferenceNetwork(read.Model!, tensor => Array.ConvertAll(Numbers(tensors.GetProperty(tensor)), value => (float)value));

        Same(Rows(vectors.GetProperty("output")), network.Run(Array.ConvertAll(Rows(vectors.GetProperty("input")), Floats)));
        Same(Rows(vectors.GetProperty("states")), States(read.Model!, network));
    }

    /// <summary>All hidden states, then all cell states, as PyTorch gives them.</summary>
    private static double[][] States(ModelSpec spec, ReferenceNetwork network)
    {
        var cells = spec.Layers.OfType<RecurrentLayerSpec>().SelectMany((layer, k) => TensorNames.Suffixes(layer).Select((_, direction) => (Layer: layer, Number: k, Direction: direction))).ToList();
        return
        [
            .. cells.Select(cell => network.Hidden(cell.Number, cell.Direction)),
            .. cells.Where(cell => cell.Layer.HasCell).Select(cell => network.Cell(cell.Number, cell.Direction)),
        ];
    }

    private static void Same(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Select(row => row.Length), actual.Select(row => row.Length));
        double error = expected.SelectMany(row => row).Zip(actual.SelectMany(row => row), (theirs, ours) => Math.Abs(theirs - ours)).DefaultIfEmpty().Max();
        Assert.True(error <= Bound, $"{error:E2} from PyTorch");
    }

    private static double[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(Numbers)];

    // Nine digits tell a float from its neighbours.
    private static double[] Floats(double[] values) => Array.ConvertAll(values, value => (double)(float)value);

    private static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetDouble())];
}
