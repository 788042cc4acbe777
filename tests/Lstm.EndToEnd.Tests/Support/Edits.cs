using System;
using System.Security.Cryptography;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>Changes to the bytes of a weight file.</summary>
internal static class Edits
{
    /// <summary>As a file that carries no digest: what is changed afterwards is found, or not, by other checks.</summary>
    public static byte[] WithoutDigest(this byte[] file) => file.Replaced($"\"{WeightFile.DigestKey}\"", "\"some.digest\"").Replaced($"\"{Numerics.MetadataKey}\"", "\"some.numerics\"");

    /// <summary>With the digest of its bytes as they are now.</summary>
    public static byte[] Signed(this byte[] file)
    {
        byte[] key = Encoding.UTF8.GetBytes($"\"{WeightFile.DigestKey}\":\"");
        var digits = file.AsSpan(file.AsSpan().IndexOf(key) + key.Length, 2 * SHA256.HashSizeInBytes);
        digits.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), digits);
        return file;
    }

    /// <summary>With the first such text of the header replaced by one of the same length.</summary>
    public static byte[] Replaced(this byte[] file, string text, string replacement)
    {
        int at = file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0 && text.Length == replacement.Length, $"no {text} in the header, or not the length of {replacement}");
        Encoding.UTF8.GetBytes(replacement).CopyTo(file, at);
        return file;
    }
}
