using System;

namespace Lstm.Training.Runs;

/// <summary>Training on several ranks cannot begin, and all of them know: none waits for another. The message is empty on a rank that need say nothing.</summary>
public sealed class JointTrainingException : Exception
{
    /// <summary>Says why.</summary>
    public JointTrainingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
