using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Collects the mistakes of one text and turns offsets into lines and columns.</summary>
internal sealed class SpecErrors
{
    private readonly string text;
    private readonly List<int> lineStarts = [0];
    private readonly List<SpecError> errors = [];

    public SpecErrors(string text)
    {
        this.text = text;
        for (int i = 0; i < text.Length; i++)
        {
            // A carriage return ends a line unless a line feed follows, which then does.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    public bool Any => errors.Count > 0;

    public void Add(string rule, TextPlace place, string message)
    {
        var found = Locate(place);
        errors.Add(new SpecError(rule, message, found.Offset, found.Length, found.LineIndex, found.ColumnIndex));
    }

    /// <summary>Where <paramref name="place"/> is in lines and columns.</summary>
    public SpecPlace Locate(TextPlace place)
    {
        int line = LineIndex(place.Offset);
        int column = place.Offset - lineStarts[line];
        if (line == 0 && column > 0 && text[0] == '\uFEFF')
        {
            column--; // editors do not count the byte order mark
        }
        return new SpecPlace(place.Offset, OnOneLine(place), line, column);
    }

    /// <summary>The line as editors number it, from 1.</summary>
    public int LineNumber(TextPlace place) => LineIndex(place.Offset) + 1;

    /// <summary>The errors in the order in which they stand in the text.</summary>
    public EquatableArray<SpecError> InOrder() => new(errors.OrderBy(error => error.Offset).ThenBy(error => error.Rule, StringComparer.Ordinal));

    private int LineIndex(int offset)
    {
        int index = lineStarts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }

    // An object or array over several lines is pointed at by its opening bracket: half a screen of red helps nobody.
    private int OnOneLine(TextPlace place)
    {
        bool broken = text.IndexOfAny(['\r', '\n'], place.Offset, place.Length) >= 0;
        return broken ? 1 : place.Length;
    }
}
