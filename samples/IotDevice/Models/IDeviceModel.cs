using System;

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

    /// <summary>When the output, a probability, raises an alarm; null where the output is no such thing.</summary>
    static abstract AlarmSettings? Alarm { get; }

    /// <summary>Makes a recording to play when no input is given.</summary>
    static abstract Recording Record();

    /// <summary>The network with its embedded weights, remembering nothing.</summary>
    static abstract TSelf Create();

    /// <summary>One time step.</summary>
    void Step(ReadOnlySpan<float> sample, Span<float> result);
}
