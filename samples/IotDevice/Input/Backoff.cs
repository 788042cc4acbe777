namespace IotDevice;

/// <summary>How long to wait before the next try: longer each time, so that a daemon that is away is not hammered.</summary>
internal sealed class Backoff
{
    /// <summary>Milliseconds before the first try.</summary>
    public const int First = 100;

    /// <summary>Milliseconds before a try at most.</summary>
    public const int Longest = 10_000;

    private int next = First;

    /// <summary>Milliseconds to wait now; twice as many the next time.</summary>
    public int Next()
    {
        int wait = next;
        next = next > Longest / 2 ? Longest : 2 * next;
        return wait;
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => next = First;
}
