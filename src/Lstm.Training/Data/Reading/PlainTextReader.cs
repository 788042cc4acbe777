using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads a text as one series of tokens, each to be followed by the next.</summary>
internal static class PlainTextReader
{
    /// <summary>The tokens of a file.</summary>
    public static SeriesSet Read(string path, TextFormat format)
    {
        using var reader = SourceText.Read(path).Open();
        string text = reader.ReadToEnd();
        var tokens = new List<string>();
        var lines = new RowNumbers();
        var pool = new Dictionary<string, string>();
        int line = 1, end = 0;
        foreach (var range in format.Tokens == TokenKind.Words ? Words(text) : Characters(text))
        {
            line += text.AsSpan(end, range.Start.Value - end).Count('\n');
            end = range.Start.Value;
            string token = text[range];
            pool.TryAdd(token, token);
            tokens.Add(pool[token]);
            lines.Add(line);
        }
        string[] all = [.. tokens];
        return new SeriesSet([], [new Column(1, "token")], null, [new Series(Path.GetFileName(path), path, lines, [], [], all, all, OneTarget: false)]);
    }

    private static IEnumerable<Range> Characters(string text)
    {
        int start = 0;
        foreach (var character in text.EnumerateRunes())
        {
            yield return start..(start + character.Utf16SequenceLength);
            start += character.Utf16SequenceLength;
        }
    }

    private static IEnumerable<Range> Words(string text)
    {
        int start = 0;
        for (int end = 0; end <= text.Length; end++)
        {
            if (end == text.Length || char.IsWhiteSpace(text[end]))
            {
                if (end > start)
                {
                    yield return start..end;
                }
                start = end + 1;
            }
        }
    }
}
