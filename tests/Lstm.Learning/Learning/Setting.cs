using System.Globalization;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;

namespace Lstm.Learning;

/// <summary>A network's size and how it is trained on a problem.</summary>
/// <param name="Hidden">Units H of the one LSTM layer.</param>
/// <param name="LearningRate">Adam's rate at the beginning.</param>
/// <param name="BatchSize">Sequences in a step of the optimiser.</param>
/// <param name="Sequences">Training sequences in an epoch.</param>
/// <param name="Epochs">The most epochs; training ends when the problem is solved.</param>
/// <param name="Fresh">Whether every epoch draws new sequences; otherwise all epochs have the same ones.</param>
/// <param name="ForgetBias">The first bias of the forget gates.</param>
/// <param name="Decay">What the rate is multiplied by after each plateau.</param>
/// <param name="PlateauPatience">Epochs without a better loss that make one.</param>
internal sealed record Setting(
    int Hidden, float LearningRate, int BatchSize, int Sequences, int Epochs, bool Fresh = true, float ForgetBias = 1f, double Decay = 0.3, int PlateauPatience = 8)
{
    public TrainingOptions Options(LossKind loss, ulong seed) => new()
    {
        Loss = new LossOptions(loss),
        Optimizer = new OptimizerOptions(OptimizerKind.Adam, LearningRate),
        Schedule = new PlateauSchedule(PlateauPatience, Decay, 0.1),
        Epochs = Epochs,
        BatchSize = BatchSize,
        ForgetBias = ForgetBias,
        Seed = seed,
        Threads = 1,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rate {LearningRate}, batches of {BatchSize}, {Sequences} sequences an epoch");
}
