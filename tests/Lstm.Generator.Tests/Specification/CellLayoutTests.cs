using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Which sums a cell takes and what of which tensor is in them.</summary>
public class CellLayoutTests
{
    /// <summary>A layer; then its stages, each "gates: source(gate, …) …", and its vectors.</summary>
    public static TheoryData<string, string, string> Cells { get; } = new()
    {
        { """{ "type": "lstm", "hidden": 5, "peephole": true }""", "ifgo: Bias×1(ifgo) Input×3(ifgo) Hidden×5(ifgo)", "Peephole i, Peephole f, Peephole o" },
        { """{ "type": "lstm", "hidden": 5, "peephole": true, "coupled": true }""", "igo: Bias×1(igo) Input×3(igo) Hidden×5(igo)", "Peephole i, Peephole o" },
        { """{ "type": "lstm", "hidden": 5, "projection": 2 }""", "ifgo: Bias×1(ifgo) Input×3(ifgo) Hidden×2(ifgo); p: Between×5(p)", "" },
        { """{ "type": "lstm", "hidden": 5, "layerNorm": true, "coupled": true }""", "igo: Input×3(igo) Hidden×5(igo)", "Norm i, Norm g, Norm o, Bias i, Bias g, Bias o" },
        { """{ "type": "lstm", "hidden": 5, "layerNorm": true, "bias": false }""", "ifgo: Input×3(ifgo) Hidden×5(ifgo)", "Norm i, Norm f, Norm g, Norm o" },
        { """{ "type": "gru", "hidden": 5 }""", "rznm: Bias×1(rznm) Input×3(rzn) Hidden×5(rzm)", "" },
        { """{ "type": "gru", "hidden": 5, "reset": "before" }""", "rzn: Bias×1(rzn) Input×3(rzn) Hidden×5(rz); n: Between×5(n)", "" },
        { """{ "type": "rnn", "hidden": 5, "bias": false }""", "h: Input×3(h) Hidden×5(h)", "" },
        { """{ "type": "ltm-stm", "hidden": 5 }""", "ifnv: Bias×1(ifnv) Input×3(ifnv) Hidden×5(ifnv); u: Bias×1(u) Between×5(u)", "" },
    };

    [Theory, MemberData(nameof(Cells))]
    public void A_cell_takes_these_sums(string layer, string stages, string vectors)
    {
        var spec = (RecurrentLayerSpec)SpecParser.Parse($$"""{ "input": 3, "layers": [ {{layer}} ] }""").Model!.Layers[0];
        var layout = CellLayout.Of(spec, 3, "_l0");
        Assert.Equal(stages, string.Join("; ", layout.Stages.Select(stage => $"{stage.Gates}: {string.Join(' ', stage.Sources.Select(Text))}")));
        Assert.Equal(vectors, string.Join(", ", layout.Vectors.Select(vector => $"{vector.Kind} {vector.Gate}")));
    }

    [Fact]
    public void The_candidate_of_a_gru_has_its_two_biases_apart()
    {
        var layout = CellLayout.Of(new GruLayerSpec("g.", 2, 4, Bias: true, GruActivations.Standard), 3, "_l2");
        var bias = layout.Stages[0].Sources[0].Gates;
        Assert.Equal([("g.bias_ih_l2", 2)], Terms(bias.Single(gate => gate.Gate == 'n')));
        Assert.Equal([("g.bias_hh_l2", 2)], Terms(bias.Single(gate => gate.Gate == 'm')));
        Assert.Equal([("g.bias_ih_l2", 0), ("g.bias_hh_l2", 0)], Terms(bias.Single(gate => gate.Gate == 'r')));
        Assert.Equal([("g.weight_hh_l2", 2)], Terms(layout.Stages[0].Sources[2].Gates.Single(gate => gate.Gate == 'm')));
    }

    [Fact]
    public void Every_block_of_every_tensor_is_in_one_sum_with_all_its_columns()
    {
        var specs = new RandomSpecs(seed: 12, everything: true);
        foreach (var (layer, inputSize) in Enumerable.Range(0, 300).SelectMany(_ => Recurrent(specs.Next())))
        {
            foreach (string suffix in TensorNames.Suffixes(layer))
            {
                var used = Blocks(CellLayout.Of(layer, inputSize, suffix)).OrderBy(block => block).ToList();
                var there = TensorNames.Of(layer)
                    .Where(name => name.EndsWith(suffix, System.StringComparison.Ordinal) && !name.Contains("h0_l") && !name.Contains("c0_l"))
                    .SelectMany(name => BlocksOf(layer, name, inputSize)).OrderBy(block => block).ToList();
                Assert.Equal(there, used);
            }
        }
    }

    [Fact]
    public void The_plain_lstm_takes_what_its_layout_does()
    {
        var lstm = new LstmLayerSpec("", 0, 21, Peephole: true, Bias: true, LstmActivations.Standard);
        Assert.Equal(CellLayout.Of(lstm, 5, "_l0").Floats(21), Footprint.SumFloats(lstm, 5));
    }

    private static string Text(SumSource source) => $"{source.From}×{source.Columns}({string.Concat(source.Gates.Select(gate => gate.Gate))})";

    private static IEnumerable<(string, int)> Terms(SumGate gate) => gate.Terms.Select(term => (term.Tensor, term.Block));

    private static IEnumerable<(RecurrentLayerSpec, int)> Recurrent(ModelSpec model)
    {
        int inputSize = model.InputSize;
        foreach (var layer in model.Layers)
        {
            if (layer is RecurrentLayerSpec recurrent)
            {
                yield return (recurrent, inputSize);
            }
            inputSize = layer.OutputSize(inputSize);
        }
    }

    private static IEnumerable<(string, int, int)> Blocks(CellLayout layout) =>
    [
        .. layout.Stages.SelectMany(stage => stage.Sources).SelectMany(source => source.Gates.SelectMany(gate => gate.Terms.Select(term => (term.Tensor, term.Block, source.Columns)))),
        .. layout.Vectors.SelectMany(vector => vector.Terms.Select(term => (term.Tensor, term.Block, 1))),
    ];

    // Vectors of all gates and matrices of gates count as blocks of H rows, a matrix of P rows as one.
    private static IEnumerable<(string, int, int)> BlocksOf(RecurrentLayerSpec layer, string name, int inputSize)
    {
        int[] shape = TensorNames.ShapeOf(layer, name, inputSize);
        bool rowPerBlock = name.Contains("peephole_l") || name.Contains("norm_l");
        int blocks = rowPerBlock ? shape[0] : name.Contains("weight_hr_l") ? 1 : shape[0] / layer.HiddenSize;
        int columns = rowPerBlock || shape.Length == 1 ? 1 : shape[1];
        return Enumerable.Range(0, blocks).Select(block => (name, block, columns));
    }
}
