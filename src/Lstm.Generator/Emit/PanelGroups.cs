namespace Lstm.Generator.Emit;

/// <summary>
/// Which whole panels of a streamed layer go through the columns together: the first of a step, <paramref name="Count"/> groups of
/// <paramref name="Panels"/>. The sums of one panel are four chains with AVX-512, which take in 64 bytes of weights per cycle at most: half of what
/// the first-level cache gives, and no more than the second, so that no wait is ever made up for (docs/decisions 33).
/// </summary>
internal sealed record PanelGroups(int Panels, int Count)
{
    /// <summary>So large a panel stays in a first-level cache of 48 KiB until the next step, beside all else that is there.</summary>
    private const int StaysFirstLevel = 40 * 1024;

    /// <summary>The weights of a larger layer come from beyond the second-level cache, and one stream is read ahead better than several.</summary>
    private const int StaysSecondLevel = 1024 * 1024;

    /// <summary>How many panels are in groups.</summary>
    public int Last => Panels * Count;

    public static PanelGroups For(LstmPlan layer, VectorTarget target, int panels)
    {
        int panelBytes = sizeof(float) * layer.Panels[0].Row * layer.Rows;
        return target.PanelsInRegisters == 1 || layer.WeightFloats * sizeof(float) > StaysSecondLevel ? new(1, 0)
            : panelBytes <= StaysFirstLevel ? new(2, 1) // the last panel of a step is read alone, so that it stays there whole; the next step begins with it
            : new(3, panels / 3);
    }
}
