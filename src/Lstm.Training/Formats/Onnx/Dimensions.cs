using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Dimensions, places and axes in messages.</summary>
internal static class Dimensions
{
    private const int MostShown = 8;

    /// <summary>E.g. "[1, 2, 3]"; of many the first few, since a file may give millions.</summary>
    public static string Text(IReadOnlyCollection<long> numbers) =>
        $"[{string.Join(", ", numbers.Take(MostShown))}{(numbers.Count > MostShown ? $", … {numbers.Count} of them" : "")}]";
}
