using System;

namespace Lstm.Embedded;

/// <summary>What a value did to an <see cref="Alarm"/>.</summary>
public enum AlarmChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is on from here.</summary>
    Raised,

    /// <summary>It is off from here.</summary>
    Cleared,
}

/// <summary>
/// Makes an alarm of a network's answers: on after some in a row at or above one threshold, off after some in a row below a lower one
/// (hysteresis), so that neither a single odd answer nor one that moves about a threshold makes it flutter. What is not a number speaks neither
/// for nor against. A value without references: one per stream, a copy is a checkpoint. Allocates nothing.
/// </summary>
public struct Alarm
{
    private readonly int onAfter;
    private readonly int offAfter;
    private int inARow;

    /// <summary>An alarm that is off.</summary>
    /// <param name="on">The value at or above which an answer speaks for the alarm, e.g. the <see cref="OutputThresholds"/> of a model.</param>
    /// <param name="off">The value below which one speaks against it; at most <paramref name="on"/>.</param>
    /// <param name="onAfter">So many answers in a row raise the alarm; at least 1.</param>
    /// <param name="offAfter">So many answers in a row clear it; at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="on"/> or <paramref name="off"/> is NaN, or <paramref name="off"/> the higher one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of answers is below 1.</exception>
    public Alarm(float on, float off, int onAfter = 1, int offAfter = 1)
    {
        if (!(off <= on))
        {
            throw new ArgumentException($"An alarm that is raised at {WeightText.Number(on)} and cleared below {WeightText.Number(off)} could be both at once: expected two numbers, the second at most the first.", nameof(off));
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(onAfter, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(offAfter, 1);
        (On, Off, this.onAfter, this.offAfter) = (on, off, onAfter, offAfter);
    }

    /// <summary>The value at or above which an answer speaks for the alarm.</summary>
    public float On { get; }

    /// <summary>The value below which an answer speaks against it.</summary>
    public float Off { get; }

    /// <summary>Whether it is on.</summary>
    public bool IsOn { readonly get; private set; }

    /// <summary>How many answers in a row, up to the last one, spoke for a change; to store with <see cref="IsOn"/>.</summary>
    public readonly int InARow => inARow;

    /// <summary>Continues from what was stored.</summary>
    /// <param name="isOn"><see cref="IsOn"/> then.</param>
    /// <param name="inARow"><see cref="InARow"/> then.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inARow"/> is below 0.</exception>
    public void Restore(bool isOn, int inARow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inARow);
        (IsOn, this.inARow) = (isOn, inARow);
    }

    /// <summary>Takes the next answer. An alarm that was not constructed stays off.</summary>
    public AlarmChange Take(float answer)
    {
        bool speaks = IsOn ? answer < Off : answer >= On;
        inARow = speaks ? inARow + 1 : 0;
        if (inARow == 0 || inARow < (IsOn ? offAfter : onAfter) || onAfter == 0)
        {
            return AlarmChange.None;
        }
        inARow = 0;
        IsOn = !IsOn;
        return IsOn ? AlarmChange.Raised : AlarmChange.Cleared;
    }
}
