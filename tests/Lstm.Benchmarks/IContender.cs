using System;

namespace Lstm.Benchmarks;

/// <summary>What takes its turns in a <see cref="Comparison"/>.</summary>
internal interface IContender : IDisposable
{
    /// <summary>ours, c, …; what its row begins with.</summary>
    string Name { get; }

    /// <summary>The instruction set that it says it uses.</summary>
    string Isa { get; }

    /// <summary>Makes ready for <see cref="Time"/> at a size and in a mode: one pass from a state of zero.</summary>
    /// <param name="size">The network's size.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="file">A place for the results of that pass.</param>
    /// <returns>The hidden values of that pass, row by row; null where it tells times alone.</returns>
    /// <exception cref="MissingException">It does not have that size or mode, or ended over it.</exception>
    float[]? Check(Size size, Mode mode, string file);

    /// <summary>Nanoseconds per stream and step, of some passes.</summary>
    double[] Time(Size size, Mode mode);
}
