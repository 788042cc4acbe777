using System;
using System.Linq;
using System.Text;
using Lstm.Benchmarks;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>Has ONNX Runtime compute a node.</summary>
internal sealed class OnnxCellRun(OrtApi api)
{
    public OnnxCellResult Run(OnnxCell cell)
    {
        nint session = api.CreateSession(OnnxCellFile.Write(cell)), binding = api.CreateBinding(session);
        float[] x = Pinned(cell.X.Length);
        cell.X.CopyTo(x, 0);
        nint input = Tensor(x, OnnxCellFile.XShape(cell));
        api.BindInput(binding, "X\0"u8, input);
        var outputs = OnnxCellFile.Outputs(cell).Select(output => Bound(output.Name, output.Shape)).ToList();
        api.Run(session, binding);
        api.Release(session, binding, [input, .. outputs.Select(output => output.Tensor)]);
        double[] Values(int k) => k < outputs.Count ? Array.ConvertAll(outputs[k].Values, value => (double)value) : [];
        return new OnnxCellResult(Values(0), Values(1), Values(2));

        (float[] Values, nint Tensor) Bound(string name, int[] shape)
        {
            float[] values = Pinned(shape.Aggregate(1, (product, size) => product * size));
            nint tensor = Tensor(values, shape);
            api.BindOutput(binding, Encoding.UTF8.GetBytes(name + "\0"), tensor);
            return (values, tensor);
        }
    }

    private nint Tensor(float[] pinned, int[] shape) => api.CreateTensor(pinned, Array.ConvertAll(shape, size => (long)size));

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);
}
