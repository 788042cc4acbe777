namespace Lstm.Training.Formats.RnNoise;

/// <summary>One of RNNoise's six layers, as its files hold it: whole numbers, of which 256 are a weight of 1.</summary>
/// <param name="Name">As RNNoise's program calls it, such as <c>vad_gru</c>.</param>
/// <param name="Inputs">Values that come in.</param>
/// <param name="Units">Values that go out.</param>
/// <param name="Activation">tanh, sigmoid or relu; of a GRU its candidate's.</param>
/// <param name="Weights">[inputs, blocks · units]; a GRU has the blocks z, r and candidate side by side.</param>
/// <param name="Recurrent">[units, 3 · units]; null for a dense layer.</param>
/// <param name="Bias">[blocks · units].</param>
internal sealed record RnNoiseLayer(string Name, int Inputs, int Units, string Activation, sbyte[] Weights, sbyte[]? Recurrent, sbyte[] Bias)
{
    /// <summary>The most inputs and units that RNNoise's program takes (MAX_NEURONS in its rnn.h).</summary>
    public const int MaxSize = 128;

    /// <summary>The layers in the order of the file, and whether each is a GRU.</summary>
    public static readonly (string Name, bool IsGru)[] All = [("input_dense", false), ("vad_gru", true), ("noise_gru", true), ("denoise_gru", true), ("denoise_output", false), ("vad_output", false)];

    /// <summary>Gates and candidate of a GRU, one behind the other.</summary>
    public const int Blocks = 3;
}
