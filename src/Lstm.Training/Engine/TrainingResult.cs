using System.Collections.Generic;

namespace Lstm.Training.Engine;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Finished,

    /// <summary>The loss had not improved for as long as the options' patience.</summary>
    OutOfPatience,

    /// <summary>Somebody cancelled.</summary>
    Cancelled,

    /// <summary>The loss became infinite or not a number.</summary>
    Diverged,
}

/// <summary>How training ended. The trainer's parameters are then those of the best epoch.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">The same in a sentence.</param>
/// <param name="Best">The best epoch; number 0 where no epoch was better than the network as it began, which is then kept; null when not even one was done.</param>
/// <param name="History">Every epoch, also those before a checkpoint that was resumed.</param>
public sealed record TrainingResult(StopReason Reason, string Message, EpochRecord? Best, IReadOnlyList<EpochRecord> History);
