using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Emitted;
using Lstm.Training.Formats.Common;
using Lstm.Training.Weights;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>Writes a network as a torch.nn.Module in Python, with functions that read and write its weights as safetensors.</summary>
public static class TorchScriptWriter
{
    private const string Template = "Lstm.Training.Formats.module.py";

    /// <summary>The script.</summary>
    /// <exception cref="ExportException">A layer has something that torch.nn has not.</exception>
    public static byte[] Write(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var plan = new TorchPlan(source.Spec);
        string Lines(Func<TorchModule, System.Collections.Generic.IReadOnlyList<string>> of) => string.Join('\n', plan.Modules.SelectMany(of).Select(line => "        " + line));
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(stream);
        var forward = new TorchForward(source.Spec);
        string text = reader.ReadToEnd()
            .Replace("CLASS", ClassName(source.Name), StringComparison.Ordinal)
            .Replace("MODEL", string.Concat(source.Name.Where(letter => !char.IsControl(letter) && letter is not ('"' or '\\'))), StringComparison.Ordinal)
            // No name of an input has a $.
            .Replace("$PARAMETERS", forward.Parameters, StringComparison.Ordinal)
            .Replace("$SIGNATURE", forward.Signature, StringComparison.Ordinal)
            .Replace("$BEGIN", forward.Begin, StringComparison.Ordinal)
            .Replace("$RESULT", forward.Result, StringComparison.Ordinal)
            .Replace("        CONSTRUCTION", Lines(module => module.Construction), StringComparison.Ordinal)
            .Replace("        COMPUTATION", Lines(module => module.Computation), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The weights under the names of the script's state_dict, as safetensors.</summary>
    /// <exception cref="ExportException">A layer has something that torch.nn has not.</exception>
    public static byte[] WriteWeights(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var theirs = new TorchPlan(source.Spec).Tensors.ToDictionary(pair => pair.Ours, pair => pair.Theirs);
        var writer = new WeightFileWriter();
        foreach (var (key, value) in source.Metadata)
        {
            writer.AddMetadata(key, value);
        }
        foreach (var (_, layer, inputs) in source.Layers())
        {
            foreach (string name in TensorNames.Of(layer))
            {
                float[] values = source.Tensor(name);
                int[] shape = TensorNames.ShapeOf(layer, name, inputs);
                // A buffer has a value for each feature, so that a state_dict of the script fits.
                writer.Add(theirs[name], layer is ScaleLayerSpec && values.Length == 1 ? [.. Enumerable.Repeat(values[0], inputs)] : values, shape);
            }
        }
        return writer.ToBytes();
    }

    /// <summary>The name that the generator gives the class, where Python takes it, too.</summary>
    private static string ClassName(string model) =>
        NetworkFacts.ClassName(model) is var name && NetworkFacts.IsName(name) && name is not ("None" or "True" or "False") ? name : "Network";
}
