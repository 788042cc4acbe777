using System;
using System.IO;
using Lstm.Training.Weights;
using NAudio.Wave;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes a network's answers as sound: a WAVE file of 32-bit floats, which are not clipped, a channel for each output.</summary>
internal sealed class WaveAnswers : IAnswerWriter
{
    private readonly WaveFileWriter file;

    private WaveAnswers(WaveFileWriter file) => this.file = file;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rate">Samples of each channel in a second.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="play">Gives all answers.</param>
    public static void Write(string path, int rate, int channels, Action<IAnswerWriter> play) => AtomicFile.Write(path, stream =>
    {
        if (!stream.CanSeek)
        {
            throw new IOException("a WAV file says in its beginning how long it is, which a pipe cannot be told afterwards; write to a file");
        }
        using var file = new WaveFileWriter(stream, WaveFormat.CreateIeeeFloatWaveFormat(rate, channels), new WaveFileWriterOptions { EnableRf64 = true });
        play(new WaveAnswers(file));
    });

    /// <inheritdoc/>
    public void Write(string sequence, int step, string? time, ReadOnlySpan<float> outputs)
    {
        foreach (float sample in outputs)
        {
            file.WriteSample(sample);
        }
    }
}
