using System;
using System.IO;
using System.Linq;
using Lstm.Benchmarks;
using Xunit;

namespace Lstm.Trainer.Tests.Export;

/// <summary>ONNX Runtime, where its library is.</summary>
internal sealed class OnnxRuntime
{
    private readonly OrtApi api;

    private OnnxRuntime(OrtApi api) => this.api = api;

    /// <summary>The library; where it is absent the test is skipped and says so.</summary>
    public static OnnxRuntime Need()
    {
        string library = OnnxRuntimeLibrary.Find();
        Assert.SkipUnless(File.Exists(library), $"needs ONNX Runtime: {OnnxRuntimeLibrary.HowToGet}");
        return new OnnxRuntime(new OrtApi(library));
    }

    /// <summary>What a model with an input x and an output y answers.</summary>
    public float[] Run(byte[] model, float[] x, long[] shape, long[] results)
    {
        float[] inputs = GC.AllocateArray<float>(x.Length, pinned: true), outputs = GC.AllocateArray<float>((int)results.Aggregate(1L, (a, b) => a * b), pinned: true);
        x.CopyTo(inputs, 0);
        nint session = api.CreateSession(model);
        nint binding = api.CreateBinding(session);
        api.BindInput(binding, "x"u8, api.CreateTensor(inputs, shape));
        api.BindOutput(binding, "y"u8, api.CreateTensor(outputs, results));
        api.Run(session, binding);
        return [.. outputs];
    }
}
