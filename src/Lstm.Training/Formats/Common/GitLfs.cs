using System;

namespace Lstm.Training.Formats.Common;

/// <summary>Pointers of Git LFS: a few lines of text that stand in the place of a large file where a repository was cloned without them.</summary>
internal static class GitLfs
{
    /// <summary>What a message says of one.</summary>
    public const string Problem = "it is a pointer of Git LFS, a few lines of text in the place of the file", Expected = "the file itself: git lfs pull in its repository";

    /// <summary>How a pointer begins.</summary>
    public const string Beginning = "version https://git-lfs.github.com/";

    /// <summary>Whether a file that begins so is one.</summary>
    public static bool IsPointer(ReadOnlySpan<byte> beginning) => beginning.StartsWith("version https://git-lfs.github.com/"u8);
}
