using System;

namespace Lstm.Training.Models;

/// <summary>A calibration of probabilities, with its figures on the validation part before and after.</summary>
/// <param name="Temperature">What the last layer's sums were divided by; above 1 where the network was too sure.</param>
/// <param name="LossBefore">The mean negative log-likelihood before, in nats.</param>
/// <param name="LossAfter">The same after.</param>
/// <param name="ErrorBefore">The expected calibration error before: the mean distance between how sure answers are and how often they are right, over 15 bins.</param>
/// <param name="ErrorAfter">The same after.</param>
public sealed record CalibrationResult(double Temperature, double LossBefore, double LossAfter, double ErrorBefore, double ErrorAfter)
{
    /// <summary>The same in words.</summary>
    internal string Told => FormattableString.Invariant($"temperature {Temperature:G4}: negative log-likelihood {LossBefore:G4} before, {LossAfter:G4} after; expected calibration error {ErrorBefore:G4} before, {ErrorAfter:G4} after (validation)");
}
