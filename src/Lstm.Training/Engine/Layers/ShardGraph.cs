using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// What passes between the layers of a network that branches: each output has rows of its own, which are copied to where a layer reads them, and
/// the gradients of all that took it are added to its own, from the last layer to the first.
/// </summary>
internal sealed class ShardGraph
{
    private readonly LaneKernels kernels;
    private readonly ModelSpec spec;
    private readonly IReadOnlyList<NamedPart> inputs;
    private readonly (int Layer, NamedPart Part)[] outputs;
    private readonly PlacedLayer[] layers;
    private readonly SampleLayer sample;

    /// <param name="parameters">The network.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="capacity">The most time steps in a window.</param>
    /// <param name="kernels">The inner loops.</param>
    public ShardGraph(NetworkParameters parameters, PlacedLayer[] layers, int capacity, LaneKernels kernels)
    {
        this.kernels = kernels;
        this.layers = layers;
        spec = parameters.Spec;
        inputs = spec.Inputs;
        outputs = [.. spec.Graph!.Outputs.Zip(spec.Outputs)];
        sample = new SampleLayer(spec) { Input = LaneRows.Allocate(capacity, spec.InputSize), OutputGradient = LaneRows.Allocate(0, 0) };
        var sizes = spec.Sizes;
        for (int index = 0; index < layers.Length; index++)
        {
            var layer = layers[index].Layer;
            layer.Output = LaneRows.Allocate(capacity, sizes[index].Output);
            layer.InputGradient = AnyTrained(index) ? LaneRows.Allocate(capacity, sizes[index].Input) : null;
        }
    }

    /// <summary>What reads the samples.</summary>
    public ShardLayer Sample => sample;

    /// <summary>Brings what a layer takes to where it reads it.</summary>
    public void Take(int layer, int steps)
    {
        foreach (var (source, rows) in Parts(layer, layers[layer].Layer.Input))
        {
            Copy(source >= 0 ? layers[source].Layer.Output : sample.Input.Part(inputs[~source].Offset, rows.Size), rows, steps);
        }
    }

    /// <summary>The outputs, one behind the other.</summary>
    public void Collect(LaneRows output, int steps)
    {
        foreach (var (layer, part) in outputs)
        {
            Copy(layers[layer].Layer.Output, output.Part(part.Offset, part.Size), steps);
        }
    }

    /// <summary>Every output's gradient is what the loss has of it, or zero.</summary>
    public void Spread(LaneRows gradient, int steps)
    {
        foreach (var placed in layers)
        {
            for (int t = 0; t < steps; t++)
            {
                placed.Layer.OutputGradient.At(t).Clear();
            }
        }
        foreach (var (layer, part) in outputs)
        {
            Copy(gradient.Part(part.Offset, part.Size), layers[layer].Layer.OutputGradient, steps);
        }
    }

    /// <summary>Adds what a layer hands down to the gradients of all that it takes.</summary>
    public void HandDown(int layer, int steps)
    {
        if (layers[layer].Layer.InputGradient is not { } gradient)
        {
            return;
        }
        foreach (var (source, rows) in Parts(layer, gradient))
        {
            for (int t = 0; t < steps && source >= 0; t++)
            {
                kernels.Add(layers[source].Layer.OutputGradient.At(t), rows.At(t));
            }
        }
    }

    private bool AnyTrained(int layer) => spec.TakenBy(layer).Any(source => source >= 0 && layers[source].IsTrainedUpToHere);

    /// <summary>Whose outputs a layer takes, and which rows of what it takes are of each.</summary>
    private IEnumerable<(int Source, LaneRows Rows)> Parts(int layer, LaneRows rows)
    {
        int offset = 0;
        foreach (int source in spec.TakenBy(layer))
        {
            int size = SizeOf(source);
            yield return (source, rows.Part(offset, size));
            offset += size;
        }
    }

    private int SizeOf(int source) => source >= 0 ? layers[source].Layer.Output.Size : inputs[~source].Size;

    private static void Copy(LaneRows from, LaneRows to, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            from.At(t).CopyTo(to.At(t));
        }
    }

    /// <summary>Where the samples stand, tiny values made zero.</summary>
    private sealed class SampleLayer(ModelSpec spec) : ShardLayer
    {
        private readonly (NamedPart Part, bool IsScaled)[] inputs = [.. spec.Inputs.Select((part, k) => (part, spec.IsScaled(k)))];

        public override void Take(Span<float> values)
        {
            foreach (var (input, isScaled) in inputs)
            {
                var part = values.Slice(input.Offset * LaneKernels.Lanes, input.Size * LaneKernels.Lanes);
                ref float first = ref MemoryMarshal.GetReference(part);
                if (isScaled)
                {
                    Exponential.FlushLeast(ref first, ref first, (nuint)part.Length);
                }
                else
                {
                    Exponential.FlushTiny(ref first, ref first, (nuint)part.Length);
                }
            }
        }

        public override void Forward(ModelWeights weights, ShardWindow window) => throw new NotSupportedException();

        public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient) => throw new NotSupportedException();
    }
}
