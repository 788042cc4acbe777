using System;
using Lstm.Trainer.Cli;

return LstmTool.Run(args, Console.Out, new LenientWriter(Console.Error));
