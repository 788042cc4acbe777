using System.Collections.Generic;
using Lstm.Training.Records;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>Is told how a search goes.</summary>
public interface ISearchListener
{
    /// <summary>The search begins, or is resumed.</summary>
    /// <param name="trials">How many settings are tried.</param>
    /// <param name="runs">How many times a network is trained for each.</param>
    /// <param name="notes">What somebody may not expect, one sentence each.</param>
    void Began(int trials, int runs, IReadOnlyList<string> notes);

    /// <summary>Runs are with a cluster's queue. Called once for each rung, and for the best one's training on all folds.</summary>
    /// <param name="jobs">The job arrays that were submitted; none where all runs were in the queue before.</param>
    /// <param name="runs">How many runs they train.</param>
    /// <param name="before">How many runs an earlier process had submitted, which are waited for.</param>
    /// <param name="logs">The folder with the tasks' logs.</param>
    void Submitted(IReadOnlyList<string> jobs, int runs, int before, string logs);

    /// <summary>A trial has come as far as it goes for now. Called on any thread, one call at a time.</summary>
    void Trial(SearchedTrial trial);

    /// <summary>The best one is trained or taken from its checkpoint, and measured; null for nobody to be told.</summary>
    IRunListener? Best(SearchedTrial best);

    /// <summary>All is done.</summary>
    void Finished(SearchOutcome outcome);
}

/// <summary>A trial and what it came to.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Settings">What was tried.</param>
/// <param name="Parameters">Numbers that are learnt.</param>
/// <param name="Epochs">How many epochs were looked at: the most of its runs.</param>
/// <param name="BestEpoch">The best epoch, the mean over its runs.</param>
/// <param name="Loss">The validation loss of the best epoch, the mean over folds; the estimate is over seeds. Infinite where a run diverged in its first epoch.</param>
public sealed record SearchedTrial(int Number, IReadOnlyList<TrialSetting> Settings, long Parameters, int Epochs, double BestEpoch, Estimate Loss)
{
    /// <summary>The settings in a line.</summary>
    public string Words => string.Join(", ", Settings);
}

/// <summary>What a search came to.</summary>
/// <param name="Trials">The best first; with successive halving those that came further are before those that did not.</param>
/// <param name="Best">The best trial's training run, measured.</param>
/// <param name="BestSpec">Its spec file.</param>
/// <param name="Report">The page with all trials.</param>
public sealed record SearchOutcome(IReadOnlyList<SearchedTrial> Trials, RunOutcome Best, string BestSpec, string Report);
