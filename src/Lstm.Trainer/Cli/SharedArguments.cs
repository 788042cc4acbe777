using System.CommandLine;

namespace Lstm.Trainer.Cli;

/// <summary>Arguments that several commands take.</summary>
internal sealed class SharedArguments
{
    /// <summary>The spec file.</summary>
    public Argument<string> Spec { get; } = new("SPEC") { Description = "The spec file, e.g. pump.lstm.json" };

    /// <summary>The weight file.</summary>
    public Option<string?> Weights { get; } = new("--weights") { Description = "The weight file (default: beside the spec, by its name)", HelpName = "FILE" };

    /// <summary>The data to use a network on.</summary>
    public Option<string> Data { get; } = new("--data", "--input") { Description = "The data: a file, or a folder of CSV files; read in the way that the weight file records for the training data; predict and trace take its sequences whole", HelpName = "PATH", Required = true };

    /// <summary>Where text goes.</summary>
    public Option<string?> Output { get; } = new("--out") { Description = "The output file (default, and -: standard output)", HelpName = "FILE" };

    /// <summary>JSON instead of text.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Machine-readable output: JSON, one object per line" };

    /// <summary>Less text.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Prints no progress and no summary, only problems" };
}
