using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Writes the numbers that the bodies call by name: constants, which the compiler folds.</summary>
internal static class PlaceEmitter
{
    public const string InputSize = "Sizes.Input";
    public const string OutputSize = "Sizes.Output";
    public const string StateStride = "Sizes.State";
    public const string Turn = "Sizes.Turn";

    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        Constants(writer, "Sizes", "Sizes of the network, in floats.",
        [
            new("Input", network.Spec.InputSize, "a sample"),
            new("Output", network.Spec.OutputSize, "a result"),
            .. network.HasStepMany ? [new("State", network.StateStride, "a stream's state")] : System.Array.Empty<NamedPlace>(),
            .. network.HasStepMany && network.Alternates ? [new("Turn", network.StateFloats, "from a state to its turn: whether the next step reads the weights backwards")] : System.Array.Empty<NamedPlace>(),
        ]);
        foreach (var layer in network.Layers)
        {
            Constants(writer, $"Layer{layer.Index}", $"Layer {layer.Index}: where its parts stand in weights and state, in floats.", [.. layer.Places]);
        }
    }

    private static void Constants(SourceWriter writer, string name, string summary, IReadOnlyList<NamedPlace> places)
    {
        if (places.Count == 0)
        {
            return;
        }
        writer.Doc($"<summary>{summary}</summary>");
        using (writer.Open($"file static class {name}"))
        {
            foreach (var place in places)
            {
                writer.Line($"internal const int {place.Name} = {place.Floats}; // {place.What}");
            }
        }
        writer.Line();
    }
}
