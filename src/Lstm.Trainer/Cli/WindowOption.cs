using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli;

/// <summary>The options of lstm predict that cut sequences into windows, each from the beginning, as a network was exported for.</summary>
internal sealed class WindowOption
{
    private const string OfFile = "file";

    private readonly Option<string?> window = new("--window") { Description = "Cuts sequences into windows of N time steps, each from the initial state; \"file\": the window length in the weight file of an imported network", HelpName = "N|file" };
    private readonly Option<bool> slide = new("--slide") { Description = "With --window: sliding windows, one that ends at each time step from the Nth; the last prediction of each is written" };

    /// <summary>The options, for the help.</summary>
    public Option[] All => [window, slide];

    /// <summary>The steps of a window that the command line asks for; null for whole sequences.</summary>
    public int? Steps(ParseResult result, TrainedModel model)
    {
        if (result.GetValue(window) is not { } text)
        {
            return !result.GetValue(slide) ? null : throw new UsageException("--slide needs --window.");
        }
        if (text == OfFile)
        {
            return model.Window ?? throw new UsageException($"--window file: {model.WeightsPath} names no window; expected the number of time steps.");
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0
            ? steps
            : throw new UsageException($"--window {Wording.Shorten(text)}: expected a number of time steps from 1 on, or \"{OfFile}\".");
    }

    /// <summary>Whether only the last answer of a window counts.</summary>
    public bool Slides(ParseResult result) => result.GetValue(slide);

    /// <summary>The windows of a sequence. Steps at its end that fill no window have no answer, as in the origin.</summary>
    public IEnumerable<Sequence> Of(Sequence sequence, int steps, ParseResult result)
    {
        int stride = Slides(result) ? 1 : steps;
        for (int start = 0; start + steps <= sequence.Length; start += stride)
        {
            yield return Part(sequence, start, steps);
        }
    }

    /// <summary>Says where the answers are not those of the windows that the network was exported for, and which steps have none.</summary>
    public void SayWhatIsLeftOut(ParseResult result, TrainedModel model, int? steps, IReadOnlyList<Sequence> sequences)
    {
        var errors = result.InvocationConfiguration.Error;
        if (model.Window is { } exported && steps != exported)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lstm: {model.WeightsPath} is of a network that was exported for windows of {exported} time steps, each from its beginning; {(steps is null ? "here its state is carried through each sequence" : $"here they have {steps}")}. --window file gives the origin's answers."));
        }
        int cut = steps is { } length ? sequences.Count(sequence => Slides(result) ? sequence.Length < length : sequence.Length % length != 0) : 0;
        if (cut > 0)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lstm: {cut} of {sequences.Count} sequences end within a window of {steps} time steps; those steps have no prediction."));
        }
    }

    private static Sequence Part(Sequence whole, int start, int steps)
    {
        int width = whole.Inputs.Length / Math.Max(1, whole.Length);
        return new Sequence(whole.Id, steps, whole.Inputs[(start * width)..((start + steps) * width)], [], [], whole.Tokens.Length == 0 ? [] : whole.Tokens[start..(start + steps)])
        {
            Steps = [.. Enumerable.Range(start, steps).Select(t => whole.Steps?[t] ?? t + 1)],
            Times = whole.Times is { } times ? [.. times.Skip(start).Take(steps)] : null,
        };
    }
}
