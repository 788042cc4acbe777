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

    /// <summary>What a model answers to samples one after the other, with states that it gives back as it was given them.</summary>
    /// <param name="model">The file.</param>
    /// <param name="samples">A row for each run.</param>
    /// <param name="input">The sample's name and dimensions.</param>
    /// <param name="output">The result's.</param>
    /// <param name="states">An input, the output that is its next value, and their dimensions.</param>
    /// <param name="settings">Inputs that are single whole numbers.</param>
    public float[][] Stream(byte[] model, float[][] samples, (string Name, long[] Dims) input, (string Name, long[] Dims) output, (string Input, string Output, long[] Dims)[] states, params (string Name, long Value)[] settings)
    {
        nint session = api.CreateSession(model), binding = api.CreateBinding(session);
        float[] x = Input(input.Name, input.Dims), y = Output(output.Name, output.Dims);
        (float[] From, float[] To)[] carried = [.. states.Select(state => (Output(state.Output, state.Dims), Input(state.Input, state.Dims)))];
        foreach (var (name, value) in settings)
        {
            long[] number = GC.AllocateArray<long>(1, pinned: true);
            number[0] = value;
            api.BindInput(binding, Text(name), api.CreateTensor(number));
        }
        return [.. samples.Select(sample =>
        {
            sample.CopyTo(x, 0);
            api.Run(session, binding);
            foreach (var (from, to) in carried)
            {
                from.CopyTo(to, 0);
            }
            return y.ToArray();
        })];

        float[] Input(string name, long[] dims)
        {
            float[] values = Pinned(dims);
            api.BindInput(binding, Text(name), api.CreateTensor(values, dims));
            return values;
        }

        float[] Output(string name, long[] dims)
        {
            float[] values = Pinned(dims);
            api.BindOutput(binding, Text(name), api.CreateTensor(values, dims));
            return values;
        }
    }

    /// <summary>What a model with inputs and outputs of any names answers: the values of each output.</summary>
    public float[][] Run(byte[] model, (string Name, float[] Values, long[] Dims)[] inputs, (string Name, long[] Dims)[] outputs)
    {
        nint session = api.CreateSession(model), binding = api.CreateBinding(session);
        foreach (var (name, given, dims) in inputs)
        {
            float[] values = Pinned(dims);
            given.CopyTo(values, 0);
            api.BindInput(binding, Text(name), api.CreateTensor(values, dims));
        }
        float[][] answers = [.. outputs.Select(output => Pinned(output.Dims))];
        for (int k = 0; k < outputs.Length; k++)
        {
            api.BindOutput(binding, Text(outputs[k].Name), api.CreateTensor(answers[k], outputs[k].Dims));
        }
        api.Run(session, binding);
        return answers;
    }

    private static float[] Pinned(long[] dims) => GC.AllocateArray<float>((int)dims.Aggregate(1L, (a, b) => a * b), pinned: true);

    private static byte[] Text(string name) => System.Text.Encoding.UTF8.GetBytes(name + "\0");

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
