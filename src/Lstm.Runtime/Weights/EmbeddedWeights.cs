using System;
using System.ComponentModel;
using System.IO;
using System.Reflection;

namespace Lstm.Embedded;

/// <summary>Finds the weight file that the build put into an assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
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
            ?? throw new LstmWeightException(resource, null, $"no embedded file of that name in {assembly.GetName().Name}", $"the build to embed it: put it into the project, or add <LstmWeights Include=\"path/{resource}\" />");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return WeightFile.Own(bytes, resource);
    }
}
