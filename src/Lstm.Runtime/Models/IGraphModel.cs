using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>
/// A network with several inputs or outputs, which have names. Its sample is all inputs one behind the other, and its result all outputs: so
/// code that is generic over networks runs it like any other, and this says what of a sample or a result is which.
/// </summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TState">Its <c>State</c>.</typeparam>
public interface IGraphModel<TSelf, TState> : IStepManyModel<TSelf, TState>
    where TSelf : IGraphModel<TSelf, TState>
    where TState : unmanaged
{
    /// <summary>The inputs, in the order in which a sample holds them.</summary>
    static abstract IReadOnlyList<GraphPart> Inputs { get; }

    /// <summary>The outputs, in the order in which a result holds them.</summary>
    static abstract IReadOnlyList<GraphPart> Outputs { get; }
}

/// <summary>An input or output of a network with several.</summary>
/// <param name="Name">Its name in the spec file.</param>
/// <param name="Offset">Where it begins in a sample or a result that holds all of them.</param>
/// <param name="Size">Its values in one time step.</param>
public readonly record struct GraphPart(string Name, int Offset, int Size);
