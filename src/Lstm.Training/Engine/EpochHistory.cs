using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Engine;

/// <summary>What follows from the epochs so far: the best, and how long it has been.</summary>
internal sealed class EpochHistory
{
    private readonly List<EpochRecord> epochs = [];

    /// <summary>All epochs, the first one first.</summary>
    public IReadOnlyList<EpochRecord> Epochs => epochs;

    /// <summary>The last that was better than all before; null before the first.</summary>
    public EpochRecord? Best => epochs.FindLast(epoch => epoch.IsBest);

    /// <summary>Epochs since then.</summary>
    public int SinceBest => epochs.Count - (Best?.Epoch ?? 0);

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochRecord epoch) => epochs.Add(epoch);

    /// <summary>How often <paramref name="patience"/> epochs went by without a better one, counted anew after each.</summary>
    public int Plateaus(int patience)
    {
        int plateaus = 0, since = 0;
        foreach (var epoch in epochs)
        {
            since = epoch.IsBest ? 0 : since + 1;
            if (since == patience)
            {
                plateaus++;
                since = 0;
            }
        }
        return plateaus;
    }

    /// <summary>A copy, to keep.</summary>
    public EpochRecord[] ToArray() => [.. epochs.AsEnumerable()];
}
