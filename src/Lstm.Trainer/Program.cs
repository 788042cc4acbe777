using System;
using Lstm.Trainer.Cli;

return LstmTool.Run(args, StandardWriter.Output(Console.Out), StandardWriter.Error(Console.Error));
