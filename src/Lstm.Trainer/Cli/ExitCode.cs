namespace Lstm.Trainer.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A spec, data, weights or a file cannot be used.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Misused = 2;

    /// <summary>Training diverged: the loss became infinite or not a number.</summary>
    public const int Diverged = 3;

    /// <summary>Interrupted by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>All of them, for the help.</summary>
    public const string Help = "0 done, 1 a spec, data, weights or a file cannot be used, 2 the command line is wrong, 3 the loss diverged, 130 interrupted";
}
