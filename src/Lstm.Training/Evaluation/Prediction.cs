using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Evaluation;

/// <summary>What a network answered over a sequence.</summary>
/// <param name="Sequence">What went in and what should come out, in the data's own units.</param>
/// <param name="Outputs">T rows of the network's outputs, in the data's own units too.</param>
public sealed record Prediction(Sequence Sequence, float[] Outputs);
