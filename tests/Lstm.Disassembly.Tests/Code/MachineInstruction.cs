namespace Lstm.Disassembly.Tests.Code;

/// <summary>What one machine instruction means to the counts, whatever processor it is for.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="Text">How a disassembler spells it.</param>
internal sealed record MachineInstruction(ulong Address, string Text)
{
    /// <summary>Whether it reads memory.</summary>
    public bool Loads { get; init; }

    /// <summary>Whether it writes memory.</summary>
    public bool Stores { get; init; }

    /// <summary>
    /// Whether the memory is at a fixed place in the stack frame: a spilled register, or a variable that has no register.
    /// With an index it would be a block of sums.
    /// </summary>
    public bool TouchesFrame { get; init; }

    /// <summary>How many fused multiply-adds it makes at once; 0 if it is something else.</summary>
    public int FusedLanes { get; init; }

    /// <summary>Whether one factor is an element of a register, which saves a broadcast (ARM64).</summary>
    public bool ByElement { get; init; }

    /// <summary>Whether it broadcasts a value or moves lanes about.</summary>
    public bool Shuffles { get; init; }

    /// <summary>Whether it divides.</summary>
    public bool Divides { get; init; }

    /// <summary>Whether it only fills space.</summary>
    public bool Pads { get; init; }

    /// <summary>Where a jump within the method goes, or may go.</summary>
    public ulong? JumpsTo { get; init; }

    /// <summary>What it calls.</summary>
    public Callee? Calls { get; init; }
}

/// <summary>What a call leads to.</summary>
/// <param name="Name">Its name, or what little is known of it.</param>
/// <param name="SameBody">Whether it is a method of the body that calls.</param>
internal sealed record Callee(string Name, bool SameBody);
