using System;
using Lstm.Trainer;
using Lstm.Trainer.Cli.Output;

return LstmTool.Run(args, StandardWriter.Output(Console.Out), StandardWriter.Error(Console.Error));
