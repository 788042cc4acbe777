using System.Collections.Generic;

namespace Lstm.Training.Models;

/// <summary>The weights that a network was fine-tuned from.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Digest">The SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="Frozen">The layers whose weights are still those of that file, by the names that <c>lstm inspect</c> shows.</param>
public sealed record WeightsOrigin(string File, string Digest, IReadOnlyList<string> Frozen)
{
    /// <summary>The same in words.</summary>
    internal string Told => $"{File} (SHA-256 {Digest[..16]}…){(Frozen.Count > 0 ? $", {string.Join(", ", Frozen)} frozen" : "")}";
}
