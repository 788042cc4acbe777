using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Trainer.Tests.Import;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Gradients of layer normalisation, and of the states that a sequence begins with, as PyTorch computes them.</summary>
[Trait("Speed", "Slow")]
public class TorchGradientTests(ITestOutputHelper output)
{
    private const int Steps = 9, Inputs = 3, Outputs = 2;

    [Theory]
    [InlineData("LSTM", 1e-5f, 0.01f)]
    [InlineData("GRU", 0.5f, 1e-5f)]
    public void Every_tensor(string cell, float first, float second)
    {
        FormattableString text = $$"""{ "input": {{Inputs}}, "layers": [ { "type": "layer-norm", "epsilon": {{first}} }, { "type": "{{cell.ToLowerInvariant()}}", "hidden": 5, "initialState": true }, { "type": "layer-norm", "epsilon": {{second}}, "bias": false }, { "type": "dense", "size": {{Outputs}} } ] }""";
        var spec = SpecParser.Parse(FormattableString.Invariant(text)).Model!;
        var parameters = new NetworkParameters(spec);
        var random = new Xoshiro256(3);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
        foreach (var tensor in parameters.Tensors)
        {
            foreach (var (value, k) in Draw(tensor.Rows * tensor.Columns).Select((value, k) => (value, k)))
            {
                NetworkParameters.At(parameters.Values, tensor, k / tensor.Columns, k % tensor.Columns) = value;
            }
        }
        float[] inputs = Draw(Steps * Inputs), targets = Draw(Steps * Outputs);
        var network = new ShardNetwork(new ModelWeights(parameters), LossFunction.Create(new LossOptions(LossKind.MeanSquared), spec), Steps, tokens: false, dropout: 0f, LaneKernels.Best);
        double weight = network.Load([Sequence.OfNumbers("a", Steps, inputs, targets)], 0, Steps);
        network.Forward();
        double loss = network.Loss((float)(1 / weight)) / weight;
        network.Backward();

        var expected = Torch(cell, [first, second], spec, parameters, inputs, targets);
        Assert.Equal(expected.GetProperty("loss").GetDouble(), loss, 1e-6);
        double worst = 0;
        foreach (var tensor in parameters.Tensors)
        {
            double[] theirs = [.. expected.GetProperty("gradients").GetProperty(tensor.Name).EnumerateArray().Select(value => value.GetDouble())];
            double difference = theirs.Zip(NetworkParameters.Gather(network.Gradient, tensor), (a, b) => Math.Abs(a - b)).Max();
            Assert.True(difference < 1e-6, $"{tensor.Name}: {difference:E2}");
            Assert.Contains(theirs, slope => Math.Abs(slope) > 1e-3);
            worst = Math.Max(worst, difference);
        }
        output.WriteLine($"{cell}: at most {worst:E2}");
    }

    private static JsonElement Torch(string cell, float[] epsilons, ModelSpec spec, NetworkParameters parameters, float[] inputs, float[] targets)
    {
        static float[][] Rows(float[] values, int width) => [.. values.Chunk(width)];
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(new
            {
                cell,
                epsilons,
                inputs = Rows(inputs, Inputs),
                targets = Rows(targets, Outputs),
                tensors = spec.Layers.Zip(spec.Sizes).SelectMany(layer => layer.First.TensorShapes(layer.Second.Input)).ToDictionary(tensor => tensor.Name, tensor => new { values = parameters.Tensor(tensor.Name), shape = tensor.Shape }),
            }));
            return JsonDocument.Parse(Python.Run("torch", Path.Combine(AppContext.BaseDirectory, "Training", "torch_gradients.py"), path)).RootElement;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
