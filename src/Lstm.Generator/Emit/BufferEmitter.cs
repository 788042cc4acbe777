using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Writes the fixed-size blocks of floats that the bodies keep on the stack.</summary>
internal static class BufferEmitter
{
    public static void Write(SourceWriter writer, NetworkPlan network)
    {
        foreach (var layer in network.Layers)
        {
            foreach (var block in layer.HasMethods ? layer.Blocks(network) : [])
            {
                Buffer(writer, block.Name, block.Floats, block.What);
            }
            if (network.Buffers.Contains((layer.Index, "Sample")))
            {
                bool pads = layer is DensePlan;
                Buffer(writer, $"{layer.Method}Sample", pads ? NetworkPlan.Align(layer.InputSize) : layer.InputSize, $"the sample, tiny values made zero{(pads ? ", and padded with zeros" : "")}");
            }
            if (network.Buffers.Contains((layer.Index, "Input")))
            {
                Buffer(writer, $"{layer.Method}Input", NetworkPlan.Align(layer.InputSize), "the input, padded with zeros");
            }
            if (network.Buffers.Contains((layer.Index, "Output")))
            {
                Buffer(writer, $"{layer.Method}Output", NetworkPlan.Align(layer.OutputSize), "the layer's output, padded with zeros");
            }
        }
        if (network.Scratch is { } scratch)
        {
            Branches(writer, network, scratch);
        }
    }

    private static void Branches(SourceWriter writer, NetworkPlan network, ScratchPlan scratch)
    {
        foreach (var (input, type) in network.Spec.Inputs.Select((input, k) => (input, BranchFlow.SampleType(network, k))))
        {
            Buffer(writer, type, NetworkPlan.Align(input.Size), $"the input {input.Name}, tiny values made zero, and padded with zeros");
        }
        int number = 0;
        foreach (var (floats, layers) in scratch.Blocks)
        {
            Buffer(writer, $"Passed{number++}", floats, layers.Count == 1 ? $"the output of layer {layers[0]}, padded with zeros" : $"the outputs of layers {string.Join(", ", layers)} in turn, padded with zeros");
        }
        if (network.Spec.GuardsOutputsTogether)
        {
            Buffer(writer, BranchFlow.Results, network.Spec.OutputSize, "all results, one behind the other");
        }
    }

    private static void Buffer(SourceWriter writer, string name, int floats, string what)
    {
        writer.Line();
        writer.Doc($"<summary>{what.Substring(0, 1).ToUpperInvariant()}{what.Substring(1)}.</summary>");
        writer.Line($"[InlineArray({floats})]");
        using (writer.Open($"file struct {name}"))
        {
            writer.Line("private float first;");
        }
    }
}
