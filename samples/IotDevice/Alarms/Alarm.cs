namespace IotDevice;

/// <summary>What a sample did to an alarm.</summary>
internal enum AlarmChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is on from here.</summary>
    Raised,

    /// <summary>It is off from here.</summary>
    Cleared,
}

/// <summary>
/// Makes an alarm of a probability: on after some samples in a row at or above one limit, off after some in a row below
/// another. What is not a number speaks neither for nor against.
/// </summary>
/// <param name="settings">The limits.</param>
internal sealed class Alarm(AlarmSettings settings)
{
    private int inARow;

    /// <summary>Whether it is on.</summary>
    public bool IsOn { get; private set; }

    /// <summary>What it remembers; set to continue from there.</summary>
    public AlarmMemory Memory
    {
        get => new(IsOn, inARow);
        set => (IsOn, inARow) = (value.IsOn, value.InARow);
    }

    /// <summary>Takes the next sample's probability.</summary>
    public AlarmChange Take(float probability)
    {
        bool speaks = IsOn ? probability < settings.Clear : probability >= settings.Raise;
        inARow = speaks ? inARow + 1 : 0;
        if (inARow < (IsOn ? settings.ClearAfter : settings.RaiseAfter))
        {
            return AlarmChange.None;
        }
        inARow = 0;
        IsOn = !IsOn;
        return IsOn ? AlarmChange.Raised : AlarmChange.Cleared;
    }
}
