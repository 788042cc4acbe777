using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Runs;
using Lstm.Training.Search;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Tells a search to a program: an object a line.</summary>
internal sealed class JsonSearchListener(TextWriter output) : ISearchListener
{
    /// <inheritdoc/>
    public void Began(int trials, int runs, IReadOnlyList<string> notes) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["event"] = "began",
        ["trials"] = trials,
        ["runsOfEach"] = runs,
        ["notes"] = notes,
    });

    /// <inheritdoc/>
    public void Submitted(IReadOnlyList<string> jobs, int runs, int before, string logs) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["event"] = "submitted",
        ["jobs"] = jobs,
        ["runs"] = runs,
        ["before"] = before,
        ["logs"] = logs,
    });

    /// <inheritdoc/>
    public void Trial(SearchedTrial trial) => JsonLine.Write(output, new Dictionary<string, object?>(Members(trial).Prepend(new KeyValuePair<string, object?>("event", "trial"))));

    /// <inheritdoc/>
    public IRunListener? Best(SearchedTrial best) => null;

    /// <inheritdoc/>
    public void Finished(SearchOutcome outcome) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["event"] = "finished",
        ["trials"] = outcome.Trials.Select(Members),
        ["spec"] = outcome.BestSpec,
        ["weights"] = outcome.Best.Files?.Weights,
        ["report"] = outcome.Best.Files?.Report,
        ["table"] = outcome.Report,
        ["parts"] = JsonListener.Parts(outcome.Best.Parts),
        ["baselines"] = outcome.Best.Parts.ToDictionary(part => part.Part, part => JsonListener.Baselines(part)),
        ["notes"] = outcome.Best.Findings,
    });

    private static Dictionary<string, object?> Members(SearchedTrial trial) => new()
    {
        ["trial"] = trial.Number,
        ["settings"] = trial.Settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        ["parameters"] = trial.Parameters,
        ["epochs"] = trial.Epochs,
        ["bestEpoch"] = trial.BestEpoch,
        ["loss"] = trial.Loss.Mean,
        ["halfWidth"] = trial.Loss.HalfWidth,
        ["losses"] = trial.Loss.Values,
    };
}
