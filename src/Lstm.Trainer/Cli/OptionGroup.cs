using System.Collections.Generic;
using System.CommandLine;

namespace Lstm.Trainer.Cli;

/// <summary>Options that belong together, under a title of the help.</summary>
/// <param name="Title">The title.</param>
/// <param name="Options">The options, in the order in which the help lists them.</param>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);
