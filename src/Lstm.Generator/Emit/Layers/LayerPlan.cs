using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// A layer and its part of the packed weights. Everything that is written for a type of layers is a member of its plan, so the compiler
/// names what a new one still lacks (docs/contributing/add-a-layer.md).
/// </summary>
/// <param name="Index">Position in the network, from 0.</param>
/// <param name="InputSize">Values it takes.</param>
/// <param name="OutputSize">Values of its output.</param>
/// <param name="WeightOffset">Where its floats begin, a multiple of 16.</param>
internal abstract record LayerPlan(int Index, int InputSize, int OutputSize, int WeightOffset)
{
    /// <summary>The emitted method.</summary>
    public abstract string Method { get; }

    /// <summary>The layer in a few words, for the header's first line.</summary>
    public abstract string Description { get; }

    /// <summary>Its equation behind "Layer 0, ", and further lines of it.</summary>
    public abstract IReadOnlyList<string> Equations { get; }

    /// <summary>The lines of the header that are about it.</summary>
    public IReadOnlyList<string> HeaderLines => [$"Layer {Index}, {Equations[0]}", .. Equations.Skip(1)];

    /// <summary>Whether it has methods.</summary>
    public virtual bool HasMethods => true;

    /// <summary>Whether its output takes a block on the stack; otherwise it stands in the state, or among the weights.</summary>
    public virtual bool NeedsBlock => true;

    /// <summary>Whether it takes the sample as the caller put it, whose tiny values it makes zero itself where it keeps a copy.</summary>
    public bool TakesSample { get; init; }

    /// <summary>The emitted name of a number of the layer, one of <see cref="Places"/>.</summary>
    public virtual string Place(string name) => $"Layer{Index}.{name}";

    /// <summary>Where its parts stand, as the code names them.</summary>
    public virtual IEnumerable<NamedPlace> Places => WeightFloats > 0 ? [new("Weights", WeightOffset, "its weights")] : [];

    /// <summary>The lines of the header's map of the weights that are about it.</summary>
    public abstract IEnumerable<string> WeightMap { get; }

    /// <summary>What stands where in the state.</summary>
    public virtual IEnumerable<string> StatePlaces => StateFloats == 0 ? [] : throw Unhandled.Kind(this);

    /// <summary>Length of its part, a multiple of 16.</summary>
    public virtual int WeightFloats => (int)Footprint.WeightFloats(Layer, InputSize);

    /// <summary>Length of its part of the state.</summary>
    public virtual int StateFloats => 0;

    /// <summary>How many time steps there are for each time that the layer runs, because of convolutions up to it.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Products of a weight and a value in a time step; the mean, rounded up, where it does not run in each.</summary>
    public long MultiplyAddsPerStep => PerStep(MultiplyAdds);

    /// <summary>Activations in a time step, likewise.</summary>
    public long ActivationsPerStep => PerStep(Activations);

    protected abstract LayerSpec Layer { get; }

    /// <summary>Products of a weight and a value each time that it runs: no biases, and no arithmetic without weights.</summary>
    public abstract long MultiplyAdds { get; }

    /// <summary>Activations each time that it runs.</summary>
    public abstract int Activations { get; }

    /// <summary>Writes the calls that pack its weights.</summary>
    public abstract void Pack(PackingEmitter packing);

    /// <summary>Writes the methods of one body.</summary>
    public abstract void WriteMethods(BodyEmitter body);

    /// <summary>Writes the call of its step.</summary>
    /// <param name="flow">The outputs of the layers before.</param>
    /// <param name="from">Where its input stands.</param>
    /// <param name="padded">Whether zeros stand behind that.</param>
    /// <param name="to">Where its output is wanted; null for anywhere.</param>
    /// <returns>Where the output stands, and whether zeros stand behind it.</returns>
    public abstract (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to);

    /// <summary>Blocks of floats that its methods work in.</summary>
    public virtual IEnumerable<StackBlock> Blocks(NetworkPlan network) => [];

    private long PerStep(long each) => (each + Stride - 1) / Stride;
}

/// <summary>A number that emitted code calls by name.</summary>
/// <param name="Name">Its name, in the class of its layer.</param>
/// <param name="Floats">The number: an offset or a distance, in floats.</param>
/// <param name="What">What it is.</param>
internal sealed record NamedPlace(string Name, int Floats, string What);

/// <summary>A block of floats on the stack.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Floats">Its length.</param>
/// <param name="What">What stands there.</param>
internal sealed record StackBlock(string Name, int Floats, string What);
