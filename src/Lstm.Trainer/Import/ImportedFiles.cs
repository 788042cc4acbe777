using System;
using System.Globalization;
using System.IO;
using System.Text;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Trainer.Models;

namespace Lstm.Trainer.Import;

/// <summary>The two files that an imported model becomes.</summary>
/// <param name="Spec">NAME.lstm.json.</param>
/// <param name="Weights">NAME.safetensors.</param>
public sealed record ImportedFiles(string Spec, string Weights)
{
    /// <summary>The files for a name, which may already end as one of the two does.</summary>
    public static ImportedFiles Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        name = ModelFiles.WithoutEnding(name, ModelFiles.WeightsEnding);
        string spec = name.EndsWith(ModelFiles.SpecEnding, StringComparison.OrdinalIgnoreCase) ? name : name + ModelFiles.SpecEnding;
        return new ImportedFiles(spec, ModelFiles.Weights(spec));
    }

    /// <summary>Writes both, or neither.</summary>
    /// <exception cref="IOException">One cannot be written.</exception>
    public void Write(ImportedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var weights = new WeightFileWriter(SpecHash.Of(model.Spec));
        if (model.Window is { } window)
        {
            weights.AddMetadata(ImportedModel.WindowKey, window.ToString(CultureInfo.InvariantCulture));
        }
        if (model.Ranges is { } ranges)
        {
            weights.AddMetadata(InputRanges.MetadataKey, ranges.ToString());
        }
        if (model.Card is { } card)
        {
            weights.AddMetadata(ModelCard.Key, card);
        }
        int size = model.Spec.InputSize;
        foreach (var layer in model.Spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                float[] values = model.Tensors[name];
                int[] shape = TensorNames.ShapeOf(layer, name, size);
                weights.Add(name, values, layer is ScaleLayerSpec && values.Length == 1 ? [1] : shape);
            }
            size = layer.OutputSize(size);
        }
        AtomicFile.WriteAll((Spec, Encoding.UTF8.GetBytes(SpecWriter.Write(model.Spec))), (Weights, weights.ToBytes()));
    }
}
