using System;

namespace VoiceActivity;

/// <summary>A stream of audio: its network's memory, and the end of the frame before.</summary>
internal sealed class VoiceDetector(Voice model)
{
    /// <summary>Samples of a frame, 32 ms at 16 kHz.</summary>
    public const int FrameSize = 512;

    private const int Context = Voice.InputSize - FrameSize;
    private readonly float[] window = new float[Voice.InputSize]; // silence before the beginning
    private Voice.State state;

    /// <summary>The probability of speech in the next frame.</summary>
    /// <param name="frame"><see cref="FrameSize"/> samples in ±1.</param>
    public float Next(ReadOnlySpan<float> frame)
    {
        window.AsSpan(FrameSize).CopyTo(window);
        frame.CopyTo(window.AsSpan(Context));
        float probability = 0;
        model.Step(ref state, window, new Span<float>(ref probability));
        return probability;
    }
}
