using System;

namespace Lstm.Training.Runs;

/// <summary>Options of training that a run may choose from spec and data.</summary>
[Flags]
public enum PlannedOptions
{
    /// <summary>None: all are as they are given.</summary>
    None = 0,

    /// <summary>Whether and how long training sequences are cut into windows.</summary>
    Windows = 1,

    /// <summary>How many sequences go into one step of the optimiser.</summary>
    BatchSize = 2,

    /// <summary>The rate that the schedule starts from.</summary>
    LearningRate = 4,

    /// <summary>How the rate changes.</summary>
    Schedule = 8,

    /// <summary>Passes over the training sequences.</summary>
    Epochs = 16,

    /// <summary>Epochs without a better validation loss after which training stops.</summary>
    Patience = 32,

    /// <summary>All of them.</summary>
    All = Windows | BatchSize | LearningRate | Schedule | Epochs | Patience,
}
