using System;
using System.IO;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Lstm.Training.Weights;

namespace Lstm.Training.Formats;

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
        var weights = TrainedModel.Writer(model.Spec, model.Tensors, model.Card, model.Ranges, model.Window);
        AtomicFile.WriteAll((Spec, Encoding.UTF8.GetBytes(SpecWriter.Write(model.Spec))), (Weights, weights.ToBytes()));
    }
}
