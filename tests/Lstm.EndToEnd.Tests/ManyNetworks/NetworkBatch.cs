using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Shared;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What came out for the networks of one assembly.</summary>
/// <param name="Networks">One by one.</param>
/// <param name="Methods">What was compiled.</param>
/// <param name="Guard">How the process between guard pages died, or null where it survived.</param>
internal sealed record BatchReport(IReadOnlyList<NetworkReport> Networks, IReadOnlyList<EmittedMethod> Methods, string? Guard);

/// <summary>Some networks on their way from specs to reports.</summary>
internal static class NetworkBatch
{
    public static async Task<BatchReport> Check(ModelSpec[] specs, int seed)
    {
        byte[] image = NetworkCompiler.Compile(specs);
        var guard = Guard(image, specs.Length);
        var context = new AssemblyLoadContext("networks", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(image));
            NetworkReport[] reports = [.. specs.Select((spec, k) => new NetworkChecks(spec, new CompiledNetwork(assembly, NetworkCompiler.ClassName(k)), unchecked(seed + k)).Report())];
            return new BatchReport(reports, IntermediateLanguage.Methods(image), await guard);
        }
        finally
        {
            context.Unload();
        }
    }

    private static async Task<string?> Guard(byte[] image, int count)
    {
        if (!GuardedMemory.IsSupported)
        {
            return null;
        }
        string path = Path.Combine(Path.GetTempPath(), $"lstm-{Path.GetRandomFileName()}.dll");
        try
        {
            await File.WriteAllBytesAsync(path, image);
            var child = await ChildProgram.Run("Lstm.EndToEnd.Tests.dll", "", GuardedNetworks.Argument, path);
            var lines = child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var expected = Enumerable.Range(0, count)
                .SelectMany(k => Cases.SupportedBodies.SelectMany(body => (bool[])[true, false], (body, atEnd) => GuardedNetworks.Line(NetworkCompiler.ClassName(k), body, atEnd)))
                .Append(GuardedNetworks.Survived);
            return child.ExitCode == 0 && child.Error.Length == 0 && lines.SequenceEqual(expected)
                ? null
                : $"{lines.LastOrDefault()}: exit code {child.ExitCode}\n{child.Error}";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
