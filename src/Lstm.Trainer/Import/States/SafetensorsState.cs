using System;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Trainer.Import.States;

/// <summary>Reads safetensors files.</summary>
internal static class SafetensorsState
{
    public static StateDict Read(ModelSource source)
    {
        try
        {
            var file = WeightFile.Parse(source.Bytes, source.Path);
            return new StateDict(source, [.. file.TensorNames.Select(name => new StateTensor(name, [.. file.ShapeOf(name)], () => Values(source, file, name)))], IsInOrder: false);
        }
        catch (LstmWeightException e)
        {
            throw source.Fault(null, "it is no safetensors file that can be read", e.Message, e);
        }
    }

    private static float[] Values(ModelSource source, WeightFile file, string name)
    {
        try
        {
            return file.ReadAll(name);
        }
        catch (LstmWeightException e)
        {
            throw source.Fault($"tensor {ModelSource.Quote(name)}", "its values cannot be used", e.Message, e);
        }
    }
}
