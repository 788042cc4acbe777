using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Specification;
using Lstm.Training.Emitted;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>The generated code of a run's network, compiled beside training; of a detector also that of the layers that forecast.</summary>
internal sealed class CompiledNetworks
{
    private readonly Preparation preparation;
    private readonly Task<Type> network;
    private readonly Task<Type> written;

    private CompiledNetworks(Preparation preparation)
    {
        this.preparation = preparation;
        network = Compile(preparation.Spec);
        written = preparation.Detector is { } detector ? Compile(detector) : network;
    }

    /// <summary>Begins to compile.</summary>
    public static CompiledNetworks Begin(Preparation preparation) => new(preparation);

    /// <summary>The code of the network as its spec file has it.</summary>
    public Type Written => written.GetAwaiter().GetResult();

    /// <summary>A network as a device will have it, before its file is written.</summary>
    /// <param name="spec">The network, or the layers of a detector that forecast.</param>
    /// <param name="tensors">Its weights.</param>
    public EmittedNetwork InMemory(ModelSpec spec, IReadOnlyDictionary<string, float[]> tensors) => EmittedNetwork.Load(
        spec, TrainedModel.Writer(spec, tensors, card: null, ranges: null, window: null).ToBytes(), spec.Equals(preparation.Spec) ? network.GetAwaiter().GetResult() : Written);

    private static Task<Type> Compile(ModelSpec spec) => Task.Run(() => EmittedCode.Compile(spec), CancellationToken.None);
}
