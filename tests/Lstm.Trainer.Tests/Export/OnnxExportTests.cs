using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Emitted;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Export;

/// <summary>Networks drawn from all that a spec can say, as ONNX files.</summary>
[Trait("Speed", "Slow")]
public class OnnxExportTests(ITestOutputHelper output)
{
    private const int Models = 300;

    [Fact]
    public void What_is_exported_comes_back_and_then_stays_the_same_to_the_bit()
    {
        int back = 0, refused = 0, frames = 0;
        for (int seed = 1; seed <= Models; seed++)
        {
            var model = RandomModel.Draw(seed);
            if (Export(model) is not { } file)
            {
                refused++;
                continue;
            }
            ImportedModel first;
            try
            {
                first = Read(file);
            }
            catch (ImportException) when (model.Spec.Layers.Any(layer => layer is FrameConvLayerSpec or MagnitudeLayerSpec))
            {
                frames++; // written channels last, which is not a form that other programs' graphs have
                continue;
            }
            double[][] expected = model.Reference().Run(model.Samples()), found = Verification.Answers(first, model.Sequence);
            double worst = expected.SelectMany(row => row).Zip(found.SelectMany(row => row), (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
            Assert.True(worst < 1e-10, $"seed {seed}: {worst:E2}; {model.Text}");
            Assert.Equal(expected.Length, found.Length);

            var second = Read(OnnxExporter.Write(new ExportSource("again", first.Spec, name => first.Tensors[name])));
            Assert.Equal(SpecHash.CanonicalText(first.Spec), SpecHash.CanonicalText(second.Spec));
            AssertSameBits(first, second);
            back++;
        }
        output.WriteLine($"{back} came back, {frames} hold frames in the form of the exporter, which is not read, {refused} are beyond the operators");
        Assert.InRange(back, Models / 4, Models);
        Assert.InRange(refused, 1, 2 * Models / 3);
    }

    [Fact]
    public void ONNX_Runtime_answers_the_same()
    {
        var runtime = OnnxRuntime.Need();
        int ran = 0;
        double worst = 0;
        for (int seed = 1; seed <= Models; seed++)
        {
            var model = RandomModel.Draw(seed);
            if (model.Spec.Layers[0] is EmbeddingLayerSpec || Export(model) is not { } file)
            {
                continue;
            }
            double[] expected = [.. model.Reference().Run(model.Samples()).SelectMany(row => row)];
            bool pools = model.Spec.Pools;
            long[] results = pools ? [1, model.Spec.OutputSize] : [expected.Length / model.Spec.OutputSize, 1, model.Spec.OutputSize];
            float[] found = runtime.Run(file, [.. model.Sequence.SelectMany(sample => sample)], [model.Sequence.Length, 1, model.Spec.InputSize], results);
            double difference = expected.Zip(found, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
            Assert.True(difference < 1e-5, $"seed {seed}: {difference:E2}; {model.Text}");
            worst = Math.Max(worst, difference);
            ran++;
        }
        output.WriteLine($"{ran} networks, at most {worst:E2}");
        Assert.InRange(ran, Models / 4, Models);
    }

    [Fact]
    public void Networks_that_branch_have_inputs_and_outputs_by_name()
    {
        const int Branching = 200;
        var runtime = OnnxRuntime.Need();
        int ran = 0;
        double worst = 0;
        for (int seed = 1; seed <= Branching; seed++)
        {
            var model = RandomModel.Of(RandomGraph.Draw(new Random(seed)), new Random(seed));
            if (Export(model) is not { } file)
            {
                continue;
            }
            int steps = model.Sequence.Length;
            double[][] expected = [.. model.Reference().Run(model.Samples())];
            bool hasTokens = model.Spec.TokenColumns.Count > 0; // whole numbers, which this call of ONNX Runtime does not pass
            var inputs = model.Spec.Inputs.Select(input => (model.Spec.Inputs.Count == 1 ? model.Spec.Graph!.Inputs[0].Name : input.Name, model.Sequence.SelectMany(sample => sample[input.Offset..(input.Offset + input.Size)]).ToArray(), new long[] { steps, 1, input.Size }));
            float[][] found = hasTokens ? [] : runtime.Run(file, [.. inputs], [.. model.Spec.Outputs.Select(output => (output.Name, new long[] { steps, 1, output.Size }))]);
            foreach (var (output, values) in model.Spec.Outputs.Zip(found))
            {
                worst = Math.Max(worst, expected.SelectMany(row => row[output.Offset..(output.Offset + output.Size)]).Zip(values, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max());
            }
            Assert.True(worst < 1e-5, $"seed {seed}: {worst:E2}; {model.Text}");

            var back = Read(file);
            double[][] again = Verification.Answers(back, model.Sequence);
            Assert.Equal(model.Spec.Outputs.Select(part => part.Name), back.Spec.Outputs.Select(part => part.Name));
            Assert.All(expected.SelectMany(row => row).Zip(again.SelectMany(row => row)), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * (1 + Math.Abs(pair.First))));
            ran++;
        }
        output.WriteLine($"{ran} of {Branching} networks, at most {worst:E2} from ONNX Runtime");
        Assert.InRange(ran, Branching / 10, Branching);
    }

    [Fact]
    public void And_so_does_the_generated_code_of_what_comes_back()
    {
        // Each takes a second; LSTM_ORACLE_MODELS makes it a longer run.
        int compiled = int.TryParse(Environment.GetEnvironmentVariable("LSTM_ORACLE_MODELS"), CultureInfo.InvariantCulture, out int asked) ? asked : 30;
        var runtime = OnnxRuntime.Need();
        string folder = Directory.CreateTempSubdirectory("lstm-generated-").FullName;
        double worst = 0;
        int ran = 0, refused = 0;
        for (int seed = 1; ran < compiled; seed++)
        {
            var model = RandomModel.Draw(seed);
            if (model.Spec.Layers.Any(layer => layer is EmbeddingLayerSpec or FrameConvLayerSpec or MagnitudeLayerSpec) || Export(model) is not { } file)
            {
                continue;
            }
            ImportedModel imported;
            try
            {
                imported = Read(file);
            }
            catch (ImportException e)
            {
                refused++; // in words, as a file that cannot be taken is; none of the first hundred is
                output.WriteLine($"seed {seed}: {e.Message}");
                continue;
            }
            var files = ImportedFiles.Of(Path.Combine(folder, $"m{seed}"));
            files.Write(imported);
            float[] generated = EmittedNetwork.Load(SpecFile.Read(files.Spec), files.Weights).Run([.. model.Sequence.SelectMany(sample => sample)]);
            long[] results = imported.Spec.Pools ? [1, imported.Spec.OutputSize] : [generated.Length / imported.Spec.OutputSize, 1, imported.Spec.OutputSize];
            float[] expected = runtime.Run(file, [.. model.Sequence.SelectMany(sample => sample)], [model.Sequence.Length, 1, model.Spec.InputSize], results);
            double difference = expected.Zip(generated, (a, b) => Math.Abs((double)a - b) / (1 + Math.Abs(a))).Max();
            Assert.True(difference < 1e-5, $"seed {seed}: {difference:E2}; {model.Text}");
            worst = Math.Max(worst, difference);
            ran++;
        }
        Directory.Delete(folder, recursive: true);
        output.WriteLine($"{ran} networks, {refused} refused, at most {worst:E2}");
        Assert.InRange(refused, 0, compiled / 50);
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4, "projection": 2 }""", "projection")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "layerNorm": true }""", "normalisation")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "cellClip": 2 }""", "cellClip")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "direction": "backwards" }""", "backwards")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "activations": { "outputGate": "hardSigmoid" } }""", "different activations")]
    [InlineData("""{ "type": "ltm-stm", "hidden": 4 }""", "LTM/STM")]
    public void What_no_operator_has_is_named(string layer, string word)
    {
        var spec = SpecParser.Parse($$"""{ "input": 2, "layers": [ {{layer}} ] }""").Model!;
        var error = Assert.Throws<ExportException>(() => OnnxExporter.Write(new ExportSource("x", spec, name => RandomTensors.Draw(spec, new Random(1)).First(tensor => tensor.Name == name).Values)));
        Assert.Contains("layers[0]", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private static byte[]? Export(RandomModel model)
    {
        try
        {
            return OnnxExporter.Write(new ExportSource("drawn", model.Spec, model.Values));
        }
        catch (ExportException)
        {
            return null;
        }
    }

    internal static ImportedModel Read(byte[] file) => Importer.Read(new ModelSource("model.onnx", file), new ImportOptions());

    internal static void AssertSameBits(ImportedModel first, ImportedModel second)
    {
        Assert.Equal(first.Tensors.Keys.Order(), second.Tensors.Keys.Order());
        foreach (var (name, values) in first.Tensors)
        {
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), second.Tensors[name].Select(BitConverter.SingleToInt32Bits));
        }
    }
}
