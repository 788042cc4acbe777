using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Tensors in double precision, and a gradient for each.</summary>
internal sealed class ReferenceTensors(NetworkParameters parameters)
{
    public Dictionary<string, double[]> Values { get; } =
        parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor => parameters.Tensor(tensor.Name).Select(value => (double)value).ToArray());

    public Dictionary<string, double[]> Gradients { get; } =
        parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor => new double[tensor.Rows * tensor.Columns]);
}
