using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What came out for one network.</summary>
/// <param name="Network">Which it was: number and layers.</param>
/// <param name="Standard">Whether every LSTM layer has sigmoid gates and tanh.</param>
/// <param name="DifferentValues">Floats whose bits differ from the scalar body's, all runs together.</param>
/// <param name="Differences">The first of them in each run.</param>
/// <param name="Damage">Writes outside of what the network was given.</param>
/// <param name="Sizes">Constants that are not what they say.</param>
/// <param name="Errors">Distance from double precision.</param>
internal sealed record NetworkReport(
    string Network,
    bool Standard,
    int DifferentValues,
    IReadOnlyList<string> Differences,
    IReadOnlyList<string> Damage,
    IReadOnlyList<string> Sizes,
    ReferenceErrors Errors);
