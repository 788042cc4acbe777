using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Lstm.Trainer.Tests")]
[assembly: InternalsVisibleTo("Lstm.Learning")]
