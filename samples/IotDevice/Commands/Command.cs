using System;

namespace IotDevice;

/// <summary>Something else to do than to play samples: the first word of the command line.</summary>
/// <param name="Name">That word.</param>
/// <param name="Help">What <c>--help</c> prints.</param>
/// <param name="Options">The options it has, all of them with a value.</param>
/// <param name="Action">Does it; returns the exit code.</param>
internal sealed record Command(string Name, string Help, string[] Options, Func<CommandOptions, int> Action)
{
    /// <summary>All of them.</summary>
    public static Command[] All { get; } = [SimulateCommand.Command, EvaluateCommand.Command];

    /// <summary>Reads the options and does it.</summary>
    /// <exception cref="UsageException">The options cannot be understood.</exception>
    public int Run(string[] args)
    {
        if (Array.Exists(args, arg => arg is "--help" or "-h" or "-?"))
        {
            StandardStreams.Text.Write(Help);
            return 0;
        }
        return Action(CommandOptions.Parse(args, Options));
    }
}
