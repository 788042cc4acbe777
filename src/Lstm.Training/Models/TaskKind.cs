namespace Lstm.Training.Models;

/// <summary>What kind of answer a network gives.</summary>
public enum TaskKind
{
    /// <summary>Numbers, at every time step or at the end.</summary>
    Regression,

    /// <summary>Probabilities of things that are or are not.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>The token that comes next.</summary>
    NextToken,

    /// <summary>The score of an anomaly, at every time step.</summary>
    Anomaly,
}
