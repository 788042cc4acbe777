namespace Lstm.Trainer.Training;

/// <summary>A loss and its constants.</summary>
/// <param name="Kind">Which.</param>
/// <param name="HuberDelta">δ of <see cref="LossKind.Huber"/>.</param>
/// <param name="PreEmphasis">a of <see cref="LossKind.ErrorToSignal"/>.</param>
public sealed record LossOptions(LossKind Kind, float HuberDelta = 1f, float PreEmphasis = 0.95f);
