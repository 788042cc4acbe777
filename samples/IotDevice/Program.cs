using System;
using System.IO;
using System.Linq;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>Plays sensor samples through a model, one result for each: see <see cref="HelpText"/>.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;

    private static int Main(string[] args)
    {
        try
        {
            if (args is [var name, .. var rest] && Command.All.FirstOrDefault(command => command.Name == name) is { } command)
            {
                return command.Run(rest);
            }
            var options = Options.Parse(args);
            if (options.Help)
            {
                Console.Out.Write(HelpText.Write());
                return Done;
            }
            return Play(options);
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine($"{e.Message}\nTry --help.");
            return Misused;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException or LstmWeightException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine(e.Message);
            return Failed;
        }
    }

    private static int Play(Options options)
    {
        var model = DeviceModel.Named(options.Model);
        string body = Isa.Describe(); // first of all, since it says so where LSTM_ISA asks for a body that cannot run
        var recording = options.Input is null ? model.Record() : null;
        using var input = options.Input is { } path ? StandardStreams.OpenInput(path) : new MemoryStream(recording!.Csv);
        using var output = StandardStreams.OpenOutput();
        using var errors = Console.OpenStandardError();
        if (!options.Quiet)
        {
            string source = options.Input switch { null => $"{recording!.Story} (--input FILE or - plays yours, --help tells more)", "-" => "standard input", _ => options.Input };
            Console.Error.WriteLine($"{model.Name}, {body}: {source}");
        }
        model.Play(options, recording?.End, input, output, errors);
        return Done;
    }
}
