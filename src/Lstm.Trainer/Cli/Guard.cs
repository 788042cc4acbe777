using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Lstm.Training.Mpi;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>Runs a command: what goes wrong becomes one message on standard error.</summary>
internal static class Guard
{
    /// <summary>The command's exit code.</summary>
    public static int Run(ParseResult result, Func<ParseResult, CancellationToken, int> action)
    {
        using var interruption = new Interruption(result.InvocationConfiguration.Error);
        try
        {
            return action(result, interruption.Token);
        }
        catch (UsageException exception)
        {
            result.InvocationConfiguration.Error.WriteLine($"lstm: {exception.Message}");
            result.InvocationConfiguration.Error.WriteLine($"Try lstm {result.CommandResult.Command.Name} --help.");
            return ExitCode.Misused;
        }
        catch (JointTrainingException exception) when (exception.Message.Length == 0)
        {
            return ExitCode.Done; // another rank tells of it and fails: a launcher ends all as soon as one has failed, also one that is about to speak
        }
        catch (JointTrainingException exception)
        {
            result.InvocationConfiguration.Error.WriteLine($"lstm: {exception.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception) when (IsForUser(exception))
        {
            result.InvocationConfiguration.Error.WriteLine($"lstm: {exception.Message}");
            return ExitCode.Failed;
        }
        catch (OutOfMemoryException)
        {
            result.InvocationConfiguration.Error.WriteLine("lstm: there is not enough memory for this network and this much data at once; what was there before is kept. Give it more memory or less data (fewer columns or rows; in training a shorter --window-length or a smaller --batch-size, and --cache FOLDER rather than --cache none).");
            return ExitCode.Failed;
        }
    }

    private static bool IsForUser(Exception exception) =>
        exception is SpecException or ImportException or ExportException or DataException or RunException or MpiException or LstmWeightException or InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException;
}

/// <summary>A command line that cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
