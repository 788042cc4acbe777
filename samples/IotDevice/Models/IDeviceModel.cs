using System;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>
/// A network together with the memory of one stream of samples. To add one: a struct that implements this, in a file
/// beside its spec and weights, and its line in <see cref="DeviceModel.All"/>.
/// </summary>
/// <remarks>
/// A struct, so that the loop is compiled for each model and calls its <see cref="Step"/> directly, and so that a copy
/// has a memory of its own: the warm-up runs on a copy.
/// </remarks>
/// <typeparam name="TSelf">The struct itself.</typeparam>
internal interface IDeviceModel<TSelf>
    where TSelf : struct, IDeviceModel<TSelf>
{
    /// <summary>What <c>--model</c> calls it.</summary>
    static abstract string Name { get; }

    /// <summary>A line for the help.</summary>
    static abstract string Summary { get; }

    /// <summary>The names of the values in a sample, in the network's order.</summary>
    static abstract string[] Columns { get; }

    /// <summary>Values in a result.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The hash of the network's spec: whose memory it is.</summary>
    static abstract string SpecHash { get; }

    /// <summary>Bytes of the memory.</summary>
    static abstract int MemoryBytes { get; }

    /// <summary>What <see cref="IotDevice.SelfTest"/> computes on a processor that computes right, with the embedded weights.</summary>
    static abstract uint Golden { get; }

    /// <summary>When the output, a probability, raises an alarm; null where the output is no such thing.</summary>
    static abstract AlarmSettings? Alarm { get; }

    /// <summary>Between which values each column is plausible, as the weight file says.</summary>
    InputRanges Ranges { get; }

    /// <summary>Whether all that it remembers is finite.</summary>
    bool IsFinite { get; }

    /// <summary>Makes a recording to play when no input is given.</summary>
    static abstract Recording Record();

    /// <summary>The network with its embedded weights, remembering nothing.</summary>
    static abstract TSelf Create();

    /// <summary>The network with the weights of a file, remembering nothing.</summary>
    /// <exception cref="LstmWeightException">The file cannot be used.</exception>
    static abstract TSelf Load(string path);

    /// <summary>One time step.</summary>
    void Step(ReadOnlySpan<float> sample, Span<float> result);

    /// <summary>The same with its memory, on a body of choice, for the self-test.</summary>
    TSelf WithBody(InstructionSet body);

    /// <summary>Continues with another's network and its own memory.</summary>
    void TakeNetwork(TSelf other);

    /// <summary>Writes the memory as bytes.</summary>
    void SaveMemory(Span<byte> bytes);

    /// <summary>Continues with a saved memory.</summary>
    void LoadMemory(ReadOnlySpan<byte> bytes);
}
