using System;
using System.IO;
using System.Reflection;

namespace Lstm.Embedded;

/// <summary>Finds the weight file that the build put into an assembly.</summary>
public static class EmbeddedWeights
{
    /// <summary>Reads an embedded weight file.</summary>
    /// <param name="assembly">The assembly that holds it.</param>
    /// <param name="resource">The name it was embedded under: the weight file's.</param>
    /// <exception cref="LstmWeightException">There is no such resource, or it is damaged.</exception>
    public static WeightFile Open(Assembly assembly, string resource)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new LstmWeightException($"{resource}: no such weight file is embedded in {assembly.GetName().Name}; put it beside the spec, or name it with <LstmWeights Include=\"{resource}\" /> in the project.", resource);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return WeightFile.Parse(bytes, resource);
    }
}
