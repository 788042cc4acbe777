using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>The tensors of one direction of a recurrent layer, by their kind and by the letter of the block of rows (<see cref="RecurrentLayerSpec.Blocks"/>).</summary>
internal sealed class CellTensors(RecurrentLayerSpec spec, int inputSize, string suffix, Func<string, float[]> tensor)
{
    public RecurrentLayerSpec Spec => spec;

    public int InputSize => inputSize;

    /// <summary>A whole tensor.</summary>
    public float[] Get(string kind)
    {
        string name = spec.Tensors + kind + suffix;
        return TensorValues.Get(tensor, name, TensorNames.ShapeOf(spec, name, inputSize).Aggregate(1, (product, size) => product * size));
    }

    /// <summary>A block's rows of a matrix.</summary>
    public double[][] Rows(string kind, char block, int columns) => TensorValues.Rows(Get(kind), spec.Blocks.IndexOf(block) * spec.HiddenSize, spec.HiddenSize, columns);

    /// <summary>A number for each unit of a block.</summary>
    public double[] Vector(string kind, char block) => Vector(kind, spec.Blocks, block);

    /// <summary>A number for each unit of a block, where not all blocks have them.</summary>
    public double[] Vector(string kind, string blocks, char block)
    {
        int first = blocks.IndexOf(block) * spec.HiddenSize;
        return Array.ConvertAll(Get(kind)[first..(first + spec.HiddenSize)], value => (double)value);
    }

    /// <summary>What a stream begins with: the tensor where the spec says so, zeros otherwise.</summary>
    public double[] InitialState(string kind, int size) => spec.InitialState ? Array.ConvertAll(Get(kind), value => (double)value) : new double[size];
}
