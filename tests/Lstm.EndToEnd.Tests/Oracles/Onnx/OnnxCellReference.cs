using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Reference;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>An ONNX node as a spec and its tensors, and what the reference makes of it.</summary>
internal sealed class OnnxCellReference
{
    private readonly OnnxCell cell;
    private readonly Dictionary<string, float[]> tensors = [];

    public OnnxCellReference(OnnxCell cell)
    {
        this.cell = cell;
        var layer = Layer(cell);
        Spec = new ModelSpec(cell.Input, new EquatableArray<LayerSpec>(new LayerSpec[] { layer }));
        var suffixes = TensorNames.Suffixes(layer);
        for (int direction = 0; direction < cell.Directions; direction++)
        {
            string suffix = suffixes[direction];
            int rows = cell.Gates * cell.Hidden;
            tensors["weight_ih" + suffix] = Gates(cell.W, direction, cell.Input);
            tensors["weight_hh" + suffix] = Gates(cell.R, direction, cell.Hidden);
            if (cell.B is { } b)
            {
                tensors["bias_ih" + suffix] = Gates(b, 2 * direction, 1);
                tensors["bias_hh" + suffix] = Gates(b, (2 * direction) + 1, 1);
            }
            if (cell.P is { } p)
            {
                tensors["peephole" + suffix] = Blocks(Part(p, direction, 3 * cell.Hidden), cell.InputForget ? "io" : "ifo", "iof", 1);
            }
        }
    }

    public ModelSpec Spec { get; }

    public float[] Tensor(string name) => tensors[name];

    /// <summary>The node's outputs by a network of this spec and these tensors.</summary>
    public OnnxCellResult Run(ModelSpec spec, Func<string, float[]> tensor)
    {
        var result = new OnnxCellResult(
            new double[cell.Steps * cell.Directions * cell.Batch * cell.Hidden],
            new double[cell.Directions * cell.Batch * cell.Hidden],
            new double[cell.IsLstm ? cell.Directions * cell.Batch * cell.Hidden : 0]);
        var network = new ReferenceNetwork(spec, tensor);
        for (int b = 0; b < cell.Batch; b++)
        {
            for (int d = 0; d < cell.Directions; d++)
            {
                network.Begin(0, d, State(cell.InitialH, d, b), cell.IsLstm ? State(cell.InitialC, d, b) : []);
            }
            double[][] y = network.Run(Sequence(b));
            for (int d = 0; d < cell.Directions; d++)
            {
                network.Hidden(0, d).CopyTo(result.H, At(0, d, b));
                if (cell.IsLstm)
                {
                    network.Cell(0, d).CopyTo(result.C, At(0, d, b));
                }
                for (int t = 0; t < y.Length; t++)
                {
                    y[t][(d * cell.Hidden)..((d + 1) * cell.Hidden)].CopyTo(result.Y, At(t, d, b));
                }
            }
        }
        return result;
    }

    private static RecurrentLayerSpec Layer(OnnxCell cell)
    {
        var a = cell.Activations;
        bool bias = cell.B is not null;
        RecurrentLayerSpec layer = cell.Operator switch
        {
            "LSTM" => new LstmLayerSpec("", 0, cell.Hidden, cell.P is not null, bias, new LstmActivations(a[0], a[0], a[1], a[0], a[2])) { Coupled = cell.InputForget },
            "GRU" => new GruLayerSpec("", 0, cell.Hidden, bias, new GruActivations(a[0], a[0], a[1])) { ResetBefore = !cell.LinearBeforeReset },
            _ => new RnnLayerSpec("", 0, cell.Hidden, bias, a[0]),
        };
        return layer with
        {
            Clip = cell.Clip,
            Direction = cell.Direction switch { "reverse" => Direction.Reverse, "bidirectional" => Direction.Bidirectional, _ => Direction.Forward },
        };
    }

    private float[] Gates(float[] values, int part, int columns)
    {
        float[] rows = Part(values, part, cell.Gates * cell.Hidden * columns);
        return cell.Operator switch
        {
            "LSTM" => Blocks(rows, cell.InputForget ? "igo" : "ifgo", "iofg", columns),
            "GRU" => Blocks(rows, "rzn", "zrn", columns),
            _ => rows,
        };
    }

    /// <summary>Blocks of H rows in another order.</summary>
    private float[] Blocks(float[] rows, string ours, string theirs, int columns) => [.. ours.SelectMany(gate => Part(rows, theirs.IndexOf(gate), cell.Hidden * columns))];

    private static float[] Part(float[] values, int part, int length) => values[(part * length)..((part + 1) * length)];

    private int At(int step, int direction, int batch) => ((((step * cell.Directions) + direction) * cell.Batch) + batch) * cell.Hidden;

    private double[] State(float[]? values, int direction, int batch)
    {
        double[] state = new double[cell.Hidden];
        for (int unit = 0; values is not null && unit < state.Length; unit++)
        {
            state[unit] = values[At(0, direction, batch) + unit];
        }
        return state;
    }

    private double[][] Sequence(int batch) =>
        [.. Enumerable.Range(0, cell.Length(batch)).Select(t => Array.ConvertAll(Part(cell.X, (t * cell.Batch) + batch, cell.Input), value => (double)value))];
}
