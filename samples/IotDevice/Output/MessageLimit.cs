namespace IotDevice;

/// <summary>
/// Which of many like messages are written, so that a sensor that sends garbage does not fill a disk with them: the first ten of a
/// kind, then the hundredth, the thousandth and so on, and after a calm the first ten again. Counts only, so that the same input
/// gives the same messages.
/// </summary>
/// <param name="kinds">How many kinds of messages there are.</param>
internal sealed class MessageLimit(int kinds)
{
    /// <summary>So many of a kind are written before it is limited.</summary>
    public const int AtFirst = 10;

    /// <summary>So many places without a message of a kind are a calm.</summary>
    public const int Calm = 1000;

    private readonly long[] counts = new long[kinds];
    private readonly long[] places = new long[kinds];

    /// <summary>Messages that were not written.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Takes note of a message.</summary>
    /// <param name="kind">Its kind, from 0.</param>
    /// <param name="place">Where it is: a line's number, a sample's, anything that only grows.</param>
    /// <returns>Which of its kind it is since the last calm; 0 if it is not to be written.</returns>
    public long Admit(int kind, long place)
    {
        long count = place - places[kind] > Calm ? 1 : counts[kind] + 1;
        (counts[kind], places[kind]) = (count, place);
        if (count <= AtFirst || IsPowerOfTen(count))
        {
            return count;
        }
        LeftOut++;
        return 0;
    }

    /// <summary>Adds to a message that it is one of many.</summary>
    /// <param name="text">The message.</param>
    /// <param name="count">What <see cref="Admit"/> gave.</param>
    public static Utf8Text Mark(Utf8Text text, long count) => count switch
    {
        < AtFirst => text,
        AtFirst => text.Add("; the 10th like it: of those that follow only the 100th, the 1000th and so on are shown"u8),
        _ => text.Add("; the "u8).Add(count).Add("th like it"u8),
    };

    private static bool IsPowerOfTen(long count)
    {
        while (count % 10 == 0)
        {
            count /= 10;
        }
        return count == 1;
    }
}
