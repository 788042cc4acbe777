namespace Lstm.Embedded;

/// <summary>What a network does about a time step whose results or whose new state are not all finite.</summary>
public enum OnNonFinite
{
    /// <summary>Nothing: NaN and infinities propagate into everything that depends on them, and stay in the state.</summary>
    Propagate,

    /// <summary>The stream begins anew, and the step outputs zeros.</summary>
    Reset,

    /// <summary>The state is again that of the last good step, and its results are given again.</summary>
    Hold,
}
