namespace IotDevice;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>It has done its work, also where lines were skipped.</summary>
    public const int Done = 0;

    /// <summary>The input, the output, the weights or the place for the state cannot be used.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Misused = 2;

    /// <summary>There is a state of an earlier start, and it is damaged or another network's.</summary>
    public const int StateRefused = 3;

    /// <summary>The self-test failed.</summary>
    public const int SelfTestFailed = 4;
}
