using System;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>Bytes that the public surface allocates: Step for one block of samples, Run for the next, StepMany for the third, and so on.</summary>
internal static class AllocationRun
{
    private const int BlockSteps = 100;
    private const int Streams = 10; // groups of four, and some left over

    // Weights times steps; the large networks run fewer steps, so that none takes much longer than the others.
    private const long MostWork = 30_000_000_000;

    /// <summary>Prints a line for each network; the exit code is 0 when none allocated anything.</summary>
    public static int All(int steps)
    {
        bool clean = true;
        foreach (var network in GoldenNetworks.All)
        {
            int networkSteps = (int)Math.Min(steps, MostWork / (network.WeightBytes / sizeof(float)));
            var stream = network.Load(network.WeightFile()).Begin();
            var streams = stream.Many(Streams);
            float[] inputs = new float[BlockSteps * network.InputSize];
            float[] outputs = new float[BlockSteps * network.OutputSize];
            for (int k = 0; k < inputs.Length; k++)
            {
                inputs[k] = GoldenRun.Uniform((ulong)k);
            }
            Advance(network, stream, streams, inputs, outputs, 3 * BlockSteps);

            long before = GC.GetAllocatedBytesForCurrentThread();
            Advance(network, stream, streams, inputs, outputs, networkSteps);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

            Console.WriteLine($"{network.Name} {bytes} bytes in {networkSteps} steps");
            clean &= bytes == 0;
        }
        return clean ? 0 : 1;
    }

    private static void Advance(GoldenNetwork network, GoldenStream stream, GoldenStreams streams, ReadOnlySpan<float> inputs, Span<float> outputs, int steps)
    {
        for (int block = 0; block * BlockSteps < steps; block++)
        {
            switch (block % 3)
            {
                case 0:
                    for (int t = 0; t < BlockSteps; t++)
                    {
                        stream.Step(inputs.Slice(t * network.InputSize, network.InputSize), outputs.Slice(t * network.OutputSize, network.OutputSize));
                    }
                    break;
                case 1:
                    stream.Run(inputs, outputs);
                    break;
                default:
                    for (int t = 0; t < BlockSteps; t += Streams)
                    {
                        streams.StepMany(inputs.Slice(t * network.InputSize, Streams * network.InputSize), outputs.Slice(t * network.OutputSize, Streams * network.OutputSize));
                    }
                    break;
            }
        }
    }
}
