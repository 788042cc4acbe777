using System;
using System.CommandLine;
using System.Linq;
using Lstm.Benchmarks;

var root = new RootCommand("How long one time step of an LSTM layer takes: generated code, and others beside it.")
{
    CompareCommand.Create(),
    StepCommand.Create(),
    CostCommand.Create(),
    CellsCommand.Create(),
    ThreadsCommand.Create(),
    TailsCommand.Create(),
    VoiceCommand.Create(),
    RooflineCommand.Create(),
    PictureCommands.Chart(),
    PictureCommands.Gates(),
    WorkerCommand.Create(),
#if NET10_0_OR_GREATER
    TrainCommand.Create(),
#endif
#if TABLES
    TablesCommand.Create(),
#endif
};
var result = root.Parse(args);
if (result.Errors.Count > 0)
{
    foreach (var error in result.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }
    Console.Error.WriteLine("--help says what there is.");
    return 2;
}
return result.Invoke();
