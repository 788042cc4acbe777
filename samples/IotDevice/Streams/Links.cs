using System.IO;

namespace IotDevice;

/// <summary>Symbolic links, which a file that is written beside the old one and renamed would otherwise replace.</summary>
internal static class Links
{
    /// <summary>What a link leads to in the end, whether or not that is there; any other path as it is.</summary>
    public static string Follow(string path) =>
        path.Length == 0 || new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
