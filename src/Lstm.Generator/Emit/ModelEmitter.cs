using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes the file of one model: header, public surface, then the bodies in the generator's own namespace.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec spec, TargetType type, string origin)
    {
        var network = new NetworkPlan(spec);
        var writer = new SourceWriter();
        HeaderEmitter.Write(writer, network, type, origin);
        if (type.Namespace.Length == 0)
        {
            WriteType(writer, network, type, 0);
        }
        else
        {
            using (writer.Open($"namespace {type.Namespace}"))
            {
                WriteType(writer, network, type, 0);
            }
        }

        writer.Line();
        using (writer.Open("namespace Lstm.Embedded.Generated"))
        {
            writer.Line("using global::System;");
            writer.Line("using global::System.Runtime.CompilerServices;");
            writer.Line("using global::System.Runtime.InteropServices;");
            writer.Line("using global::System.Runtime.Intrinsics;");
            writer.Line("using global::System.Runtime.Intrinsics.Arm;");
            writer.Line("using global::System.Runtime.Intrinsics.X86;");
            writer.Line();
            PlaceEmitter.Write(writer, network);
            new BodyEmitter(writer, network, null).Write();
            foreach (var target in VectorTarget.All)
            {
                writer.Line();
                new BodyEmitter(writer, network, target).Write();
            }
            BufferEmitter.Write(writer, network);
        }
        return writer.ToString();
    }

    private static void WriteType(SourceWriter writer, NetworkPlan network, TargetType type, int depth)
    {
        if (depth < type.ContainingTypes.Count)
        {
            using (writer.Open(type.ContainingTypes[depth]))
            {
                WriteType(writer, network, type, depth + 1);
            }
            return;
        }
        SurfaceEmitter.Write(writer, network, type);
    }
}
