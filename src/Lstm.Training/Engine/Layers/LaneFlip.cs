using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Turns the time steps of every lane around, each within its own sequence.</summary>
internal static class LaneFlip
{
    private const int Lanes = LaneKernels.Lanes;

    /// <summary>What stands at the last step of a lane's sequence goes to the first; beyond its end stand zeros.</summary>
    public static void Turn(ShardWindow window, LaneRows from, LaneRows to)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            var result = to.At(t);
            if (window.AreEquallyLong)
            {
                from.At(window.Steps - 1 - t).CopyTo(result);
                continue;
            }
            for (int lane = 0; lane < Lanes; lane++)
            {
                int step = window.LengthOf(lane) - 1 - t;
                for (int i = lane; i < result.Length; i += Lanes)
                {
                    result[i] = step < 0 ? 0f : from.At(step)[i];
                }
            }
        }
    }
}
