using System;
using System.CommandLine;
using Lstm.Learning;

var root = new RootCommand("Whether the trainer learns: problems from the literature and real data, a row of results for each. The exit code is 0 if every goal was met, otherwise 1.");
foreach (var command in ProblemCommands.Create())
{
    root.Add(command);
}
root.Add(RealCommand.Create());
root.Add(DefaultsCommand.Create());
root.Add(AnomalyCommand.Create());
root.Add(SkabCommand.Create());
foreach (var command in ReadingCommands.Create())
{
    root.Add(command);
}
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
