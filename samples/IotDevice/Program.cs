using System;
using System.IO;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>Plays sensor samples through a model, one result for each: see <see cref="HelpText"/>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            if (args.Length > 0 && Array.Find(Command.All, command => command.Name == args[0]) is { } command)
            {
                return command.Run(args.AsSpan(1).ToArray()); // no slice of an array: NativeAOT makes it by reflection, 0.2 MB
            }
            var options = Options.Parse(args);
            if (options.Help)
            {
                StandardStreams.Text.Write(HelpText.Write());
                return ExitCode.Done;
            }
            return options.SelfTest ? SelfTestAll() : Play(options);
        }
        catch (UsageException e)
        {
            StandardStreams.Errors.WriteLine($"{e.Message}\nTry --help.");
            return ExitCode.Misused;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException or LstmWeightException or PlatformNotSupportedException)
        {
            StandardStreams.Errors.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        catch (StateException e)
        {
            StandardStreams.Errors.WriteLine(e.Message);
            return ExitCode.StateRefused;
        }
    }

    private static int SelfTestAll()
    {
        StandardStreams.Text.WriteLine(Isa.Describe());
        bool agree = true;
        foreach (var model in DeviceModel.All)
        {
            agree &= model.SelfTest(StandardStreams.Text);
        }
        StandardStreams.Text.WriteLine(agree ? "self-test passed" : "self-test FAILED: this device does not compute what it should");
        return agree ? ExitCode.Done : ExitCode.SelfTestFailed;
    }

    private static int Play(Options options)
    {
        var model = DeviceModel.Named(options.Model);
        string body = Isa.Describe(); // first of all, since it says so where LSTM_ISA asks for a body that cannot run
        var recording = options.Input is null ? model.Record() : null;
        var stop = new StopRequest();
        using var errors = StandardStreams.OpenErrors(stop);
        using var input = options.Input is { } path ? OpenInput(path, errors) : new MemoryStream(recording!.Csv);
        using var output = StandardStreams.OpenOutput(stop);
        if (!options.Quiet)
        {
            string source = options.Input switch { null => $"{recording!.Story} (--input FILE or - plays yours, see --help)", "-" => "standard input", _ => options.Input };
            StandardStreams.Errors.WriteLine($"{model.Name}, {body}: {source}");
        }
        if (options.Input is null && !Console.IsOutputRedirected)
        {
            var live = new LiveLine(output);
            return model.Play(options, recording?.End, input, live, live.Below(errors), stop);
        }
        return model.Play(options, recording?.End, input, output, errors, stop);
    }

    private static Stream OpenInput(string path, Stream errors) =>
        SensorAddress.Parse(path) is { } address ? new SensorStream(address, errors) : StandardStreams.OpenInput(path);
}
